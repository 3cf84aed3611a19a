"""PDF: the text layer, page by page, lines of a paragraph joined; pages that are pictures are named for recognition.

The parser is native code: callers with untrusted files go through `worker`, where a crash costs one item.
"""

import re
from contextlib import closing

import pypdfium2

from habeas.intake.cleaning import bounded, newlines, one_line
from habeas.intake.limits import Limits
from habeas.intake.recognising import PAGES, SCANNED
from habeas.intake.source import Source
from habeas.model.derivation import Derivation
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError
from habeas.model.item import NotRead

HYPHEN = re.compile("[\ufffe\u0002]\n?(?=(\\w)?)")
"""How the parser marks a hyphen at a line's end."""
END_OF_SENTENCE = re.compile(r"""[.!?…:;]["'”’»)\]]*$""")
IMAGE = pypdfium2.raw.FPDF_PAGEOBJ_IMAGE
FULL_LINE = 0.75
"""A line at least this long, against the page's longest, ran to the margin: its sentence goes on in the next."""


def derive(source: Source) -> Derivation:
    """The text layer of a PDF, and which pages have a picture and no text: those need recognition.

    Raises UnreadableError: encrypted, truncated, broken, no text, too many pages.
    """
    data, limits = source.data(), source.limits
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        raise _why(data, str(e)) from e
    with closing(pdf):
        if _cut_off(data):  # the parser repairs such files, and says nothing of the pages that are gone
            raise _why(data, "")
        texts, scanned = _pages(pdf, limits)
        title = one_line(pdf.get_metadata_dict(skip_empty=True).get("Title"))
    text = "\n\n".join(filter(None, texts))
    facts = {SCANNED: scanned, PAGES: texts, "title": title} if scanned else {}
    tools = [f"pdfium {pypdfium2.PDFIUM_INFO}"]
    if text.strip():
        document = Document(id=document_id(source.item), item=source.item, title=title, text=bounded(text, limits))
        return Derivation(item=source.item, document=document, tools=tools, facts=facts)
    why = NotRead(item=source.item, reason="no_text", detail="the PDF has no text layer")
    return Derivation(item=source.item, not_read=why, tools=tools, facts=facts)


def _pages(pdf: pypdfium2.PdfDocument, limits: Limits) -> tuple[list[str], list[int]]:
    """The text of each page, and the numbers of those without text on which there is a picture."""
    count = len(pdf)
    if count > limits.pdf_pages:
        raise UnreadableError("too_large", f"the PDF has {count:,} pages, at most {limits.pdf_pages:,} are read")
    texts: list[str] = []
    scanned: list[int] = []
    size = 0
    for index in range(count):
        with closing(pdf[index]) as page:
            with closing(page.get_textpage()) as layer:
                texts.append(flowing(newlines(layer.get_text_bounded())))
            if not texts[-1].strip() and any(True for _ in page.get_objects(filter=(IMAGE,), max_depth=3)):
                scanned.append(index)
        size += len(texts[-1])
        if size > limits.text:
            raise UnreadableError(
                "too_large", f"the text has more than {limits.text:,} characters, which is all that is read"
            )
    return texts, scanned


def flowing(page: str) -> str:
    """A page's lines joined to paragraphs: a line that ran to the margin and ended no sentence goes on in the next."""
    page = HYPHEN.sub(lambda m: "" if m[1] and m[1].islower() else "-", page)
    lines = [line.strip() for line in page.split("\n")]
    margin = FULL_LINE * max(map(len, lines))
    parts: list[str] = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        goes_on = line and after and len(line) >= margin and not END_OF_SENTENCE.search(line)
        parts.append(line + (" " if goes_on else "\n"))
    return "".join(parts).strip()


def _why(data: bytes, message: str) -> UnreadableError:
    if "password" in message.lower() or "security" in message.lower():
        return UnreadableError("encrypted", "the PDF asks for a password: add a copy without one")
    if _cut_off(data):
        return UnreadableError("truncated", "the PDF ends before its end mark: fetch it again")
    return UnreadableError("broken", "the PDF is damaged and cannot be opened")


def _cut_off(data: bytes) -> bool:
    """Whether the end mark is missing; some programs add a few kilobytes behind it."""
    return b"%%EOF" not in data[-1 << 16 :]
