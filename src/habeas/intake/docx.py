"""Word files: paragraphs and tables in the order of the document, text boxes and notes included, deletions left out.

The package is checked before it is opened; XML is parsed by python-docx without entities and without any access outside.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

from habeas.intake.cleaning import bounded, newlines, one_line
from habeas.intake.formats import OLE
from habeas.intake.limits import Limits
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError

PROTECTED = "EncryptedPackage".encode("utf-16-le")
MARKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
SKIPPED = frozenset(
    {
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",  # the same text box again, for old readers
        qn("w:del"),
        qn("w:moveFrom"),
        qn("w:pPr"),
        qn("w:rPr"),
        qn("w:sectPr"),
    }
)
NOTES = (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES)
WHOLE = (etree.XMLSyntaxError, KeyError, ValueError, AttributeError, TypeError, PackageNotFoundError, BadZipFile)
"""What a package raises that is not a whole Word file."""


def read(data: bytes, item: str, limits: Limits) -> Document:
    """The document of a Word file. Raises UnreadableError: encrypted, truncated, bomb, broken, no text."""
    _check_package(data, limits)
    try:
        package = docx.Document(io.BytesIO(data))
        lines = [*_lines(package.element.body), *_notes(package)]
        title = one_line(package.core_properties.title)
    except WHOLE as e:
        raise UnreadableError("broken", "the Word file is damaged and cannot be opened") from e
    return Document(
        id=document_id(item), item=item, title=title, text=bounded(newlines("\n".join(lines)).strip("\n"), limits)
    )


def _check_package(data: bytes, limits: Limits) -> None:
    if data.startswith(OLE):
        if PROTECTED in data:
            raise UnreadableError("encrypted", "the Word file asks for a password: add a copy without one")
        raise UnreadableError("unknown_format", "an old Word file (.doc): save it as .docx or PDF")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as e:
        raise UnreadableError("truncated", "the Word file is cut off or damaged: fetch it again") from e
    size = sum(part.file_size for part in parts)
    if size > limits.office or (size > limits.harmless and size > limits.ratio * len(data)):
        raise UnreadableError("bomb", "the Word file unpacks out of all proportion to its size")
    if any(part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED} for part in parts):
        raise UnreadableError("unsupported", "the Word file is packed in a way that Word does not use")


def _notes(package: Any) -> Iterator[str]:
    for relation in package.part.rels.values():
        if relation.reltype in NOTES and not relation.is_external:
            yield from _lines(parse_xml(relation.target_part.blob))


def _lines(block: Any) -> Iterator[str]:
    """The lines of everything in `block`: one a paragraph, one a table row with its cells between tabs."""
    for child in block:
        if child.tag == qn("w:p"):
            yield from _paragraph(child)
        elif child.tag == qn("w:tr"):
            yield "\t".join(" ".join(_lines(cell)) for cell in child.iter(qn("w:tc")) if _row_of(cell) is child)
        elif child.tag not in SKIPPED and isinstance(child.tag, str):
            yield from _lines(child)


def _row_of(cell: Any) -> Any:
    return next(cell.iterancestors(qn("w:tr")), None)


def _paragraph(paragraph: Any) -> Iterator[str]:
    """The paragraph's own line, then the lines of the text boxes that hang on it."""
    words: list[str] = []
    boxes: list[Any] = []
    _collect(paragraph, words, boxes)
    yield "".join(words)
    for box in boxes:
        yield from _lines(box)


def _collect(element: Any, words: list[str], boxes: list[Any]) -> None:
    for child in element:
        if child.tag == qn("w:t"):
            words.append(child.text or "")
        elif child.tag in MARKS:
            words.append(MARKS[child.tag])
        elif child.tag == qn("w:txbxContent"):
            boxes.append(child)
        elif child.tag not in SKIPPED:
            _collect(child, words, boxes)
