"""The reader by rules: a document becomes a reading.

Everything that a reading says points into the document's text; what could not be read is listed with its reason, and a part
that fails takes nothing else with it.
"""

import hashlib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

import msgspec

from habeas import __version__
from habeas.model.document import Document
from habeas.model.passage import Passage, hull
from habeas.model.reading import Claim, Reading, Unread
from habeas.places import Gazetteer
from habeas.reading.claims.claiming import read_claims
from habeas.reading.entities.finding import find_entities
from habeas.reading.found import Entities, Voice
from habeas.reading.language import Detector, has_pack
from habeas.reading.text import ParsedText, parse
from habeas.reading.voices.attributing import hear
from habeas.reading.weights import Weights, shipped

NO_PACK = "language_without_pack"
FAILED = "reader_failed"
Part = TypeVar("Part")


class Reader:
    """Reads documents one after another; holds what takes time to load."""

    def __init__(self, gazetteer: Gazetteer | None = None, weights: Weights | None = None) -> None:
        """Without a gazetteer no site has a position. `weights`: what was learned; the shipped ones unless told."""
        self._gazetteer = gazetteer
        self._weights = weights or shipped()
        self._detector = Detector()
        self._name = name(self._weights, gazetteer.own.digest if gazetteer else "")

    def read(self, document: Document) -> Reading:
        """The reading of a document, for any text whatever. Its document carries the language that was told or found."""
        parsed = parse(document, self._detector)
        failed: list[str] = []
        entities = _whole_or(failed, lambda: find_entities(parsed, self._gazetteer, self._weights), Entities())
        voices = _whole_or(failed, lambda: hear(parsed, entities, self._weights.voices), list[Voice]())
        claims = _whole_or(failed, lambda: read_claims(parsed, entities, voices, self._weights), list[Claim]())
        return Reading(
            reader=self._name,
            document=msgspec.structs.replace(document, language=parsed.language),
            sites=entities.sites,
            units=entities.units,
            people=entities.people,
            bodies=entities.bodies,
            claims=claims,
            unread=[*_without_pack(parsed), *(_unread(parsed, FAILED) for _ in failed[:1])],
        )


def name(weights: Weights, places: str = "") -> str:
    """`rules/VERSION+HASH`: the hash covers the bytes of the language packs, the weights, and a team's own `places`."""
    digest = hashlib.sha256(_packs())
    digest.update(msgspec.json.encode(weights, order="deterministic"))
    digest.update(places.encode())
    return f"rules/{__version__}+{digest.hexdigest()[:8]}"


@cache
def _packs() -> bytes:
    """The digest of the language packs."""
    digest = hashlib.sha256()
    for path, data in _data(files("habeas.languages"), ""):
        digest.update(f"{path}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.digest()


def _data(folder: Traversable, above: str) -> Iterator[tuple[str, bytes]]:
    """The data files under a folder with their paths, sorted."""
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        path = f"{above}/{entry.name}"
        if entry.is_dir():
            yield from _data(entry, path)
        elif entry.name.endswith((".toml", ".txt", ".tsv")):
            yield path, entry.read_bytes()


def _whole_or(failed: list[str], part: Callable[[], Part], otherwise: Part) -> Part:
    """What a part of the reader gives, or `otherwise` when it stumbles over a text: the rest is still read."""
    try:
        return part()
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError) as error:
        failed.append(type(error).__name__)
        return otherwise


def _without_pack(parsed: ParsedText) -> Iterator[Unread]:
    """The stretches in languages that have no pack: neighbouring sentences of a paragraph together."""
    run: list[Passage] = []
    last: tuple[int, str | None, int] | None = None
    for sentence in parsed.sentences:
        key = (sentence.paragraph, sentence.language, sentence.index)
        goes_on = last is not None and last[:2] == key[:2] and last[2] == key[2] - 1
        if run and last and not goes_on:
            yield Unread(passage=hull(run), language=last[1], reason=NO_PACK)
            run = []
        if sentence.language and not has_pack(sentence.language):
            run.append(sentence.passage)
            last = key
    if run and last:
        yield Unread(passage=hull(run), language=last[1], reason=NO_PACK)


def _unread(parsed: ParsedText, reason: str) -> Unread:
    return Unread(passage=Passage(0, len(parsed.text)), language=parsed.language, reason=reason)
