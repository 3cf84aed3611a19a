"""What a reading tells of a body: one key for its names, by an alias list or by words, in whatever case and script."""

from functools import cache
from itertools import chain

import msgspec

from habeas.model.reading import Body
from habeas.resolution.names import data, sound, sounds, stem

_EMPTY = frozenset(
    map(sound, ("the", "of", "in", "het", "de", "van", "der", "die", "das", "la", "le", "les", "i", "and", "та", "и"))
)


class BodyFacts(msgspec.Struct, frozen=True, gc=False, tag="body"):
    """One body of one reading."""

    key: str | None
    """Equal for the names of one body; None for a name that many share."""


def body_facts(body: Body) -> BodyFacts:
    """The facts of one body."""
    return BodyFacts(agency_key(body.name))


def body_keys(facts: BodyFacts) -> list[str]:
    """Under which keys a body may meet others."""
    return [f"body {facts.key}"] if facts.key else []


def agency_key(name: str) -> str | None:
    """One key for the names of one agency; None for a name that has only words that many share."""
    variants = [_words(part) for part in _variants(name)]
    known = [_aliases()[words] for words in variants if words in _aliases()]
    if known:
        return f"alias {known[0]}"
    return f"words {' '.join(sorted(variants[0]))}" if set(variants[0]) - _generic() else None


def _variants(name: str) -> list[str]:
    """The name as it stands, without its bracket, and what is in the bracket where that is an abbreviation."""
    head, _, rest = name.partition("(")
    inside, _, tail = rest.partition(")")
    variants = [f"{head} {tail}", name]
    return [*variants, inside] if inside.isupper() and not tail.strip() else variants


def _words(name: str) -> tuple[str, ...]:
    return tuple(stem(s) for s in sounds(name) if s not in _EMPTY)


@cache
def _generic() -> frozenset[str]:
    return frozenset(word for term in data("generic_bodies")["words"] for word in _words(term))


@cache
def _aliases() -> dict[tuple[str, ...], str]:
    pairs = chain.from_iterable(((_words(name), entry) for name in names) for entry, names in data("agencies").items())
    return {words: entry for words, entry in pairs if words}
