"""Telegram Desktop's machine-readable export: each message with words is an item of its own, linked to its channel.

The text of a message is a string or a list of strings and marked pieces; both are joined as they stand. A message's
item holds the whole message, fields that nobody knows included. Media lie beside `result.json` and are items of their
own; a message names them under `source.photo` and `source.file`. Service messages, and messages without words, are
counted and not cut out.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from habeas.intake.cleaning import web_address
from habeas.intake.cuts import part
from habeas.intake.limits import Limits
from habeas.intake.source import Source, load
from habeas.intake.streams import Allowance, Part, Refusal, whole
from habeas.intake.tables.dates import day
from habeas.model.derivation import Derivation
from habeas.model.errors import UnreadableError

PUBLISHERS = frozenset({"public_channel", "private_channel", "public_supergroup"})
"""Chats whose name is that of an outlet; others are named after people and are not publishers."""
CHAT_KEYS = ("name", "type", "id", "username")


class _Chat(msgspec.Struct):
    """A chat; its messages are decoded one by one."""

    name: Any = None
    type: Any = None
    id: Any = None
    username: Any = None
    messages: list[msgspec.Raw] = []


class _Chats(msgspec.Struct):
    chats: list[_Chat] = msgspec.field(default_factory=list, name="list")


class _Export(_Chat):
    chats: _Chats = msgspec.field(default_factory=_Chats)
    left_chats: _Chats = msgspec.field(default_factory=_Chats)


class _Message(msgspec.Struct):
    """What is asked of a message; everything else stays in the raw one."""

    type: Any = None
    id: Any = None
    date: Any = None
    date_unixtime: Any = None
    text: Any = None
    poll: Any = None


def derive(source: Source) -> Derivation:
    """Says what the export holds: messages, those without words, service messages, media. Raises UnreadableError."""
    words = service = silent = media = 0
    if source.path is None:
        raise UnreadableError("container", "a Telegram export")
    for _chat, _raw, message in _messages(source.path, source.limits):
        if message.type != "message":
            service += 1
        elif text_of(message):
            words += 1
        else:
            silent += 1
        media += any(mark in bytes(_raw) for mark in (b'"photo":', b'"file":'))
    raise UnreadableError(
        "container",
        f"a Telegram export: {words} messages with words are items of their own; {silent} without words and {service} "
        f"service messages are not; {media} name a photo or file",
    )


def members(path: Path, allowance: Allowance) -> Iterator[Part | Refusal]:
    """Each message with words, in the order of the export. Raises UnreadableError."""
    for chat, raw, message in _messages(path, allowance.limits):
        text = text_of(message)
        if message.type != "message" or not text:
            continue
        allowance.take_member()
        name = f"message-{message.id}.json" if isinstance(message.id, int) else "message.json"
        yield Part(name=name, via="message", stream=whole(_part(chat, raw, message, text), allowance))


def _part(chat: _Chat, raw: msgspec.Raw, message: _Message, text: str) -> bytes:
    about = {key: value for key in CHAT_KEYS if (value := getattr(chat, key)) is not None}
    return part(
        text,
        {"chat": about, "message": raw},
        publisher=chat.name if chat.type in PUBLISHERS and isinstance(chat.name, str) else None,
        published=_date(message),
        url=_url(chat, message),
    )


def _messages(path: Path, limits: Limits) -> Iterator[tuple[_Chat, msgspec.Raw, _Message]]:
    data = load(path, limits.listing)
    try:
        export = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Export)
    except (msgspec.DecodeError, RecursionError) as e:
        reason = "truncated" if "truncated" in str(e) else "broken"
        raise UnreadableError(
            reason, "the Telegram export is cut off or is not of the form that Telegram writes"
        ) from e
    for chat in (export, *export.chats.chats, *export.left_chats.chats):
        for raw in chat.messages:
            try:
                yield chat, raw, msgspec.json.decode(raw, type=_Message)
            except (msgspec.DecodeError, RecursionError):
                yield chat, raw, _Message(type="unknown")


def text_of(message: _Message) -> str:
    """The words of a message, and the question and answers of a poll."""
    told = _joined(message.text)
    if isinstance(message.poll, dict):
        answers = message.poll.get("answers")
        lines = [message.poll.get("question"), *(answers if isinstance(answers, list) else [])]
        polled = [_joined(one.get("text") if isinstance(one, dict) else one) for one in lines]
        told = "\n".join(filter(None, [told, *polled]))
    return told.strip()


def _joined(text: Any) -> str:
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(_joined(piece.get("text") if isinstance(piece, dict) else piece) for piece in text)
    return ""


def _date(message: _Message) -> str | None:
    """In UTC where the export gives seconds since 1970; else the day on the clock of who exported."""
    seconds = str(message.date_unixtime or "")
    if seconds.isascii() and seconds.isdigit() and len(seconds) < 12:
        return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return day(str(message.date or "")[:10])


def _url(chat: _Chat, message: _Message) -> str | None:
    """The public address, only where the export names it: a channel's title is not its address."""
    if isinstance(chat.username, str) and isinstance(message.id, int):
        return web_address(f"https://t.me/{chat.username.removeprefix('@')}/{message.id}")
    return None
