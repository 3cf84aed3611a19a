"""What a reading tells of a person, as joining takes it: the name, in what office they act, on which side they stand."""

import msgspec

from habeas.model.reading import Person
from habeas.resolution.matching.declension import patronymic
from habeas.resolution.matching.person_readings import named
from habeas.resolution.matching.sounding import VOWELS, coarse
from habeas.resolution.names import data, sound, words


class PersonFacts(msgspec.Struct, frozen=True, gc=False, tag="person"):
    """One person of one reading."""

    name: str
    ground: str | None = None
    """The ground on which they act in public: office or journalist; None where they do not."""
    side: str | None = None
    """A role of those who suffered, or of those who are accused; None for neither or both."""


def person_facts(person: Person) -> PersonFacts:
    """The facts of one person."""
    table = data("person_words")["opposed"]
    sides = {side for side in ("suffered", "accused") for role in person.roles if role in table[side]}
    return PersonFacts(person.name, _ground(person), table[sides.pop()][0] if len(sides) == 1 else None)


def _ground(person: Person) -> str | None:
    if person.public:
        return "office" if person.public == "spokesperson" else person.public
    if "official" in person.roles or "investigator" in person.roles:
        return "office"
    return "journalist" if "journalist" in person.roles else None


def person_keys(facts: PersonFacts) -> list[str]:
    """Under which keys a person may meet others; none for a bare given name and for "the wife of NAME"."""
    if frozenset(data("given_names")["relations"]["words"]).intersection(words(facts.name)):
        return []
    return [f"person {one}" for one in surname_keys(facts.name)] or [f"father {one}" for one in _fathers(facts.name)]


def surname_keys(name: str) -> list[str]:
    """The consonants of each surname that a name may hold, whatever its script, case and spelling; sorted."""
    lemmas = {lemma for reading in named(name).readings for lemmas in reading.lemmas for lemma in lemmas}
    return sorted({skeleton(lemma) for lemma in lemmas})


def skeleton(heard: str) -> str:
    """The consonants of a word given as sounds, of sounds that spellings leave open one; a vowel at its start is one."""
    plain = coarse(heard)
    bare = "".join(c for c in plain if c not in VOWELS)
    return ("a" if plain[:1] in VOWELS else "") + bare if bare else plain


def _fathers(name: str) -> set[str]:
    """Keys of patronymics in a name that tells no surname."""
    found = (patronymic(word) for word in words(name)[1:])
    return {skeleton(sound(stem)) for told in found if told for stem in told.stems}
