"""Captured pages as a WACZ 1.1.1: one file that replays the pages in any player of web archives.

The WARC files stand in it byte for byte as the vault keeps them; beside them pages, an index (CDXJ) and the digests of all.
"""

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from habeas import __version__
from habeas.model.errors import HabeasError

VERSION = "1.1.1"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""Time of every member: a package of the same pages has the same bytes."""
DIGITS = re.compile(r"\D")


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the package."""

    id: str
    url: str
    at: str
    """UTC, when it was captured."""
    title: str | None
    warcs: list[tuple[str, bytes]]
    """Name and bytes of each gzipped WARC that belongs to it."""
    extra: list[tuple[str, bytes]] = []
    """Other files to carry, as the record of the capture."""


def write_wacz(target: Path, pages: Sequence[Page], title: str, at: str) -> None:
    """Write the pages to the file `target`, which must not exist; whole or not at all.

    `at`: when, as it stands in the package. Raises HabeasError when it cannot be written or a WARC cannot be read.
    """
    if target.exists():
        raise HabeasError(f"{target} is there already: name another file")
    partial = target.with_name(f".{target.name}.part")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_STORED) as package:
            resources = [_put(package, name, data) for name, data in _members(pages)]
            sheet = _datapackage(resources, title, at)
            _put(package, "datapackage.json", sheet)
            digest = {"path": "datapackage.json", "hash": _digest(sheet)}
            _put(package, "datapackage-digest.json", json.dumps(digest, indent=1).encode())
        partial.replace(target)
    except OSError as e:
        raise HabeasError(f"{target} cannot be written: {e.strerror or 'output error'}") from e
    finally:
        partial.unlink(missing_ok=True)


def _members(pages: Sequence[Page]) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file: archives, index, pages, extras."""
    archives = {name: data for page in pages for name, data in page.warcs}
    index = sorted(line for name, data in archives.items() for line in _index(name, data))
    yield from ((f"archive/{name}", data) for name, data in sorted(archives.items()))
    yield "indexes/index.cdx", "".join(f"{line}\n" for line in index).encode()
    yield "pages/pages.jsonl", _pages(pages)
    yield from sorted({f"extra/{name}": data for page in pages for name, data in page.extra}.items())


def _put(package: zipfile.ZipFile, name: str, data: bytes) -> dict[str, Any]:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type = zipfile.ZIP_STORED if name.endswith(".gz") else zipfile.ZIP_DEFLATED
    package.writestr(info, data)
    return {"name": name.rpartition("/")[2], "path": name, "hash": _digest(data), "bytes": len(data)}


def _digest(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _pages(pages: Sequence[Page]) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "Captured pages"}
    rows = [{"id": p.id, "url": p.url, "ts": p.at, **({"title": p.title} if p.title else {})} for p in pages]
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in [head, *rows]).encode("utf-8", "replace")


def _datapackage(resources: list[dict[str, Any]], title: str, at: str) -> bytes:
    told = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": title,
        "software": f"habeas/{__version__}",
        "created": at,
        "resources": resources,
    }
    return json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8", "replace")


def _index(name: str, data: bytes) -> Iterator[str]:
    """A CDXJ line for each response and resource of a WARC."""
    reader = ArchiveIterator(io.BytesIO(data))
    try:
        for record in reader:
            url = record.rec_headers.get_header("WARC-Target-URI")
            if record.rec_type not in {"response", "resource"} or not url:
                continue
            status = record.http_headers.get_statuscode() if record.http_headers else "200"
            sender = record.http_headers or record.rec_headers
            mime = (sender.get_header("Content-Type") or "").split(";")[0].strip()
            offset, length = reader.get_record_offset(), reader.get_record_length()
            told = {
                "url": url,
                "mime": mime,
                "status": status,
                "digest": record.rec_headers.get_header("WARC-Payload-Digest"),
                "length": str(length),
                "offset": str(offset),
                "filename": name,
            }
            stamp = DIGITS.sub("", record.rec_headers.get_header("WARC-Date"))[:14]
            yield f"{surt(url)} {stamp} {json.dumps(told)}"
    except (ArchiveLoadFailed, ValueError, TypeError, AttributeError, EOFError, zlib.error) as e:  # it came in a bag
        raise HabeasError(f"{name}: not a WARC that can be read: run `habeas verify`") from e


def surt(url: str) -> str:
    """The key by which an index sorts: host from its end, then the rest, in small letters. `org,example)/page?a=1`."""
    parts = urlsplit(url)
    if not parts.hostname:
        return url.lower()
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    host = ",".join(reversed(parts.hostname.removeprefix("www.").split(".")))
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}".lower().replace(" ", "%20")
