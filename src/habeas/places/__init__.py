"""The gazetteer: settlements with coordinates and their precision, regions, name variants, fuzzy look-up."""
