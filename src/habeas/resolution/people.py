"""Which people are one: given name and surname agree across scripts and cases, and neither sex nor patronymic conflicts.

A shared surname alone joins only a bare surname with the one full name that bears it, when both act in the same public
role; otherwise it stays in doubt. A bare given name is never joined with anything.
"""

from itertools import pairwise
from typing import NamedTuple

from habeas.model.reading import Person
from habeas.resolution.clusters import Clusters, Rule, blocks, part
from habeas.resolution.judgements import NONE, Judgements
from habeas.resolution.matching.given import Entry, given
from habeas.resolution.names import data, sound, stem, stems, words
from habeas.resolution.nodes import Node

FULL = Rule(
    "person-full-name", "given name and surname agree in sound, and neither sex nor patronymic differs", within=True
)
PUBLIC = Rule("person-surname-role", "a bare surname and the one full name that bears it, both in the same public role")
INITIAL = Rule("person-initial-role", "the same surname and initial, both in the same public role")
PATRONYMIC = Rule(
    "person-patronymic", "given name and patronymic agree, and no surname is told: many people share both"
)
SURNAME = Rule("person-surname", "the surname agrees; a shared surname alone is never enough")


class Name(NamedTuple):
    """A person's name in its parts, as keys."""

    given: frozenset[str]
    """Stems or the entry of the equivalence list; empty when no given name is told."""
    initial: str | None
    surname: frozenset[str]
    """Stems; empty when no surname is told."""
    patronymic: str | None
    sex: str | None


NOBODY = Name(frozenset(), None, frozenset(), None, None)
"""What a description such as "the wife of NAME" tells of a name: nothing to join by."""
SEXES = {"m": "male", "f": "female"}
_RELATION = frozenset(data("given_names")["relations"]["words"])


def join_people(nodes: list[Node], judged: Judgements = NONE) -> Clusters:
    """The people of all readings as clusters."""
    names = [parse(node.entity.name) for node in nodes]
    clusters = Clusters(nodes, [(name.sex, name.patronymic) for name in names], judged)
    for block in blocks(((s, g) for s in name.surname for g in name.given) for name in names):
        groups, unclear = part(block, lambda m: names[m].patronymic)
        for group in groups:
            clusters.join(FULL, group)
        if unclear:
            clusters.join(FULL, unclear)
    for block in blocks(((name.patronymic, g) for g in name.given) if _unsurnamed(name) else () for name in names):
        for one, other in pairwise(block):
            clusters.doubt(PATRONYMIC, [one], [other])
    roles = [_public_role(node.entity) for node in nodes]
    for block in blocks(name.surname for name in names):
        _join_surname(clusters, block, names, roles)
    return clusters


def _unsurnamed(name: Name) -> bool:
    return bool(name.patronymic) and not name.surname


def _join_surname(clusters: Clusters, block: list[int], names: list[Name], roles: list[str | None]) -> None:
    """Bare surnames and initials of one surname: to the only full name in their public role, else in doubt."""
    full = [m for m in block if names[m].given]
    bare = [m for m in block if not names[m].given]
    for role in sorted({roles[m] or "" for m in bare}):
        those = [m for m in bare if (roles[m] or "") == role]
        holders = clusters.roots(m for m in full if role and roles[m] == role)
        if role and len(holders) <= 1 and len({names[m].initial for m in [*those] if names[m].initial}) <= 1:
            initial = any(names[m].initial for m in those)
            if not holders or _initial_fits(those, names, [m for m in full if clusters.find(m) in holders]):
                clusters.join(INITIAL if initial else PUBLIC, [*holders, *those])
                continue
        clusters.doubt(SURNAME, those[:1], clusters.roots(full)[:3])


def _initial_fits(bare: list[int], names: list[Name], full: list[int]) -> bool:
    initials = {names[m].initial for m in bare if names[m].initial}
    return not initials or any(names[m].initial in initials for m in full)


def _public_role(person: object) -> str | None:
    """The ground on which a person acts in public, or None."""
    if not isinstance(person, Person):
        return None
    if person.public:
        return "office" if person.public == "spokesperson" else person.public
    if "official" in person.roles or "investigator" in person.roles:
        return "office"
    return "journalist" if "journalist" in person.roles else None


def parse(name: str) -> Name:
    """The parts of a name in any order and script; what cannot be told apart is taken as the surname."""
    if _RELATION.intersection(words(name)):
        return NOBODY
    parts = [word for word in words(name) if word[:1].isupper()] or words(name)
    patronymics = [word for word in parts[1:] if _patronymic_sex(word)]
    rest = [word for word in parts if word not in patronymics]
    initials = [word for word in rest if len(word) == 1]
    rest = [word for word in rest if len(word) > 1]
    own, surname = _given_and_surname(rest, bool(initials))
    sex = _patronymic_sex(patronymics[0]) if patronymics else _given_sex(own, surname)
    first = own or (initials[0] if initials else "")
    return Name(
        given=_given_keys(own),
        initial=sound(first)[:1] or None,
        surname=stems(sound(surname)) if surname else frozenset(),
        patronymic=stem(sound(patronymics[0])) if patronymics else None,
        sex=sex,
    )


def _given_and_surname(rest: list[str], initials: bool) -> tuple[str, str]:
    if not rest:
        return "", ""
    if len(rest) == 1:
        return (rest[0], "") if _read_as(rest[0]) and not initials else ("", rest[0])
    if initials and not (_read_as(rest[0]) or _read_as(rest[-1])):
        return "", rest[-1]
    if _read_as(rest[-1]) and not _read_as(rest[0]):
        return rest[-1], rest[0]
    return rest[0], rest[-1]


def _given_keys(word: str) -> frozenset[str]:
    """What must agree: the entries that the word, or the word without a case ending, may be; else its stems.

    Oleksandra is a woman's name and also a man's in the genitive, so it keeps both entries and the sex decides.
    """
    if not word:
        return frozenset()
    return frozenset(f"{sex} {number}" for sex, number in _read_as(word)) or stems(sound(word))


def _read_as(word: str) -> frozenset[Entry]:
    """The entries that a word may be, as it stands or declined."""
    found = given(word)
    return found.full | found.short | found.declined


def _given_sex(word: str, surname: str) -> str | None:
    """The sex that a given name tells. Where it may be a woman's or a man's in the genitive, a surname that stands in the
    nominative decides; else it is `unclear`, which is neither: such a name is never joined with one that is clear. A
    short form that both sexes bear tells none.
    """
    if not word:
        return None
    sexes = {sex for sex, _ in _read_as(word)}
    if len(sexes) == 1:
        return SEXES[sexes.pop()]
    if not sexes or len({sex for sex, _ in given(word).short}) == 2:
        return None
    if not sound(word).endswith("a"):
        return "male"
    ending = sound(surname)
    nominative = word.isascii() or ending == stem(ending) or ending.endswith("ko")
    return "female" if nominative else "unclear"


def _patronymic_sex(word: str) -> str | None:
    lowered = word.lower()
    ends = data("given_names")["ends"]
    for sex in ("male", "female"):
        if any(lowered.endswith(end) and len(lowered) > len(end) + 1 for end in ends[f"patronymic_{sex}"]):
            return sex
    return None
