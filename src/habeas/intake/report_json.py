"""A report given as JSON: exactly its text, and the few keys that say where it comes from.

Other keys, annotations among them, are never looked at: the decoder skips them without building them.
"""

import re
from typing import Any

import msgspec

from habeas.intake.cleaning import bounded, iso_date, one_line, web_address
from habeas.intake.cuts import FORMAT
from habeas.intake.html import from_markup
from habeas.intake.limits import Limits
from habeas.intake.text import decode
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError

LISTED = "a link that was listed and not fetched: `habeas add` with the address captures it"
LANGUAGE = re.compile(r"([a-z]{2})(?:[-_][A-Za-z]{2,8})*")


class _Report(msgspec.Struct):
    """Any value will do for the other keys: a bad date must not cost the text."""

    text: str | None = None
    format: Any = None
    markup: Any = None
    id: Any = None
    lang: Any = None
    publisher: Any = None
    published: Any = None
    url: Any = None
    title: Any = None


def read(data: bytes, item: str, limits: Limits) -> Document:
    """The document of a report file; its text is unchanged but for NUL. Raises UnreadableError."""
    report = _decoded(data)
    text = _text(report, item, limits)
    language = LANGUAGE.fullmatch(report.lang) if isinstance(report.lang, str) else None
    return Document(
        id=document_id(item, report.id if isinstance(report.id, str) else None),
        item=item,
        language=language[1] if language else None,
        title=one_line(report.title),
        publisher=one_line(report.publisher),
        published=iso_date(report.published),
        url=web_address(report.url),
        text=bounded(text, limits),
    )


def _text(report: _Report, item: str, limits: Limits) -> str:
    """The text as it stands; of a part that was cut out of an export whose texts are HTML, its words."""
    ours = report.format == FORMAT
    if report.text is None and ours:
        linked = web_address(report.url) is not None
        reason, detail = ("listed_link", LISTED) if linked else ("no_text", "the row has neither a text nor a link")
        raise UnreadableError(reason, detail)
    if report.text is None:
        raise UnreadableError("not_a_report", "a JSON file without a string under the key text is not a report")
    return from_markup(report.text, item, limits).text if ours and report.markup == "html" else report.text


def _decoded(data: bytes) -> _Report:
    try:
        return msgspec.json.decode(decode(data).encode("utf-8"), type=_Report)
    except msgspec.ValidationError as e:
        raise UnreadableError("not_a_report", "a JSON file without a string under the key text is not a report") from e
    except (msgspec.DecodeError, UnicodeError, RecursionError) as e:
        reason = "truncated" if "truncated" in str(e) else "broken"
        raise UnreadableError(reason, "it is not valid JSON") from e
