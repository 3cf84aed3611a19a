"""File names from outside: what is kept of them, and how they are shown."""

import re
import unicodedata

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that nobody sees or that rearrange what is seen: controls, bidi and zero-width marks, surrogates."""
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
    shown = "".join(_escaped(c) if _hides(c) else c for c in name[: limit * 4])
    if len(shown) <= limit and len(name) <= limit * 4:
        return shown
    ending = limit // 4
    return f"{shown[: limit - ending - 1]}…{''.join(_escaped(c) if _hides(c) else c for c in name[-ending:])[-ending:]}"


def _hides(character: str) -> bool:
    return unicodedata.category(character) in HIDDEN or (character.isspace() and character != " ")


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
