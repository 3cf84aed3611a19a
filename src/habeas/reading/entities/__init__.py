"""Who and what a text names or describes: sites, units, people and bodies."""
