"""How much is undocumented: multiple systems estimation, a pure library on tables of who is on which list."""
