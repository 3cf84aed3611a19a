"""Numbers of institutions in names of sites: SIZO-2, colony No. 120."""

import re
from functools import cache

from habeas.resolution.names import data


def institution_numbers(name: str) -> set[str]:
    """The numbers of institutions in a name; years and street numbers do not follow these words."""
    return {m[1].lstrip("0") for m in _pattern().finditer(name.lower())} - {""}


@cache
def _pattern() -> re.Pattern[str]:
    starts = "|".join(sorted(map(re.escape, data("sites")["numbered"]), key=lambda w: (-len(w), w)))
    return re.compile(rf"(?:(?<!\w)(?:{starts})\w{{0,8}}|№|#)[\s.№-]{{0,4}}(\d{{1,4}})(?!\d)")
