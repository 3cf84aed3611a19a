"""What a reader got wrong, each with the text: the list that says where work on it pays most."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from habeas.model.passage import Passage
from habeas.model.reading import Claim
from habeas.reading.evaluation.comparing import CLAIM, CLASSES, Comparison, Told
from habeas.reading.evaluation.pairing import nearest

MISSED, INVENTED, OTHER_TYPE = "missed", "invented", "another type"


class Miss(NamedTuple):
    """One thing that is wrong: `what` it is, what was `read` instead, where it stands."""

    how: str
    """missed | invented | another type | another VALUE."""
    what: str
    read: str
    report: str
    text: str


class Confusion(NamedTuple):
    """Misses of one sort."""

    how: str
    what: str
    read: str
    misses: list[Miss]


def confusions(misses: Iterable[Miss]) -> list[Confusion]:
    """Misses by sort, the most frequent sort first."""
    sorts: dict[tuple[str, str, str], list[Miss]] = {}
    for miss in misses:
        sorts.setdefault(miss[:3], []).append(miss)
    return sorted((Confusion(*key, rows) for key, rows in sorts.items()), key=lambda c: (-len(c.misses), c[:3]))


def misses(compared: Comparison) -> Iterator[Miss]:
    """Everything that is wrong in one reading: entities, then claims, then values of the claims that were found."""
    yield from _entities(compared)
    yield from _claims(compared)
    yield from _values(compared)


def _entities(compared: Comparison) -> Iterator[Miss]:
    for name in CLASSES:
        gold, read = getattr(compared.gold.entities, name), getattr(compared.reading, name)
        pairs = compared.entities[name]
        for how, rows, found in (MISSED, gold, pairs.keys()), (INVENTED, read, pairs.values()):
            for entity in (row for i, row in enumerate(rows) if i not in found):
                yield Miss(how, name, "", compared.gold.name, entity.name)


def _claims(compared: Comparison) -> Iterator[Miss]:
    read = [c for j, c in enumerate(compared.reading.claims) if j not in compared.claims.values()]
    for told in (c for i, c in enumerate(compared.gold.claims) if i not in compared.claims):
        instead = _overlapping(compared.gold.passages(told), read)
        if instead:
            read.remove(instead)
            yield Miss(OTHER_TYPE, told["type"], instead.type, compared.gold.name, told["quote"])
        else:
            yield Miss(MISSED, told["type"], "", compared.gold.name, told["quote"])
    for claim in read:
        yield Miss(INVENTED, claim.type, "", compared.gold.name, claim.passage.of(compared.reading.document.text))


def _overlapping(places: list[Passage], claims: list[Claim]) -> Claim | None:
    weighed = ((nearest(places, [claim.passage]), -n) for n, claim in enumerate(claims))
    shared, n = max(weighed, default=(0.0, 0))
    return claims[-n] if shared >= CLAIM else None


def _values(compared: Comparison) -> Iterator[Miss]:
    entities = compared.gold.entities
    named = {e.id: e.name for name in CLASSES for e in getattr(entities, name)}
    heard = {e.id: e.name for name in CLASSES for e in getattr(compared.reading, name)}
    for i, j in compared.claims.items():
        told, claim = compared.gold.claims[i], compared.reading.claims[j]
        right = compared.right(told, claim)
        for value, gold, read in _wrong(told, claim, right._asdict()):
            text = f"{_said(gold, named)} | {_said(read, heard)} | {told['quote']}"
            yield Miss(f"another {value}", _sort(gold, named), _sort(read, heard), compared.gold.name, text)


def _wrong(told: Told, claim: Claim, right: dict[str, bool]) -> Iterator[tuple[str, Any, Any]]:
    values = {
        "site": (told["site"], claim.site),
        "origin": (next(iter(told["attribution"]), None), next(iter(claim.attribution), None)),
        "number": (told["count"], claim.count),
        "stance": (told["stance"], claim.stance),
    }
    return ((value, *both) for value, both in values.items() if not right[value])


def _said(value: Any, named: dict[str, str]) -> str:
    return "–" if value is None else named.get(value, str(value)) if isinstance(value, str) else f"{value.op} {value.n}"


def _sort(value: Any, named: dict[str, str]) -> str:
    """What sort of value it is, so that misses of one sort come together."""
    if value is None:
        return "none"
    if not isinstance(value, str):
        return "a number"
    return _SORTS.get(value[:1], value) if value in named else value.split(":")[0]


_SORTS = {"S": "a site", "U": "a unit", "P": "a person", "B": "a body"}
