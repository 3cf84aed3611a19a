"""Look-up of places by name: exact form, declined form, sound, near sound, in this order of trust."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import islice, product
from pathlib import Path

from habeas.places import inflection, ranking
from habeas.places.folding import DATA, fold, key
from habeas.places.forms import HOME, NAMES, STOP
from habeas.places.model import Context, How, Match, Place
from habeas.places.own import NONE, Own
from habeas.places.own import load as load_own
from habeas.places.ranking import Found
from habeas.places.scanning import MOST_WORDS, Scanner, Seen, Survey
from habeas.places.sounds import ACCEPT, CONSIDER, Keys, Near
from habeas.places.store import OWN, Store

ATTRIBUTION = (
    "Place names and positions: GeoNames (geonames.org), CC BY 4.0, changed. Settlements of Ukraine: the codifier of "
    "administrative units (KATOTTG), order 290 of 26 November 2020 as amended on 19 January 2024, an official document."
)
LONGEST_NAME, SHORTEST_SOUND, SHORT_SOUND = 120, 4, 5
_CUES = tomllib.loads((DATA / "cues.toml").read_text("utf-8"))
_HEADS = frozenset(fold(word) for word in _CUES["head"]["words"])
_LEADING = _HEADS | {fold(word) for words in _CUES["before"].values() for word in words}
_BRACKETS = re.compile(r"^([^()]*)\(([^()]*)\)([^()]*)$")
MINOR_ABROAD, ADJECTIVE_OF = 20_000, 4_000.0
"""Inhabitants from which a place outside Ukraine, Russia and Belarus is meant without a cue; importance from which a
place has an adjective."""


class Gazetteer:
    """The shipped gazetteer. Get it with `Gazetteer.load()`, which opens the file once a process.

    `own`: places of a team, which win over those of the file (see `with_own`).
    """

    def __init__(self, store: Store, own: Own = NONE) -> None:
        self.store, self.own = store, own

    @staticmethod
    @cache
    def load() -> "Gazetteer":
        """The gazetteer of this installation. Raises HabeasError when its file is damaged."""
        return Gazetteer(Store(DATA / "gazetteer.sqlite"))

    def with_own(self, path: Path) -> "Gazetteer":
        """This gazetteer with the places of a team's file, if there is one. Raises HabeasError where it is no table."""
        own = load_own(path, lambda name, region: self.find(f"{name}, {region}" if region else name, fuzzy=False))
        return Gazetteer(self.store, own) if own.forms or own.refused else self

    def place(self, place_id: str) -> Place | None:
        """The place with this id."""
        if place_id in self.own.places:
            return self.own.places[place_id]
        number = self.store.number(place_id)
        return None if number is None else self.store.place(number)

    def find(self, name: str, *, context: Context | None = None, fuzzy: bool = True) -> list[Match]:
        """Places that `name` may mean, best first; namesakes that nothing tells apart share the top score.

        `name` may carry a word of its kind ("місто Ізюм"), a region after a comma, or a second name in brackets.
        Empty when nothing is near enough, and for names longer than 120 characters.
        """
        if not name or len(name) > LONGEST_NAME:
            return []
        bracketed = _BRACKETS.match(name)
        if bracketed:
            before, inside, after = bracketed.groups()
            parts = (before + after, inside + after)
            return next((m for part in parts if (m := self.find(part, context=context, fuzzy=fuzzy))), [])
        first, _, rest = name.partition(",")
        regions = frozenset(m.place.region for m in self.region(rest.split(",")[0])) if rest else frozenset()
        if regions:
            near = context.near if context else ()
            context = Context(regions=regions, near=near, place_cue=True, bound=True)
        cue = bool(context and (context.place_cue or context.regions))
        form = self._without_head(fold(first))
        if form in STOP and not cue and form not in self.own.forms:
            return []
        found = [f for f in self.spelled(form) if cue or f.source == OWN or _may_be_meant(f.place, context)]
        found = found or [
            f for f in self.sounding(form) if f.source == OWN or _may_sound_so(f.place, form, context, cue=cue)
        ]
        if not found and fuzzy:
            found = list(self._near(form, context, cue=cue))
        return ranking.rank(found, context)

    def scan(self, text: str, context: Context | None = None) -> list[Seen]:
        """All known place names of `text` with their offsets (code points), in order, not overlapping."""
        return self.survey(text, context).names

    def survey(self, text: str, context: Context | None = None) -> Survey:
        """The place names that `scan` finds, and the countries abroad that the text is about."""
        return self._scanner.scan(text, context)

    @cached_property
    def _scanner(self) -> Scanner:
        return Scanner(self)

    def region(self, text: str) -> list[Match]:
        """Regions and districts that `text` names, in any case: "Харківської області", "Oblast Charkiw"."""
        form = fold(text) if len(text) <= LONGEST_NAME else ""
        entries = [self.store.place(e.number) for e in self.store.form(form)]
        areas = [p for p in entries if p.kind in ("region", "district")]
        return ranking.rank([Found(p, "exact", 1.0, f"“{text.strip()}” is a form of {p.name}", 0) for p in areas], None)

    def _without_head(self, form: str) -> str:
        """`form` without words of kind and prepositions around the name, unless they belong to it."""
        words = form.split(" ")
        while len(words) > 1 and words[0] in _LEADING and not self._is_name(" ".join(words)):
            del words[0]
        while len(words) > 1 and words[-1] in _HEADS:
            del words[-1]
        return " ".join(words)

    def _is_name(self, form: str) -> bool:
        return any(one in self.own.forms or self.store.form(one) for one in (form, *self._nominatives(form)))

    def spelled(self, form: str) -> Iterator[Found]:
        """Places of exactly this folded form, or of a nominative that it is a case of, or far larger ones of its noun."""
        named = list(self.declined(form))
        yield from named
        least = ranking.LEAD * max((ranking.importance(one.place) for one in named), default=0.0)
        yield from (one for one in self.adjective(form) if ranking.importance(one.place) >= least)

    def declined(self, form: str) -> Iterator[Found]:
        """Places of exactly this folded form, or of a nominative that it is a case of."""
        yield from self._named(form, "exact", f"“{form}” is a known spelling")
        for name in self._nominatives(form):
            yield from self._named(name, "inflected", f"“{form}” is a case of “{name}”")

    def adjective(self, form: str) -> Iterator[Found]:
        """Places that this folded form may be the adjective of."""
        for name in inflection.adjective_of(form):
            for match in self._named(name, "inflected", f"“{form}” is the adjective of “{name}”"):
                if ranking.importance(match.place) >= ADJECTIVE_OF:
                    yield match

    def aligned(self, form: str) -> Iterator[Found]:
        """Places of several words, one of them spelled right and rare, the others alike."""
        for other in self.keys.aligned(key(form)):
            yield from self._of_key(form, other)

    def _nominatives(self, form: str) -> list[str]:
        """Names that a folded form may be a case of, each word declined or not; at most 100."""
        words = form.split(" ")
        options: list[Sequence[str]] = [(word, *inflection.nominatives(word)) for word in words[:MOST_WORDS]]
        if len(words) > MOST_WORDS:
            return []
        if len(words) > 1:
            options[0] = [word for word in options[0] if word in self.first_words]
        return [name for name in (" ".join(c) for c in islice(product(*options), 100)) if name != form]

    def _named(self, form: str, how: How, why: str) -> Iterator[Found]:
        if form in self.own.forms:
            yield from (Found(place, how, 1.0, "the team’s own list names it", OWN) for place in self.own.forms[form])
            return
        for entry in self.store.form(form):
            yield Found(self.store.place(entry.number), how, 1.0, why, entry.source)

    def sounding(self, form: str) -> Iterator[Found]:
        """Places of the same sound as this folded form."""
        sound = key(form)
        if len(sound) >= SHORTEST_SOUND:
            if sound in self.own.keys:
                why = f"“{form}” sounds like a name of the team’s own list"
                yield from (Found(place, "key", 1.0, why, OWN) for place in self.own.keys[sound])
                return
            for entry in self.store.key(sound):
                why = f"“{form}” sounds like a known spelling"
                yield Found(self.store.place(entry.number), "key", 1.0, why, entry.source)

    def _near(self, form: str, context: Context | None, *, cue: bool) -> Iterator[Found]:
        near = self.keys.nearest(key(form))
        enough = CONSIDER if cue else ACCEPT
        kept = [n for n in near if n.similarity >= enough or (n.anchored and n.similarity >= CONSIDER)]
        found: list[Found] = []
        for other in kept:
            found += [f for f in self._of_key(form, other) if _may_be_garbled(f.place, context)]
        top = max((f.similarity for f in found), default=0.0)
        yield from (f for f in found if f.similarity >= top - 0.02)

    def _of_key(self, form: str, near: Near) -> Iterator[Found]:
        why = f"“{form}” sounds {near.similarity:.2f} like a known spelling"
        for entry in self.store.key(near.key):
            yield Found(self.store.place(entry.number), "fuzzy", near.similarity, why, entry.source)

    @cached_property
    def first_words(self) -> frozenset[str]:
        """First words of all names of several words, folded."""
        return self.store.first_words() | self.own.first_words

    @cached_property
    def keys(self) -> Keys:
        """The sounds of all names, read when the first loose look-up needs them."""
        return Keys(self.store.keys())


def _may_be_meant(place: Place, context: Context | None) -> bool:
    """Whether a bare name may mean this place: villages of other parts of the world need a cue or their country."""
    return (
        place.country in HOME
        or place.population >= MINOR_ABROAD
        or bool(context and place.country in context.countries)
    )


def _may_sound_so(place: Place, form: str, context: Context | None, *, cue: bool) -> bool:
    """Whether a spelling that only sounds like its name may mean this place: a cue alone carries no village abroad.

    Without a cue a given name is a given name in every spelling, and short words sound like too much of the world.
    """
    if context and place.country in context.countries:
        return True
    if place.country in HOME:
        return cue or key(form) not in _given_names()
    return place.population >= MINOR_ABROAD and len(key(form)) > SHORT_SOUND


@cache
def _given_names() -> frozenset[str]:
    return frozenset(map(key, NAMES))


def _may_be_garbled(place: Place, context: Context | None) -> bool:
    """Whether a loose spelling may mean this place: it must be well known, or in a region or country of the text."""
    if context and context.regions:
        return place.region in context.regions
    if context and context.countries:
        return place.country in context.countries
    return place.country in HOME and ranking.importance(place) >= ranking.LOOSE
