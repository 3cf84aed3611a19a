"""What two readings of names have in common, part by part, in words and points."""

from typing import Literal, NamedTuple

from habeas.resolution.matching.declension import Patronymic
from habeas.resolution.matching.given import Entry, Given, father_entries, initials_of, letters_of_one_name, near_entry
from habeas.resolution.matching.person_readings import Reading
from habeas.resolution.matching.sounding import closest, first_letters, readings

Level = Literal["same", "near", "initial", "part"]
ALIKE, ALIKE_LONG, LONG = 0.35, 0.5, 7
"""Up to this distance a surname is spelled otherwise and no other; a little more for one of LONG sounds."""
NEAR_SURNAME, NEAR_GIVEN = 0.85, 0.7


class Part(NamedTuple):
    """How one part of two names agrees: a level, or None where it is not told twice; a conflict is fatal."""

    level: Level | None = None
    points: float = 0.0
    why: str = ""
    fatal: bool = False


class Evidence(NamedTuple):
    """All parts of two names together."""

    given: Level | None
    surname: Level | None
    father: Level | None
    points: float
    why: tuple[str, ...]
    fatal: str | None


NOTHING = Part()


def weigh(one: Reading, other: Reading) -> Evidence:
    """The evidence of two readings."""
    parts = [_surnames(one, other), _givens(one, other), _fathers(one, other)]
    fatal = next((part.why for part in parts if part.fatal), None)
    if one.sex != other.sex:
        fatal = "a woman's and a man's name"
    kept = [part for part in parts if not part.fatal]
    points = round(sum(part.points for part in kept), 4)
    why = tuple(part.why for part in kept if part.why)
    surname, given, father = (part.level for part in parts)
    return Evidence(given, surname, father, points, why, fatal)


def _surnames(one: Reading, other: Reading) -> Part:
    fewer, more = sorted((one.lemmas, other.lemmas), key=lambda found: (len(found), sorted(map(sorted, found))))
    if not fewer:
        return NOTHING
    distances = [min(closest(tuple(a), tuple(b)) for b in more) for a in fewer]
    distance = max(distances) if len(fewer) == len(more) or len(fewer) > 1 else min(distances)
    length = min(len(lemma) for lemmas in (*fewer, *more) for lemma in lemmas)
    if distance > (NEAR_SURNAME if length > 3 else ALIKE):
        return Part(why="the surnames differ", fatal=True)
    told = (
        "the surname sounds the same" if distance == 0 else f"the surname sounds alike ({distance:.2f} letters apart)"
    )
    points = 2.6 - distance + min(length, 12) / 20
    if distance > (ALIKE_LONG if length >= LONG else ALIKE):
        return Part("near", points, told)
    if len(fewer) != len(more):
        return Part("part", points - 0.6, "one of two surnames sounds the same")
    return Part("same", points, told)


def _givens(one: Reading, other: Reading) -> Part:
    a, b = one.parts, other.parts
    if a.givens and b.givens:
        return _best_given(one, other)
    if (a.givens or a.short) and (b.givens or b.short):
        full, short = (a.givens, b.short) if a.givens else (b.givens, a.short)
        entries = one.entries if a.givens else other.entries
        fits = _fits(short, full[0].word, entries) if full else _letters_meet(a.short, b.short)
        if not fits and not full and letters_of_one_name(a.short, b.short):
            return Part("near", 0.3, "the initials may stand for forms of one name")
        if not fits:
            return Part(why="the initial is another", fatal=True)
        return Part("initial", 0.9 if full else 0.6, "the initial fits the given name" if full else "the same initial")
    return NOTHING


def _letters_meet(one: str, other: str) -> bool:
    return not first_letters(one).isdisjoint(first_letters(other))


def _fits(short: str, word: str, entries: frozenset[Entry]) -> bool:
    """Whether an initial or abbreviation may stand for a name or an equivalent of it."""
    if len(short) == 1:
        letters = first_letters(short)
        return not letters.isdisjoint(first_letters(word).union(*(initials_of(entry) for entry in entries)))
    return any(whole.startswith(start) for start in readings(short) for whole in readings(word)) or bool(
        entries and _letters_meet(short, word) and len(short) <= 2
    )


def _best_given(one: Reading, other: Reading) -> Part:
    """The given names compared: the first with the first, else any with any of a person who has two."""
    ours, theirs = one.parts.givens, other.parts.givens
    first = _given(ours[0], one.entries, theirs[0], other.entries)
    if len(ours) + len(theirs) == 2 or (not first.fatal and min(len(ours), len(theirs)) == 1):
        return first
    if not first.fatal:
        second = _closest_given(ours[1:], theirs[1:])
        return second._replace(why="the second given names differ") if second.fatal else first
    best = _closest_given(ours, theirs)
    if best.fatal:
        return best
    level: Level = "same" if min(len(ours), len(theirs)) == 1 else "near"
    return Part(level, best.points - 0.8, "one of two given names is the same")


def _closest_given(ours: tuple[Given, ...], theirs: tuple[Given, ...]) -> Part:
    """The two given names that agree best."""
    parts = [_given(a, a.full | a.short, b, b.full | b.short) for a in ours for b in theirs]
    return max(parts, key=lambda part: (not part.fatal, part.points))


def _given(one: Given, entries: frozenset[Entry], other: Given, others: frozenset[Entry]) -> Part:
    distance = closest(readings(one.word), readings(other.word))
    if distance == 0:
        return Part("same", 3.0, "the given name sounds the same")
    if entries and others:
        return _listed(one, other, entries & others)
    if distance <= ALIKE:
        return Part("same", 2.4 - distance, f"the given name sounds alike ({distance:.2f} letters apart)")
    listed = [(one.word, others), (other.word, entries)]
    if distance <= NEAR_GIVEN or any(near_entry(word, entry) for word, found in listed for entry in found):
        return Part("near", 1.0, "the given name sounds nearly the same")
    return Part(why="the given names differ", fatal=True)


def _listed(one: Given, other: Given, shared: frozenset[Entry]) -> Part:
    """Two given names that the list of equivalents has."""
    if not shared:
        return Part(why="the given names are two different names", fatal=True)
    if all(shared & (name.full | name.declined) for name in (one, other)):
        return Part("same", 2.4, "the given names are forms of one name")
    return Part("same", 1.7, "one given name is short for the other")


def _fathers(one: Reading, other: Reading) -> Part:
    a, b = one.parts, other.parts
    if a.father and b.father:
        return _father(a.father, b.father)
    if (a.father or a.father_short) and (b.father or b.father_short):
        full, short = (a.father, b.father_short) if a.father else (b.father, a.father_short)
        fits = (
            _fits(short, full.word, father_entries(full.stems))
            if full
            else _letters_meet(a.father_short, b.father_short)
        )
        if not fits:
            return Part(why="the initial of the patronymic is another", fatal=True)
        return Part("initial", 1.0 if full else 0.7, "the initial of the patronymic agrees")
    return NOTHING


def _father(one: Patronymic, other: Patronymic) -> Part:
    if not one.stems.isdisjoint(other.stems):
        return Part("same", 2.5, "the patronymic is the same")
    ours, theirs = father_entries(one.stems), father_entries(other.stems)
    if ours & theirs:
        return Part("same", 2.4, "the patronymics come from one name")
    distance = closest(tuple(one.stems), tuple(other.stems))
    if distance <= ALIKE_LONG and not (ours and theirs):
        return Part("same", 2.3 - distance, "the patronymic sounds alike")
    return Part(why="the patronymics differ", fatal=True)
