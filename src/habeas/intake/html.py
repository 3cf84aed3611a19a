"""Web pages: the article's text and what the page itself says of its source; the raw page stays in the vault.

Only bytes in hand are looked at: no address is ever followed. Scripts and styles never reach the text. The date is
taken only where the page states one, never guessed from its words.
"""

import logging
import re
from typing import Any

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from habeas.intake.cleaning import bounded, iso_date, newlines, one_line, web_address
from habeas.intake.limits import Limits
from habeas.intake.text import decode
from habeas.model.document import Document, document_id
from habeas.model.errors import UnreadableError

CHARSET = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE
)
DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>")
UNSEEN = ("script", "style", "noscript", "template", "head", "iframe", "object", "svg", "math")
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote br dd div dl dt figcaption footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol "
        "p pre section table tr ul",
    )
)
SPACES = re.compile(r"[ \t\f\v\u00a0]+")
LINES = re.compile(r"\s*\n\s*")
DATES: dict[str, Any] = {
    "extensive_search": False,
    "original_date": True,
    "min_date": "1900-01-01",
    "max_date": "2199-12-31",
}
"""Only stated dates; fixed bounds, so that the result does not depend on today."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)


def read(data: bytes, item: str, limits: Limits, charset: str | None = None) -> Document:
    """The document of a page; a headline that the text lacks stands as its first line. Raises UnreadableError.

    `charset`: what the server said, which goes before what the page says.
    """
    declared = CHARSET.search(data[:4096])
    return from_markup(decode(data, charset or (declared[1].decode("ascii") if declared else None)), item, limits)


def from_markup(markup: str, item: str, limits: Limits) -> Document:
    """The same from characters, as they stand in a message."""
    root = _parsed(DECLARATION.sub("", newlines(markup).replace("\0", "\ufffd"), count=1))
    page = _article(root) if len(markup) <= limits.article else None
    title = one_line(page.title) if page else None
    text = (page.text if page else None) or _all_text(root)
    if title and text.strip() and SPACES.sub(" ", title) not in SPACES.sub(" ", text[: 10 * len(title) + 2000]):
        text = f"{title}\n{text}"
    return Document(
        id=document_id(item),
        item=item,
        title=title,
        publisher=one_line(page.sitename) if page else None,
        published=iso_date(page.date) if page else None,
        url=web_address(page.url) if page else None,
        text=bounded(newlines(text), limits),
    )


def _parsed(markup: str) -> HtmlElement:
    """The page as a tree, which holds every word or is not given: a parser that gave up half-way says so in its log only."""
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as e:
        raise UnreadableError("no_text", "there is no text in the page") from e
    if any("RESOURCE_LIMIT" in error.type_name for error in parser.error_log):
        raise UnreadableError("broken", "the page is nested too deeply to be read whole")
    return root


def _article(root: HtmlElement) -> Any:
    """What trafilatura makes of the page, or None. More text rather than less: what is dropped cannot be cross-examined."""
    try:
        return trafilatura.bare_extraction(
            root, favor_recall=True, include_comments=False, with_metadata=True, date_extraction_params=DATES
        )
    except Exception:  # noqa: BLE001  # whatever stops it must not cost the words: they are taken without it
        return None


def _all_text(root: HtmlElement) -> str:
    """Every visible word of a page, one block a line: for pages in which no article is found."""
    etree.strip_elements(root, *UNSEEN, with_tail=False)
    return LINES.sub("\n", SPACES.sub(" ", "".join(_pieces(root)))).strip()


def _pieces(root: HtmlElement) -> list[str]:
    """Text in document order; walks by events, because the nesting of a page has no bound."""
    pieces: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        block = element.tag in BLOCKS
        if event == "start":
            pieces += ["\n"] if block else []
            pieces.append((element.text or "").replace("\n", " "))
        else:
            pieces += ["\n"] if block else [" "] if element.tag in {"td", "th"} else []
            pieces.append((element.tail or "").replace("\n", " "))
    return pieces
