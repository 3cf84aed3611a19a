"""A document from pages whose text had to be recognised: which pages, how surely, and what was not read.

Pure: who recognises a page is given.
"""

from collections.abc import Callable
from typing import Any

from msgspec.structs import replace

from habeas.intake.cleaning import one_line
from habeas.intake.limits import Limits
from habeas.intake.protocol import Recognised
from habeas.model.derivation import Derivation
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError
from habeas.model.item import NotRead

SCANNED = "scanned"
"""Fact that asks for recognition: the pages without a text layer, from 0; [-1] for an image."""
PAGES = "pages"
"""Fact beside it: the texts of all pages in order, "" for those without."""
SURE = 55.0
"""Mean confidence from which recognised words are text; photographs of walls and leaves stay below."""
LEAST = 3
"""Words that make a text."""


def completed(made: Derivation, recognise: Callable[[int], Recognised] | None, limits: Limits) -> Derivation:
    """`made` with the recognised text of its scanned pages; unchanged where it asks for none, or nobody recognises."""
    scanned = made.facts.get(SCANNED, [])
    texts = list(made.facts.get(PAGES, [""]))
    facts = {key: value for key, value in made.facts.items() if key not in {SCANNED, PAGES}}
    if not scanned or recognise is None:
        return replace(made, facts=facts)
    tools, told, trouble = list(made.tools), [], ""
    for page in scanned[: limits.ocr_pages]:
        try:
            found = recognise(page)
        except UnreadableError as e:
            told.append({"page": max(0, page) + 1, "reason": e.reason})
            trouble = trouble or e.detail
            if e.reason == "unsupported":  # the program is not installed: nor will it be for the next page
                break
            continue
        told.append(_told(found, page))
        tools += [found.tool] if found.tool not in tools else []
        if is_text(found):
            texts[max(0, page)] = found.text
    unread = len(scanned) - sum(1 for one in told if one.get("text"))
    facts["recognised"] = {"pages": told, "not_read": unread}
    return replace(_finished(made, texts, trouble, limits), tools=tools, facts=facts)


def is_text(found: Recognised) -> bool:
    """Whether recognised words are sure and many enough to be a text."""
    return found.confidence >= SURE and found.words >= LEAST


def _told(found: Recognised, page: int) -> dict[str, Any]:
    return {
        "page": max(0, page) + 1,
        "confidence": round(found.confidence, 1),
        "words": found.words,
        "languages": found.languages,
        "text": is_text(found),
    }


def _finished(made: Derivation, texts: list[str], trouble: str, limits: Limits) -> Derivation:
    text = "\n\n".join(page for page in texts if page.strip())
    if not text.strip():
        why = made.not_read or NotRead(item=made.item, reason="no_text", detail="there is no text in it")
        detail = f"{why.detail}; {trouble}" if trouble else f"{why.detail}, and none could be recognised"
        return replace(made, not_read=replace(why, detail=detail))
    if len(text) > limits.text:
        detail = f"the text has {len(text):,} characters, at most {limits.text:,} are read"
        return replace(made, document=None, not_read=NotRead(item=made.item, reason="too_large", detail=detail))
    document = made.document or Document(
        id=document_id(made.item), item=made.item, title=one_line(made.facts.get("title")), text=text
    )
    return replace(made, document=replace(document, text=text), not_read=None)
