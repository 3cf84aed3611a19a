"""Which module reads which format: one line a format. To add one, write its module and its line (docs/formats.md).

A module offers one or both of

- `read(data, item, limits) -> Document` (or `derive(file) -> Derivation` where it needs more than the bytes), and
- `members(path, allowance) -> Iterator[Part | Refusal]`, for what holds things that are items of their own.

Modules are loaded when first needed, because parsers are slow to import, and run in the worker process only.
"""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import msgspec


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """How a format is read."""

    module: str
    reads: str = ""
    """Function from the bytes to the document; empty for a format that has no text of its own."""
    derives: str = ""
    """Function from the file to its derivation, for formats too large for memory or with facts beside the text."""
    via: str = ""
    """How its members come (archive, attachment, message, page, row); empty for a format without any."""


FORMATS = {
    "text": Format(module="text", reads="read"),
    "markdown": Format(module="text", reads="read_markdown"),
    "html": Format(module="html", reads="read"),
    "pdf": Format(module="pdf", derives="derive"),
    "docx": Format(module="docx", reads="read"),
    "report_json": Format(module="report_json", reads="read"),
    "image": Format(module="images", derives="derive"),
    "media": Format(module="media", derives="derive"),
    "eml": Format(module="eml", reads="read", via="attachment"),
    "mbox": Format(module="mbox", derives="derive", via="message"),
    "telegram": Format(module="telegram", derives="derive", via="message"),
    "zip": Format(module="zips", derives="derive", via="archive"),
    "tar": Format(module="tars", via="archive"),
    "7z": Format(module="sevenzip", via="archive"),
    "warc": Format(module="warc", derives="derive", via="page"),
    "csv": Format(module="tables.rows", derives="derive", via="row"),
    "xlsx": Format(module="tables.rows", derives="derive", via="row"),
    "records": Format(module="tables.lists", derives="derive", via="row"),
}
"""Format, as `formats.identify` names it -> how it is read."""


def function(form: str, name: str) -> Callable[..., Any]:
    """The function `name` of the module of a format."""
    found: Callable[..., Any] = getattr(import_module(f"{__package__}.{FORMATS[form].module}"), name)
    return found


def via(form: str) -> str:
    """How the members of a format come; empty where it has none."""
    return FORMATS[form].via if form in FORMATS else ""
