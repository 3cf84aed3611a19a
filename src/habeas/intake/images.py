"""Images: what the camera and editors wrote into them, a hash that finds near-copies, whether provenance is claimed;
their words are recognised afterwards. GPS positions and serial numbers stay with the item: they are facts, not text.
"""

import io
import json
from typing import Any

from PIL import Image, ImageOps

from habeas.intake import tools
from habeas.intake.cleaning import clean
from habeas.intake.media_kinds import HEIC
from habeas.intake.recognising import SCANNED
from habeas.intake.source import Source
from habeas.model.derivation import Derivation
from habeas.model.errors import UnreadableError
from habeas.model.item import NotRead

KINDS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP")
TAGS = 400
VALUE = 1_000
"""Code points of a tag's value that are kept."""
C2PA = (b"c2pa", b"jumb")
"""What stands in a file with a provenance manifest (C2PA 2.1, JUMBF boxes)."""
PDQ_SIDE = 1_024
"""Longest side of the picture that is hashed; the hash itself looks at 64 by 64."""


def derive(source: Source) -> Derivation:
    """The facts of an image; that its text is still to be recognised. Raises UnreadableError: broken, truncated, too
    large.
    """
    data = source.data()
    image = opened(data, source.limits.pixels)
    facts: dict[str, Any] = {
        "format": image.format,
        "width": image.width,
        "height": image.height,
        "frames": getattr(image, "n_frames", 1),
        "c2pa": all(mark in data for mark in C2PA),
        SCANNED: [-1],
    }
    used = [f"Pillow {_version('pillow')}"]
    facts["metadata"] = _metadata(data, image, used)
    if hashed := perceptual(loaded(image)):
        facts["pdq"] = hashed
        used.append(f"pdqhash {_version('pdqhash')}")
    return Derivation(
        item=source.item,
        not_read=NotRead(item=source.item, reason="no_text", detail="an image without text"),
        tools=used,
        facts=facts,
    )


def opened(data: bytes, pixels: int) -> Image.Image:
    """An image whose header was read and whose size is bearable. Raises UnreadableError."""
    kinds: tuple[str, ...] = KINDS
    if data[4:8] == b"ftyp" and data[8:12] in HEIC:
        kinds = ("HEIF", "AVIF")
        _heif()
    Image.MAX_IMAGE_PIXELS = None  # asked below, in one clear line
    try:
        image = Image.open(io.BytesIO(data), formats=kinds)
    except (MemoryError, RecursionError):
        raise
    except Exception as e:  # its list of errors is not complete
        raise UnreadableError("broken", "the image is damaged and cannot be opened") from e
    if image.width * image.height > pixels:
        size = f"{image.width:,} by {image.height:,}"
        raise UnreadableError("too_large", f"the image has {size} points, at most {pixels:,} are looked at")
    return image


def loaded(image: Image.Image) -> Image.Image:
    """The image with its points, upright. Raises UnreadableError."""
    try:
        if image.format == "JPEG":
            image.draft("RGB", (PDQ_SIDE * 2, PDQ_SIDE * 2))
        image.load()
        return _upright(image)
    except (MemoryError, RecursionError):
        raise
    except Exception as e:  # its list of errors is not complete
        reason = "truncated" if "truncated" in str(e) else "broken"
        raise UnreadableError(reason, "the image is cut off or damaged: its points cannot be read") from e


def _upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except Exception:  # noqa: BLE001  # bad EXIF must not cost the picture
        return image


def perceptual(image: Image.Image) -> dict[str, Any] | None:
    """The PDQ hash (64 hex digits) and its quality, 0 to 100; None without the extra. Copies lie within a distance of
    31.
    """
    try:
        import numpy  # noqa: PLC0415
        import pdqhash  # noqa: PLC0415  # an extra
    except ImportError:
        return None
    small = image.convert("RGB")
    small.thumbnail((PDQ_SIDE, PDQ_SIDE))
    bits, quality = pdqhash.compute(numpy.asarray(small))
    number = int("".join("1" if bit else "0" for bit in bits), 2)
    return {"hash": f"{number:064x}", "quality": int(quality)}


def _metadata(data: bytes, image: Image.Image, used: list[str]) -> dict[str, Any]:
    """Tags by group, from exiftool where it is installed, else the EXIF that Pillow reads. Bad tags cost themselves
    only.
    """
    if tools.has("exiftool"):
        try:
            arguments = ("-json", "-G1", "-charset", "UTF8", "--System:all", "--ExifTool:all", "-")
            told = json.loads(tools.run("exiftool", *arguments, data=data, seconds=15))[0]
            used.append(tools.version("exiftool"))
            return dict(list(_bounded(told).items())[:TAGS])
        except (UnreadableError, ValueError, IndexError, KeyError, TypeError, AttributeError):
            pass
    try:
        from PIL.ExifTags import TAGS as NAMES  # noqa: PLC0415

        return _bounded({f"EXIF:{NAMES.get(tag, tag)}": value for tag, value in list(image.getexif().items())[:TAGS]})
    except Exception:  # noqa: BLE001  # bad EXIF must not cost the picture
        return {}


def _bounded(tags: dict[str, Any]) -> dict[str, Any]:
    kept = (int, float, bool)
    return {
        clean(str(key))[:100]: value if isinstance(value, kept) else clean(str(value))[:VALUE]
        for key, value in tags.items()
        if key != "SourceFile" and not isinstance(value, bytes)
    }


def _heif() -> None:
    try:
        import pillow_heif  # noqa: PLC0415  # an extra
    except ImportError as e:
        line = "HEIC images need an extra: pip install 'habeas[media]', and build again"
        raise UnreadableError("unsupported", line) from e
    pillow_heif.register_heif_opener()


def _version(package: str) -> str:
    from importlib.metadata import version  # noqa: PLC0415

    return version(package)
