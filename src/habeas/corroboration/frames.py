"""Over what a number counts: in one cell, at one time, altogether."""

import re
from functools import cache

from habeas.corroboration.words import data
from habeas.model.passage import Passage

BEHIND = 40
"""Code points behind a claim in which words may tell its frame."""


def frame(text: str, passage: Passage) -> str | None:
    """Over what the words in and shortly behind a claim count its number."""
    words = text[passage.start : passage.end + BEHIND].lower()
    return next((key for key, pattern in _frames() if pattern.search(words)), None)


@cache
def _frames() -> list[tuple[str, re.Pattern[str]]]:
    return [
        (row["key"], re.compile(rf"\b(?:{'|'.join(map(re.escape, row['words']))})\b"))
        for row in data("frames")["frame"]
    ]
