"""File names from outside: what is kept of them, and how they are shown."""

import re

from habeas.model.visible import escaped, hides

UNNAMED = "unnamed"
SEPARATORS = re.compile(r"[/\\]")


def base_name(path: str) -> str:
    """The last part of a name in an archive or a message; never empty, never a path. Both kinds of slash separate."""
    last = SEPARATORS.split(path.rstrip("/\\"))[-1]
    return UNNAMED if last.strip(" .") == "" else last


def safe_name(name: str, limit: int = 80) -> str:
    """`name` for one line on a terminal: what is invisible or reorders text stands escaped, a long name's middle is cut.

    Does not hide personal names: that is for the Covering, before this.
    """
    shown = "".join(map(_shown, name[: limit * 4]))
    if len(shown) <= limit and len(name) <= limit * 4:
        return shown
    ending = limit // 4
    return f"{shown[: limit - ending - 1]}…{''.join(map(_shown, name[-ending:]))[-ending:]}"


def _shown(character: str) -> str:
    blank = character.isspace() and character != " "
    return escaped(character) if blank or hides(character) else character
