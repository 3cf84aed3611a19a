"""PDF: the text layer, page by page, lines of a paragraph joined.

The parser is native code: callers with untrusted files go through `worker`, where a crash costs one item.
"""

import re
from contextlib import closing

import pypdfium2

from habeas.intake.cleaning import bounded, newlines, one_line
from habeas.intake.limits import Limits
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError

HYPHEN = re.compile("[\ufffe\u0002]\n?(?=(\\w)?)")
"""How the parser marks a hyphen at a line's end."""
END_OF_SENTENCE = re.compile(r"""[.!?…:;]["'”’»)\]]*$""")
FULL_LINE = 0.75
"""A line at least this long, against the page's longest, ran to the margin: its sentence goes on in the next."""


def read(data: bytes, item: str, limits: Limits) -> Document:
    """The document of a PDF. Raises UnreadableError: encrypted, truncated, broken, no text layer, too many pages."""
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as e:
        raise _why(data, str(e)) from e
    with closing(pdf):
        if _cut_off(data):  # the parser repairs such files, and says nothing of the pages that are gone
            raise _why(data, "")
        text = _text(pdf, limits)
        title = one_line(pdf.get_metadata_dict(skip_empty=True).get("Title"))
    if not text.strip():
        raise UnreadableError("no_text", "the PDF has no text layer: it needs OCR")
    return Document(id=document_id(item), item=item, title=title, text=bounded(text, limits))


def _text(pdf: pypdfium2.PdfDocument, limits: Limits) -> str:
    count = len(pdf)
    if count > limits.pdf_pages:
        raise UnreadableError("too_large", f"the PDF has {count:,} pages, at most {limits.pdf_pages:,} are read")
    pages: list[str] = []
    size = 0
    for index in range(count):
        with closing(pdf[index]) as page, closing(page.get_textpage()) as layer:
            pages.append(flowing(newlines(layer.get_text_bounded())))
        size += len(pages[-1])
        if size > limits.text:
            raise UnreadableError(
                "too_large", f"the text has more than {limits.text:,} characters, which is all that is read"
            )
    return "\n\n".join(page for page in pages if page)


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
