"""How much of a hostile input is looked at. Beyond a limit an item is kept if possible, with a reason."""

from dataclasses import dataclass

MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Every limit of intake, with its default. Sizes are in bytes unless said otherwise."""

    item: int = 2 * GIB
    """One item in the vault."""
    readable: int = 64 * MIB
    """An item from which text is derived; larger ones are kept and not read."""
    text: int = 20_000_000
    """Code points of one document."""
    article: int = 8 * MIB
    """HTML in which the article is looked for; of larger pages all text is taken."""
    pdf_pages: int = 5_000
    unpacked: int = 4 * GIB
    """All members of one archive that was added, nested ones included."""
    members: int = 100_000
    """Members of one archive that was added, nested ones included."""
    attachments: int = 5_000
    """Attachments of one message."""
    depth: int = 3
    """Archives inside each other: 3 reads the members of an archive in an archive in an archive."""
    ratio: int = 200
    """Unpacked to packed size, of a member and of an archive."""
    harmless: int = 16 * MIB
    """Up to this unpacked size the ratio is not asked for: text repeats itself."""
    directory: int = 16 * MIB
    """Central directory of a zip, which must be held in memory."""
    office: int = 256 * MIB
    """All parts of a DOCX, unpacked."""
    listing: int = 128 * MIB
    """A list of records or an export that is one JSON file."""
    pixels: int = 80_000_000
    """Of an image that is looked at."""
    ocr_pages: int = 500
    """Scanned pages of one PDF whose text is recognised."""
    frames: int = 30
    """Of a video, spread over its length, that are hashed."""
    seconds: float = 25.0
    """Wall time for one item in the worker process; for one page where its text must be recognised; of a container,
    the time in which nothing new comes out of it."""
    memory: int = 1 * GIB
    """Address space of the worker process, where the system can limit it."""
