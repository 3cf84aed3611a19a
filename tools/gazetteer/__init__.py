"""Builds the gazetteer file that ships with `habeas.places`; run as `python -m gazetteer.build`."""
