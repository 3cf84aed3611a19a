"""From an item's bytes to its document, in this process. Untrusted files go through `Reader`, whose worker calls this."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from habeas.intake.formats import identify
from habeas.intake.limits import Limits
from habeas.intake.registry import FORMATS, function
from habeas.intake.source import Source
from habeas.model.derivation import Derivation
from habeas.model.document import Document
from habeas.model.errors import UnreadableError
from habeas.model.item import NotRead

DEFAULTS = Limits()
OUT_OF_MEMORY = "reading it takes more memory than is allowed"
T = TypeVar("T")


def read(source: Path | bytes, item: str, name: str, limits: Limits = DEFAULTS) -> Document:
    """The document of the item with the hash `item`, which came in under the original `name`.

    Raises UnreadableError, and nothing else, whatever the bytes are.
    """
    path, data = (None, source) if isinstance(source, bytes) else (source, None)
    return text_of(derive(Source(path=path, content=data, item=item, name=name, limits=limits)))


def text_of(derivation: Derivation) -> Document:
    """The document of a derivation. Raises UnreadableError where it has none."""
    if derivation.document is None:
        why = derivation.not_read or NotRead(item=derivation.item, reason="crashed", detail="reading it gave no answer")
        raise UnreadableError(why.reason, why.detail)
    return derivation.document


def derive(source: Source) -> Derivation:
    """All that can be made of an item in this process: its text, or why there is none. Never raises, whatever the bytes."""
    try:
        return guarded(lambda: _derived(source))
    except UnreadableError as e:
        return Derivation(item=source.item, not_read=NotRead(item=source.item, reason=e.reason, detail=e.detail))


def _derived(source: Source) -> Derivation:
    head = source.head()
    if not head:
        raise UnreadableError("empty", "the file has no bytes")
    form = identify(head, source.name)
    if form not in FORMATS:
        raise UnreadableError("unknown_format", "neither its contents nor its name tell a format that can be read")
    way = FORMATS[form]
    if way.derives:
        derivation: Derivation = function(form, way.derives)(source)
        return derivation
    if not way.reads:
        raise UnreadableError("container", "an archive: its members are items of their own")
    document: Document = function(form, way.reads)(source.data(), source.item, source.limits)
    return Derivation(item=source.item, document=document)


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
    except Exception as e:  # many parsers by others: no list of their errors would be complete
        raise UnreadableError("broken", f"it is damaged: its parser gave up ({type(e).__name__})") from e
