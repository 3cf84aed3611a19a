"""Whether two names mean one person, one unit or one site: same, different or unsure, with a score and why."""

from habeas.resolution.matching.people import PersonName, same_person
from habeas.resolution.matching.sites import SiteName, same_site
from habeas.resolution.matching.units import UnitName, same_unit
from habeas.resolution.matching.verdict import Judgement, Verdict

__all__ = ["Judgement", "PersonName", "SiteName", "UnitName", "Verdict", "same_person", "same_site", "same_unit"]
