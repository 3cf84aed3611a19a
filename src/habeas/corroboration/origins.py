"""Origins: the roots of attributions, joined across documents where they are certainly one.

One person's knowledge is one origin wherever it is told. Who speaks for an office or organisation has one origin a
settlement. An outlet that names no voice has one a settlement (without one, a document) for what it says, and another for
what it found itself. An unnamed voice is one origin a document, twins folded together; unnamed officials whom the same
named voice relays are one. A machine is never an origin.
"""

from collections.abc import Sequence

import msgspec

from habeas.corroboration.told import Told, Voice
from habeas.corroboration.words import data, family
from habeas.model.ids import derived_id
from habeas.model.reading import Reading
from habeas.model.resolution import Resolution
from habeas.places.folding import fold, key


class Draft(msgspec.Struct, kw_only=True):
    """An origin while its claims are gathered."""

    id: str
    voice: Voice
    settlement: str | None
    claims: list[Told]
    publishers: set[str] = msgspec.field(default_factory=set)
    """The outlets of its documents, as voices."""

    @property
    def own(self) -> bool:
        """Whether no voice is named: the outlet itself says it."""
        return self.voice.speaks == "own"

    @property
    def unnamed(self) -> bool:
        """Whether the voice has no name."""
        return self.voice.speaks.startswith("anonymous")

    def kind(self) -> str:
        """The kind of origin, a key of vocabulary/data/origin_kinds.toml."""
        tables = data("origins")
        finds = {tables["kinds_by_claim"].get(t.claim.type) for t in self.claims}
        if len(finds) == 1 and None not in finds:
            return str(finds.pop())
        return str(tables["kinds"].get(self.voice.speaks, "unknown"))


def drafts(claims: Sequence[Told], readings: Sequence[Reading], resolution: Resolution) -> list[Draft]:
    """The origins of all claims, sorted by id."""
    publishers = _publishers(readings, resolution)
    found: dict[str, Draft] = {}
    for told in claims:
        item = told.source or told.item
        voice = told.chain[0] if told.chain else publishers[item]
        one = derived_id("origin", *_key(told, voice, item))
        if one not in found:
            found[one] = Draft(id=one, voice=voice, settlement=told.settlement, claims=[])
        found[one].claims.append(told)
        found[one].publishers.add(publishers[told.item].id)
    return [found[one] for one in sorted(found)]


def _key(told: Told, voice: Voice, item: str) -> tuple[str, ...]:
    about = f"about {told.settlement or ''}"
    if voice.speaks == "account":
        return ("voice", voice.id)
    if voice.speaks == "anonymous_official":
        relays = [v.id for v in told.chain[1:] if not v.id.startswith("anon:")]
        return ("unnamed", voice.id, f"by {relays[-1]}" if relays else f"in {item}", about)
    if voice.speaks.startswith("anonymous"):
        return ("unnamed", family(voice.id), f"in {item}", about, *([str(told.another)] if told.another else []))
    if voice.speaks == "own":
        what = "find" if told.claim.type.startswith("find.") else "say"
        return ("own", voice.id, about if told.settlement else f"in {item}", what)
    return ("voice", voice.id, about)


def _publishers(readings: Sequence[Reading], resolution: Resolution) -> dict[str, Voice]:
    """Item -> the voice of its outlet: the one body of that name, else the publisher, else the document."""
    outlets: dict[str, set[str]] = {}
    for reading in readings:
        for body in reading.bodies:
            if body.kind == "outlet":
                outlets.setdefault(_sound(body.name), set()).add(resolution.entity(reading.document.item, body.id))
    found: dict[str, Voice] = {}
    for reading in readings:
        name = _sound(reading.document.publisher or "")
        known = sorted(outlets.get(name, ()))
        found[reading.document.item] = Voice(_own(known, name, reading.document.item), "own")
    return found


def _own(known: list[str], name: str, item: str) -> str:
    if len(known) == 1:
        return known[0]
    return f"anon:publisher {derived_id('origin', name)[2:10]}" if name else f"anon:document {item[:16]}"


def _sound(name: str) -> str:
    return key(fold(name.split("(", maxsplit=1)[0].strip())).removeprefix("the ")


def told_apart(drafts: Sequence[Draft]) -> dict[int, set[int]]:
    """The pairs of unnamed voices (by index) that a document itself tells apart: one victim, a second victim."""
    numbered: dict[tuple[str, str], dict[int, set[int]]] = {}
    for i, draft in enumerate(drafts):
        if draft.unnamed:
            for told in draft.claims:
                numbered.setdefault((told.item, family(draft.voice.id)), {}).setdefault(told.another, set()).add(i)
    found: dict[int, set[int]] = {}
    for voices in numbered.values():
        for number, members in voices.items():
            others = {i for other, those in voices.items() if other != number for i in those}
            for one in members if len(voices) > 1 else ():
                found.setdefault(one, set()).update(others - members)
    return found
