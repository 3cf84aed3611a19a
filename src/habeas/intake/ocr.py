"""Recognition of the text in images and scanned pages, by tesseract where it is installed, with its confidence.

The script is asked first, so that a Cyrillic page is not read as Latin; then a first reading tells the language and a second
one reads in it: a wrong language takes away accents, and all at once take longest. A page without contrast is not tried.
"""

import csv
import io
from contextlib import closing
from functools import cache

import msgspec
import pypdfium2
from PIL import Image

from habeas.intake import tools
from habeas.intake.cleaning import clean
from habeas.intake.images import loaded, opened
from habeas.intake.pdf import flowing
from habeas.intake.protocol import Recognised
from habeas.intake.source import Source
from habeas.model.errors import UnreadableError

SCRIPTS = {
    "Cyrillic": {"rus": "ru", "ukr": "uk"},
    "Latin": {"eng": "en", "nld": "nl", "deu": "de", "fra": "fr", "pol": "pl"},
}
"""Script -> its languages, as tesseract and ISO 639-1 name them; the first reads well enough to tell."""
FLAT = 16
"""Difference of grey levels, of 255, below which a page is blank."""
DPI = 300
POINTS = 20_000_000
"""Points of a rendered page: a poster is rendered smaller."""
SMALL = 1_000
"""Points of the shorter side below which a picture is doubled: tesseract wants letters some 30 points high."""


def recognise(source: Source, page: int, language: str = "") -> Recognised:
    """The text of a page of a PDF (from 0) or of an image (-1). Raises UnreadableError.

    `language`: ISO 639-1 code to read in; several with a plus; empty to read for a first time, by the script.
    """
    if not tools.has("tesseract"):
        raise UnreadableError("unsupported", "text recognition needs tesseract, which is not installed")
    here = {code: name for names in SCRIPTS.values() for name, code in names.items() if name in _installed()}
    if not here:
        raise UnreadableError("unsupported", "text recognition needs a language of tesseract, and none is installed")
    data = source.data()
    image = _image(data, source.limits.pixels) if page < 0 else _page(data, page)
    low, high = image.getextrema()
    if isinstance(low, float | int) and isinstance(high, float | int) and high - low < FLAT:
        return Recognised(text="", confidence=0.0, words=0, languages="", tool=tools.version("tesseract"))
    file = io.BytesIO()
    image.save(file, "PNG", compress_level=1)
    png = file.getvalue()
    if language:
        return _read(png, [code for code in language.split("+") if code in here], here, source)
    script = _script(png) if "osd" in _installed() else None
    known = [code for code in here if script is None or code in SCRIPTS[script].values()] or list(here)
    first = known[:1] if script else [code for code in known if code in {"ru", "en"}] or known[:1]
    return msgspec.structs.replace(_read(png, first, here, source), among=known)


def _image(data: bytes, pixels: int) -> Image.Image:
    image = loaded(opened(data, pixels)).convert("L")
    if min(image.size) < SMALL and image.width * image.height * 4 <= POINTS:
        return image.resize((image.width * 2, image.height * 2), Image.Resampling.LANCZOS)
    if image.width * image.height > POINTS:
        share = (POINTS / (image.width * image.height)) ** 0.5
        return image.resize((max(1, int(image.width * share)), max(1, int(image.height * share))))
    return image


def _page(data: bytes, number: int) -> Image.Image:
    try:
        with closing(pypdfium2.PdfDocument(data)) as pdf, closing(pdf[number]) as page:
            width, height = page.get_size()
            scale = min(DPI / 72, (POINTS / max(1.0, width * height)) ** 0.5)
            image: Image.Image = page.render(scale=scale, grayscale=True).to_pil().convert("L")
            return image
    except (pypdfium2.PdfiumError, ValueError, IndexError) as e:
        raise UnreadableError("broken", "the page cannot be drawn") from e


def _read(png: bytes, codes: list[str], names: dict[str, str], source: Source) -> Recognised:
    languages = "+".join(names[code] for code in codes) or next(iter(names.values()))
    seconds = source.limits.seconds - 10
    table = tools.run("tesseract", "stdin", "stdout", "-l", languages, "tsv", data=png, seconds=max(1.0, seconds))
    return _told(table.decode("utf-8", "replace"), "+".join(codes))


def _script(png: bytes) -> str | None:
    """Cyrillic or Latin; None where too few letters tell."""
    try:
        told = tools.run("tesseract", "stdin", "stdout", "--psm", "0", "-l", "osd", data=png, seconds=8)
    except UnreadableError:
        return None
    lines = told.decode("utf-8", "replace").splitlines()
    script = next((line.partition(":")[2].strip() for line in lines if line.startswith("Script:")), "")
    return script if script in SCRIPTS else None


@cache
def _installed() -> frozenset[str]:
    return frozenset(tools.run("tesseract", "--list-langs").decode("utf-8", "replace").split())


def _told(table: str, languages: str) -> Recognised:
    """The lines of a page from tesseract's table of words, and how sure it was of them."""
    lines: dict[tuple[str, ...], list[str]] = {}
    weight = total = 0.0
    count = 0
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        word = clean((row.get("text") or "").strip())
        confidence = float(row.get("conf") or -1)
        if not word or confidence < 0:
            continue
        lines.setdefault(tuple(row[key] for key in ("block_num", "par_num", "line_num")), []).append(word)
        letters = sum(map(str.isalpha, word))
        weight, total = weight + letters, total + letters * confidence
        count += letters > 1
    pieces: list[str] = []
    before: tuple[str, str] | None = None
    for (block, paragraph, _line), words in lines.items():
        pieces += [""] if before not in {None, (block, paragraph)} else []
        pieces.append(" ".join(words))
        before = (block, paragraph)
    return Recognised(
        text=flowing("\n".join(pieces)) if pieces else "",
        confidence=total / weight if weight else 0.0,
        words=count,
        languages=languages,
        tool=tools.version("tesseract"),
    )
