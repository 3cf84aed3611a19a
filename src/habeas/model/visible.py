"""Words from outside as they may stand on a screen: nothing in them is obeyed, hidden or turned around.

A text, a title or a file name can hold escape sequences that rule a terminal, and marks that reorder what is read.
"""

import unicodedata

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that nobody sees or that rearrange what is seen: controls, bidi and zero-width marks, surrogates."""


def hides(character: str) -> bool:
    """Whether this character is invisible, rules the screen or moves its neighbours."""
    return unicodedata.category(character) in HIDDEN


def escaped(character: str) -> str:
    r"""The code of a character, as `\x1b` or `\u202e`."""
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def visible(text: str) -> str:
    """`text` on one line, with the code of every character that hides in its place."""
    return text if text.isascii() and text.isprintable() else "".join(escaped(c) if hides(c) else c for c in text)
