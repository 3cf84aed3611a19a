"""What every derived text must keep to: Unicode without surrogates and NUL, and a size limit."""

import re

from habeas.intake.limits import Limits
from habeas.model.errors import UnreadableError
from habeas.model.visible import hides

FORBIDDEN = re.compile("[\0\ud800-\udfff]")
BLANKS = re.compile(r"\s+")
ISO_DATE = re.compile(
    r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])"
    r"(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?"
)
WEB = re.compile(r"https?://[^\s\"'<>]{1,2000}", re.IGNORECASE)
LINE_LIMIT = 1_000
"""Code points of a title or publisher."""


def clean(text: str) -> str:
    """`text` with each surrogate and NUL replaced by U+FFFD, one for one: offsets stay."""
    return FORBIDDEN.sub("\ufffd", text)


def bounded(text: str, limits: Limits) -> str:
    """The cleaned text. Raises UnreadableError when it is blank or longer than the limit."""
    if len(text) > limits.text:
        raise UnreadableError("too_large", f"the text has {len(text):,} characters, at most {limits.text:,} are read")
    if not text.strip("\ufeff\0 \t\r\n\f\v\u00a0"):
        raise UnreadableError("no_text", "there is no text in it")
    return clean(text)


def newlines(text: str) -> str:
    """Every line ends in LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def one_line(value: object) -> str | None:
    """A title or publisher on one line without characters that hide or reorder others, or None for anything that is none."""
    if not isinstance(value, str):
        return None
    seen = "".join(c for c in BLANKS.sub(" ", clean(value[: 4 * LINE_LIMIT])) if not hides(c))
    return seen.strip()[:LINE_LIMIT] or None


def iso_date(value: object) -> str | None:
    """An ISO 8601 date of any precision (2022, 2022-09) or date-time as it came, else None."""
    return value if isinstance(value, str) and ISO_DATE.fullmatch(value) else None


def web_address(value: object) -> str | None:
    """An http(s) address as it came, else None: nothing else may become a link, and nothing in one may hide."""
    return value if isinstance(value, str) and WEB.fullmatch(value) and not any(map(hides, value)) else None
