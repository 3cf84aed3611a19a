"""The case's database."""
