"""Readings and registers to JSON text and back. Keys keep the order of the contract; the same value gives the same bytes."""

from typing import Any, TypeVar

import msgspec

from habeas.model.errors import HabeasError
from habeas.model.reading import Reading
from habeas.model.register import Register

AnyReading = TypeVar("AnyReading", bound=Reading)


def to_json(value: Reading | Register) -> bytes:
    """UTF-8 JSON, indented by one space, with a final newline."""
    return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"


def builtins(value: msgspec.Struct) -> Any:
    """The tables, lists and plain values that JSON would have."""
    return msgspec.to_builtins(value)


def reading_from_json(data: bytes) -> Reading:
    """The reading in `data`. Raises HabeasError that names the field which is missing or of the wrong type."""
    return from_json(data, Reading)


def from_json(data: bytes, kind: type[AnyReading]) -> AnyReading:
    """A reading of this class in `data`. Raises HabeasError that names the field which is missing or of the wrong type."""
    try:
        return msgspec.json.decode(data, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as e:
        raise HabeasError(f"not a reading of format habeas-reading/1: {e}") from e


def register_from_json(data: bytes) -> Register:
    """The register in `data`. Raises HabeasError that names the field which is missing or of the wrong type."""
    try:
        return msgspec.json.decode(data, type=Register)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as e:
        raise HabeasError(f"not a register of format habeas-register/1: {e}") from e
