"""From an item's bytes to its document, in this process. Untrusted files go through `worker.Reader`, which calls this."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from habeas.intake.formats import HEAD, identify
from habeas.intake.limits import Limits
from habeas.model.document import Document
from habeas.model.errors import UnreadableError

_READERS = {
    "text": ("text", "read"),
    "markdown": ("text", "read_markdown"),
    "html": ("html", "read"),
    "pdf": ("pdf", "read"),
    "docx": ("docx", "read"),
    "eml": ("eml", "read"),
    "report_json": ("report_json", "read"),
}
"""Format -> module and function; loaded when first needed, because parsers are slow to import."""
DEFAULTS = Limits()
OUT_OF_MEMORY = "reading it takes more memory than is allowed"
T = TypeVar("T")


def read(source: Path | bytes, item: str, name: str, limits: Limits = DEFAULTS) -> Document:
    """The document of the item with the hash `item`, which came in under the original `name`.

    Raises UnreadableError, and nothing else, whatever the bytes are.
    """
    data = source if isinstance(source, bytes) else load(source, limits)
    if not data:
        raise UnreadableError("empty", "the file has no bytes")
    form = identify(data[:HEAD], name)
    if form in {"zip", "tar"}:
        raise UnreadableError("container", "an archive: its members are items of their own")
    if form not in _READERS:
        raise UnreadableError("unknown_format", "neither its contents nor its name tell a format that can be read")
    module, function = _READERS[form]
    reader: Callable[[bytes, str, Limits], Document] = getattr(import_module(f"{__package__}.{module}"), function)
    return guarded(lambda: reader(data, item, limits))


def load(path: Path, limits: Limits) -> bytes:
    """All bytes of a file that is small enough to be read. Raises UnreadableError."""
    try:
        size = path.stat().st_size
        if size > limits.readable:
            line = f"{size / 2**20:,.0f} MiB, at most {limits.readable >> 20:,} MiB are read"
            raise UnreadableError("too_large", line)
        with path.open("rb") as file:
            return file.read(limits.readable + 1)
    except (OSError, ValueError) as e:
        raise UnreadableError("unreadable_file", "it cannot be opened") from e


def guarded(work: Callable[[], T]) -> T:
    """What `work` returns; whatever a parser raises on hostile bytes becomes one clear reason."""
    try:
        return work()
    except UnreadableError:
        raise
    except MemoryError as e:
        raise UnreadableError("too_large", OUT_OF_MEMORY) from e
    except RecursionError as e:
        raise UnreadableError("broken", "it is nested too deeply to be read") from e
    except Exception as e:  # five parsers by others: no list of their errors would be complete
        raise UnreadableError("broken", f"it is damaged: its parser gave up ({type(e).__name__})") from e
