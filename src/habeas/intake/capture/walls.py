"""Whether an answer shows what was asked for, or a wall: a page that asks for a login, checks visitors, or says sorry.

What is no content is kept all the same, as what it is, and supports no claim. In doubt a page with much text is content: a
reviewer sees it then; a page with little text that says a wall's words is none.
"""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

Outcome = Literal["content", "failed", "login_wall", "blocked", "unavailable", "empty"]
REASONS: dict[str, str] = {
    "failed": "capture_failed",
    "login_wall": "capture_walled",
    "blocked": "capture_walled",
    "unavailable": "capture_failed",
    "empty": "capture_empty",
}
"""Outcome -> the key of `unread_reasons.toml` of a page that is no content."""
LITTLE = 1_500
"""Characters: a page with more text than this is not taken for a wall."""
HARDLY_ANY = 400
"""Characters: a page with a field for a password and less text than this is a wall whatever its words are."""
LETTERS = 20
"""A page with fewer letters shows nothing."""
_PASSWORD = re.compile(rb"""<input\b[^>]{0,400}?\btype\s*=\s*["']?password""", re.IGNORECASE)
_LOOKED_AT = 1 << 20
_STATUS: dict[int, tuple[Outcome, str]] = {
    401: ("login_wall", "the server asks for a login"),
    402: ("login_wall", "the server asks for payment"),
    403: ("blocked", "the server refuses the page"),
    404: ("unavailable", "the server has no such page"),
    407: ("login_wall", "the server asks for a login"),
    410: ("unavailable", "the server says that the page is gone"),
    429: ("blocked", "the server says that it was asked too often"),
    451: ("blocked", "the server withholds the page for legal reasons"),
}
_SAID: dict[str, tuple[Outcome, str]] = {
    "login": ("login_wall", "the page asks for a login instead of showing what was asked for"),
    "challenge": ("blocked", "the page checks or refuses the visitor instead of showing what was asked for"),
    "consent": ("login_wall", "the page asks for consent instead of showing what was asked for"),
    "unavailable": ("unavailable", "the page says that what was asked for is not there"),
}


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What an answer is. `detail`: one line, empty for content."""

    outcome: Outcome
    detail: str = ""


CONTENT = Verdict(outcome="content")


def judge(status: int, sources: tuple[bytes, ...], text: str | None) -> Verdict:
    """The verdict on an answer with this HTTP status, whose source or sources read as `text`; None for what is no page."""
    if not 200 <= status < 300:
        outcome, detail = _STATUS.get(status, ("failed", "the server answers with an error"))
        return Verdict(outcome=outcome, detail=f"{detail} (status {status})")
    if text is None:
        return CONTENT if any(sources) else Verdict(outcome="empty", detail="the answer has no bytes")
    if len(text) <= LITTLE and (said := _said(text.casefold())):
        return Verdict(outcome=_SAID[said][0], detail=_SAID[said][1])
    if len(text) <= HARDLY_ANY and any(_PASSWORD.search(source[:_LOOKED_AT]) for source in sources):
        return Verdict(outcome="login_wall", detail="the page shows a field for a password and hardly any text")
    shown = sum(map(str.isalpha, text)) >= LETTERS
    return CONTENT if shown else Verdict(outcome="empty", detail="the page shows no text")


def _said(text: str) -> str | None:
    return next((kind for kind, phrases in _phrases().items() if any(phrase in text for phrase in phrases)), None)


@cache
def _phrases() -> dict[str, tuple[str, ...]]:
    found = tomllib.loads(files(__package__).joinpath("walls.toml").read_text("utf-8"))
    return {kind: tuple(phrase.casefold() for phrase in found[kind]) for kind in _SAID}
