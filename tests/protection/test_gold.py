"""Measured on the annotated reports: nobody's name is left, and few ordinary words are lost."""

import random
from collections import Counter

import msgspec
import pytest
from covering_cases import resolution

from habeas import corroboration, register
from habeas.model.encoding import to_json
from habeas.model.reading import Person, Reading
from habeas.places import Gazetteer
from habeas.protection import leaks, seal
from habeas.protection.known_places import KnownPlaces
from habeas.protection.sealing import Sealed
from habeas.protection.words import Word, words
from habeas.resolution import resolve
from making import GOLD, gold_readings

pytestmark = [pytest.mark.gold, pytest.mark.skipif(not GOLD.exists(), reason="the annotated reports are not here")]
MOST_LOST = {"en": 8, "nl": 9, "uk": 15, "ru": 13, "de": 5, "fr": 10, "pl": 28}
"""Ordinary words wrongly covered, of a thousand."""
KNOWN_TO_ALL = {"putin", "путіна", "assad"}
"""Rulers in the names of their governments, which the annotation also lists as bodies."""


def public(person: Person) -> bool:
    return bool(person.roles) and (set(person.roles) <= {"official", "investigator"} or person.roles == ["journalist"])


def readings() -> list[Reading]:
    found = []
    for reading in gold_readings("dev", "train"):
        people = [
            msgspec.structs.replace(p, public="office", public_cue=p.mentions[0]) if public(p) else p
            for p in reading.people
            if p.mentions
        ]
        found.append(msgspec.structs.replace(reading, people=people))
    return found


def sealed_words(reading: Reading) -> list[Word]:
    """The words of the names of people who are sealed; what merely describes somebody is no name."""
    text = reading.document.text
    spans = [m for p in reading.people if not public(p) for m in p.mentions if names_somebody(m.of(text))]
    return [w for w in words(text) if w.capital and any(s.start <= w.start < s.end for s in spans) and len(w.text) > 3]


def names_somebody(name: str) -> bool:
    row = words(name)
    return sum(w.capital for w in row) * 2 > len(row) and row[-1].capital


def uncovered(covering: Sealed, reading: Reading) -> list[str]:
    cuts = covering.document(reading.document.item).cuts
    return [w.norm for w in sealed_words(reading) if not any(c.start <= w.start < c.end for c in cuts)]


def test_no_sealed_name_is_left():
    rows = readings()
    covering = seal(rows, resolution(rows), places=KnownPlaces(Gazetteer.load()))
    assert [uncovered(covering, r) for r in rows if uncovered(covering, r)] == []


def test_names_are_covered_though_no_reader_found_anybody():
    rows = readings()
    unread = [msgspec.structs.replace(r, people=[]) for r in rows]
    covering = seal(unread, resolution(unread), places=KnownPlaces(Gazetteer.load()))
    left = [word for r in rows for word in uncovered(covering, r) if word not in KNOWN_TO_ALL]
    every = sum(len(sealed_words(r)) for r in rows)
    assert len(left) <= 0.02 * every, left


def test_few_ordinary_words_are_lost():
    rows = readings()
    covering = seal(rows, resolution(rows), places=KnownPlaces(Gazetteer.load()))
    lost, all_words = Counter(), Counter()
    for reading in rows:
        cuts = covering.document(reading.document.item).cuts
        people = [m for p in reading.people for m in p.mentions]
        for word in words(reading.document.text):
            if not any(m.start <= word.start < m.end for m in people):
                all_words[reading.document.language] += 1
                lost[reading.document.language] += any(c.start <= word.start < c.end for c in cuts)
    rates = {language: 1000 * lost[language] / n for language, n in all_words.items()}
    assert {language: rate for language, rate in rates.items() if rate > MOST_LOST[language]} == {}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_covered_passes_the_last_look(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a sample, no secret
    rows = chance.sample(readings(), chance.randint(5, 60))
    resolved = resolve(rows)
    covering = seal(rows, resolved, places=KnownPlaces(Gazetteer.load()))
    rendered = to_json(
        register.assemble("case", "1", rows, resolved, corroboration.corroborate(rows, resolved), covering)
    )
    texts = [(f"{i}.txt", covering.document(r.document.item).text.encode()) for i, r in enumerate(rows)]
    assert leaks(covering, [("register.json", rendered), *texts]) == []


def test_planted_texts_are_found() -> None:
    rows = readings()
    covering = seal(rows, resolve(rows), places=KnownPlaces(Gazetteer.load()))
    every = found = 0
    for person, accounts in covering.people.accounts.items():
        for told, reading in accounts:
            if covering.sealed(person) and any(full_name(m.of(reading.document.text)) for m in told.mentions):
                every += 1
                planted = leaks(covering, [("text.txt", reading.document.text.encode())])
                found += any(covering.label(person) in line for line in planted)
    assert every > 100
    assert found >= 0.98 * every


def full_name(name: str) -> bool:
    row = words(name)
    return len(row) > 1 and all(w.capital and len(w.text) > 2 for w in row)
