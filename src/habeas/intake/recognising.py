"""A document from pages whose text had to be recognised: which pages, how surely, and what was not read.

Pure: who recognises a page is given.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
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
MIXED = 75.0
"""Mean confidence below which a page may be in several languages."""
TELLING = 20
"""Letters that tell a language."""


def surest(read: Callable[[str], Recognised]) -> Recognised:
    """Read once, then in the language that this tells, and, where the page may be mixed, in all of its script.

    Raises UnreadableError where the first reading does. A wrong language takes away accents; all at once take longest.
    """
    found = [read("")]
    own = language(found[0].text, found[0].among)
    others = [own] if own and own != found[0].languages else []
    for one in (*others, "+".join(found[0].among)):
        best = max(found, key=lambda f: f.confidence)
        if one in others or (best.text and best.confidence < MIXED and len(best.among or found[0].among) > 1):
            with suppress(UnreadableError):
                found.append(read(one))
    return max(found, key=lambda f: f.confidence)


def language(text: str, among: Sequence[str]) -> str | None:
    """Which of the languages the words are most likely in; None for too few of them."""
    if sum(map(str.isalpha, text)) < TELLING or len(among) < 2:
        return None
    ranked = _identifier().rank(text[:5000])  # never narrowed to `among`: readers in other threads share it
    return next((code for code, _ in ranked if code in among), None)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  # slow to load

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def told(made: Derivation) -> Derivation:
    """`made` without what was only there to ask for recognition."""
    scanned = made.facts.get(SCANNED, [])
    facts = {key: value for key, value in made.facts.items() if key not in {SCANNED, PAGES}}
    if scanned and "recognised" not in facts and scanned != [-1]:
        facts["recognised"] = {"pages": [], "not_read": len(scanned)}
    return replace(made, facts=facts)


def completed(made: Derivation, recognise: Callable[[int], Recognised], limits: Limits) -> Derivation:
    """`made` with the recognised text of its scanned pages; unchanged where it asks for none."""
    scanned = made.facts.get(SCANNED, [])
    texts = list(made.facts.get(PAGES, [""]))
    if not scanned:
        return made
    tools, rows, trouble = list(made.tools), [], ""
    for page in scanned[: limits.ocr_pages]:
        try:
            found = recognise(page)
        except UnreadableError as e:
            rows.append({"page": max(0, page) + 1, "reason": e.reason})
            trouble = trouble or e.detail
            if e.reason == "unsupported":  # the program is not installed: nor will it be for the next page
                break
            continue
        rows.append(_told(found, page))
        tools += [found.tool] if found.tool not in tools else []
        if is_text(found):
            texts[max(0, page)] = found.text
    unread = len(scanned) - sum(1 for one in rows if one.get("text"))
    facts = made.facts | {"recognised": {"pages": rows, "not_read": unread}}
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
