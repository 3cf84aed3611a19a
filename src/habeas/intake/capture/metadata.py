"""What a page says of itself: its title and meta tags, taken as they stand there and believed in nothing."""

import html
import re

_LOOKED_AT = 1 << 18
_META = re.compile(r"<meta\b([^>]{1,2000})>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(name|property|itemprop|content)\s{0,20}=\s{0,20}("[^"]{0,1500}"|'[^']{0,1500}')""", re.I)
_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{1,1000})", re.IGNORECASE)
_CANONICAL = re.compile(r"""<link\b[^>]{0,500}?\brel\s*=\s*["']?canonical\b[^>]{0,1000}>""", re.IGNORECASE)
_HREF = re.compile(r"""\bhref\s{0,20}=\s{0,20}("[^"]{1,1500}"|'[^']{1,1500}')""", re.IGNORECASE)
MOST = 100


def metadata(source: bytes) -> dict[str, str]:
    """Title and meta tags of a page source, the first of each name; at most MOST."""
    text = source[:_LOOKED_AT].decode("utf-8", "replace")
    found: dict[str, str] = {}
    if title := _TITLE.search(text):
        found["title"] = " ".join(html.unescape(title[1]).split())
    for tag in _META.finditer(text):
        attributes = {key.lower(): html.unescape(value[1:-1]) for key, value in _ATTRIBUTE.findall(tag[1])}
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and "content" in attributes and len(found) < MOST:
            found.setdefault(name, attributes["content"])
    return found


def canonical(source: bytes) -> str | None:
    """The address that a page calls its own."""
    link = _CANONICAL.search(source[:_LOOKED_AT].decode("utf-8", "replace"))
    href = _HREF.search(link[0]) if link else None
    return html.unescape(href[1][1:-1]) if href else None
