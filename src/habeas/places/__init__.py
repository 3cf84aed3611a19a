"""The gazetteer: settlements with coordinates and their precision, regions, name variants, fuzzy look-up."""

from habeas.places.gazetteer import ATTRIBUTION, Gazetteer
from habeas.places.model import Context, Match, Place, best

__all__ = ["ATTRIBUTION", "Context", "Gazetteer", "Match", "Place", "best"]
