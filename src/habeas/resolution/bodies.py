"""Which bodies and agencies are one: by an alias list, else by the words of the name, in whatever case and script."""

from functools import cache
from itertools import chain

from habeas.resolution.clusters import Clusters, Rule, blocks
from habeas.resolution.judgements import NONE, Judgements
from habeas.resolution.names import data, sound, sounds, stem
from habeas.resolution.nodes import Node

ALIAS = Rule("body-alias", "both names stand in the alias list under one entry", within=True)
WORDS = Rule("body-words", "the names have the same words, apart from case endings and script", within=True)

_EMPTY = frozenset(
    map(sound, ("the", "of", "in", "het", "de", "van", "der", "die", "das", "la", "le", "les", "i", "and", "та", "и"))
)


def join_bodies(nodes: list[Node], judged: Judgements = NONE) -> Clusters:
    """The bodies of all readings as clusters."""
    clusters = Clusters(nodes, [()] * len(nodes), judged)
    keys = [agency_key(node.entity.name) for node in nodes]
    for block in blocks((key,) if key else () for key in keys):
        clusters.join(ALIAS if (keys[block[0]] or "").startswith("alias ") else WORDS, block)
    return clusters


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
