"""E-mail messages: the readable text, subject and date, and the attachments as members of their own."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from pathlib import Path

from habeas.intake.cleaning import bounded, newlines, one_line
from habeas.intake.html import from_markup
from habeas.intake.limits import Limits
from habeas.intake.names import base_name
from habeas.intake.source import load
from habeas.intake.streams import Allowance, Part, whole
from habeas.intake.text import decode
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError

BOUNDARIES = 20_000
"""Lines that may be boundaries; the parser's work grows faster than their number."""
TEXTS = ("text/plain", "text/html")


def read(data: bytes, item: str, limits: Limits) -> Document:
    """The document of a message: its plain text, else its HTML, below the subject. Raises UnreadableError."""
    message = _message(data)
    title = one_line(_header(message, "subject"))
    body = _body(message, item, limits)
    return Document(
        id=document_id(item),
        item=item,
        title=title,
        published=_date(message),
        text=bounded(f"{title}\n{body}" if title else body, limits),
    )


def members(path: Path, allowance: Allowance) -> Iterator[Part]:
    """Every part that is not the message's text, in order, attached messages included. Raises UnreadableError."""
    found = _split(_message(load(path, allowance.limits.readable)))[1]
    most = allowance.limits.attachments
    if len(found) > most:
        raise UnreadableError("too_many", f"the message has {len(found):,} attachments, at most {most:,} are kept")
    for part in found:
        allowance.take_member()
        name, data = _attachment(part)
        yield Part(name=name, via="attachment", stream=whole(data, allowance))


def _message(data: bytes) -> EmailMessage:
    if data.count(b"\n--") + data.count(b"\r--") > BOUNDARIES:
        raise UnreadableError("too_many", f"the message has more than {BOUNDARIES:,} boundaries between parts")
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError("broken", "the message has no header")
    return message


def _split(message: EmailMessage) -> tuple[list[MIMEPart], list[MIMEPart]]:
    """The parts that are the message's text, and all others; of alternatives the plain one is the text, HTML else."""
    texts: list[MIMEPart] = []
    others: list[MIMEPart] = []
    waiting: list[tuple[MIMEPart, bool]] = [(message, False)]
    while waiting:
        part, told_plainly = waiting.pop()
        kind = part.get_content_type()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inner = list(part.iter_parts())
            plain = kind == "multipart/alternative" and any(
                _is_text(p, "text/plain") and _payload(p).strip() for p in inner
            )
            waiting += [(p, told_plainly or plain) for p in reversed(inner)]
        elif (part is message and kind in TEXTS) or kind.startswith("multipart/") or _is_text(part, *TEXTS):
            if not (told_plainly and kind == "text/html"):
                texts.append(part)
        else:
            others.append(part)
    return texts, others


def _is_text(part: MIMEPart, *kinds: str) -> bool:
    return part.get_content_type() in kinds and not part.is_attachment() and not part.get_filename()


def _body(message: EmailMessage, item: str, limits: Limits) -> str:
    words: list[str] = []
    for part in _split(message)[0]:
        text = newlines(decode(_payload(part), part.get_content_charset()))
        if part.get_content_type() == "text/html":
            text = _visible(text, item, limits)
        words += [text] if text.strip() else []
    if not words:
        raise UnreadableError("no_text", "there is no text in the message")
    return "\n".join(words)


def _visible(markup: str, item: str, limits: Limits) -> str:
    """The words of an HTML part; a part without any, as one that only counts its readers, is no reason to give up."""
    try:
        return from_markup(markup, item, limits).text
    except UnreadableError as e:
        if e.reason != "no_text":
            raise
        return ""


def _attachment(part: MIMEPart) -> tuple[str, bytes]:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        inner = part.get_content()
        return base_name(one_line(part.get_filename()) or "message.eml"), inner.as_bytes()
    return base_name(part.get_filename() or ""), _payload(part)


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str | None:
    """A header decoded; one that is raw bytes, against the rules, in the most likely character set."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name), None)
    if raw is not None and not raw.isascii():
        return decode(raw.encode("utf-8", "surrogateescape"))
    value = message.get(name)
    return None if value is None else str(value)


def _date(message: EmailMessage) -> str | None:
    """The sender's own day: the header's date without its time of day, which would look more certain than it is."""
    try:
        return parsedate_to_datetime(_header(message, "date") or "").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
