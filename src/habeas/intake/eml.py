"""E-mail messages: the readable text, subject and date, and the attachments as members of their own."""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime

from habeas.intake.cleaning import bounded, newlines, one_line
from habeas.intake.html import from_markup
from habeas.intake.limits import Limits
from habeas.intake.names import base_name
from habeas.intake.streams import Attachment
from habeas.intake.text import decode
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError


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


def attachments(data: bytes, limits: Limits) -> list[Attachment]:
    """Every part that is not the message's text, in order, attached messages included. Raises UnreadableError."""
    found = [_attachment(part) for part in _attached(_message(data))]
    if len(found) > limits.members:
        raise UnreadableError(
            "too_many", f"the message has {len(found):,} attachments, at most {limits.members:,} are kept"
        )
    return found


def _message(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    if not isinstance(message, EmailMessage) or not message.keys():
        raise UnreadableError("broken", "the message has no header")
    return message


def _body(message: EmailMessage, item: str, limits: Limits) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        raise UnreadableError("no_text", "there is no text in the message")
    text = decode(_payload(part), part.get_content_charset())
    return from_markup(text, item, limits).text if part.get_content_type() == "text/html" else newlines(text)


def _attached(message: EmailMessage) -> Iterator[MIMEPart]:
    """Leaves that are not the body, and whole attached messages (their own parts are found when they are read)."""
    body = message.get_body(preferencelist=("plain", "html"))
    waiting: list[MIMEPart] = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            waiting += reversed(list(part.iter_parts()))
        elif part is not body and part is not message and not _alternative(part):
            yield part


def _alternative(part: MIMEPart) -> bool:
    """The same words as HTML or plain text again: a text part without a file name."""
    return (
        part.get_content_type() in {"text/plain", "text/html"} and not part.is_attachment() and not part.get_filename()
    )


def _attachment(part: MIMEPart) -> Attachment:
    if part.get_content_type() == "message/rfc822" and part.is_multipart():
        inner = part.get_content()
        return Attachment(base_name(one_line(part.get_filename()) or "message.eml"), inner.as_bytes())
    return Attachment(base_name(part.get_filename() or ""), _payload(part))


def _payload(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return None if value is None else str(value)


def _date(message: EmailMessage) -> str | None:
    """The sender's own day: the header's date without its time of day, which would look more certain than it is."""
    try:
        return parsedate_to_datetime(_header(message, "date") or "").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
