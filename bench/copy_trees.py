"""Made-up press with known truth: accounts of events, and trees of their copies in four languages.

An event has one to four accounts that know nothing of one another. An account is copied verbatim, trimmed, paraphrased by
rule, relayed with attribution or translated by template; copies are copied again; and some long stories take over one
paragraph. Everything follows from the seed. No text is a language: words are drawn from lists of made-up ones, so that two
accounts share words by chance only, and what is measured is the copying.
"""

import hashlib
import random
from collections.abc import Iterator
from typing import NamedTuple

from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.model.reading import Body, Claim, Count, Person, Reading, Site
from habeas.model.resolution import Resolution

LANGUAGES = ("en", "nl", "uk", "ru")
TYPES = (
    *("detention.unlawful",) * 4,
    *("torture.beating",) * 3,
    *("torture.electric_shock",) * 2,
    *("conditions.food_water",) * 2,
    *("torture.threats",) * 2,
    "conditions.medical_care",
    "conditions.overcrowding",
    "torture.suffocation",
    "torture.humiliation",
    "coercion.confession",
    "death.in_custody",
    "transfer.deportation",
    "count.detainees",
)
WORDS = 4000
_SOUNDS = {"en": "bdfgklmnprstvw", "nl": "bdfghjklmnprstvz", "uk": "бвгджзклмнпрстфхцч", "ru": "бвгджзклмнпрстфхчш"}
_VOWELS = {"en": "aeiou", "nl": "aeiou", "uk": "аеиіоу", "ru": "аеиоуы"}
WAYS = ("verbatim", "trimmed", "paraphrased", "relayed", "translated", "reused")
OTHERS = ("named", "unnamed", "authority", "named", "kin", "own")
VOICES = {
    "named": ["P1"],
    "authority": ["B1"],
    "unnamed": ["anon:former detainee"],
    "kin": ["anon:relative"],
    "own": [],
}
COPIES = (0, 1, 2, 3, 5, 8, 20)
"""How many copies an account has, each as likely."""


def _lexicon(language: str) -> list[str]:
    dice = random.Random(f"words {language}")  # noqa: S311  (nothing secret)
    syllables = [a + b for a in _SOUNDS[language] for b in _VOWELS[language]]
    found: dict[str, None] = {}
    while len(found) < WORDS:
        found["".join(dice.choices(syllables, k=dice.randint(2, 4)))] = None
    return list(found)


LEXICONS = {language: _lexicon(language) for language in LANGUAGES}


class Sentence(NamedTuple):
    """One sentence of an account: words by number, so that it can be written in every language."""

    before: tuple[int, ...]
    after: tuple[int, ...]
    type: str | None
    number: int | None


class Account(NamedTuple):
    """What one voice tells of an event, before any copy."""

    event: int
    tree: int
    voice: str
    """`named`, `unnamed` (two kinds), `authority` or `own`."""
    sentences: tuple[Sentence, ...]


class Event(NamedTuple):
    """What happened, of which every account tells some."""

    number: int
    types: tuple[str, ...]
    figures: tuple[int, ...]


class Made(NamedTuple):
    """A report with what is true of it."""

    reading: Reading
    tree: int
    event: int
    way: str
    shared: float
    """Share of its words that are those of its tree's first report, in one language and order; 0 for a first report."""
    voice: str


def press(number: int, seed: int = 1) -> tuple[list[Made], Resolution]:
    """So many reports, and which of their entities are one."""
    dice = random.Random(seed)  # noqa: S311  (nothing secret)
    made: list[Made] = []
    event = tree = 0
    while len(made) < number:
        happened = Event(event, tuple(dice.choices(TYPES, k=7)), tuple(dice.randint(2, 400) for _ in range(4)))
        for voice in ("named", *(voice for voice in OTHERS if dice.random() < 0.4)):
            made.extend(_tree(dice, _account(dice, happened, tree, voice), f"Town{event}"))
            tree += 1
        event += 1
    made = made[:number]
    return made, Resolution(ids={one.reading.document.item: _ids(one) for one in made})


def _ids(made: Made) -> dict[str, str]:
    voice = f"P-W{made.tree}" if made.voice == "named" else "B-OFFICE"
    known = {"S1": f"S-{made.event}", "P1": voice, "B1": voice, "B2": f"B-{made.reading.document.publisher}"}
    return {entity.id: known[entity.id] for group in _groups(made.reading) for entity in group}


def _groups(reading: Reading) -> tuple[list[Site], list[Person], list[Body]]:
    return reading.sites, reading.people, reading.bodies


def _account(dice: random.Random, event: Event, tree: int, voice: str) -> Account:
    """Fourteen sentences; some claim something: mostly what others tell of the event too, with some of its figures."""
    claims = sorted(dice.sample(range(14), dice.randint(5, 9)))
    kinds = {i: dice.choice(event.types) if dice.random() < 0.8 else dice.choice(TYPES) for i in claims}
    numbers = {
        i: dice.choice(event.figures) if dice.random() < 0.5 else dice.randint(2, 60)
        for i in claims
        if dice.random() < 0.4
    }
    return Account(event.number, tree, voice, tuple(_sentence(dice, kinds.get(i), numbers.get(i)) for i in range(14)))


def _sentence(dice: random.Random, kind: str | None, number: int | None) -> Sentence:
    before, after = (tuple(dice.randrange(WORDS) for _ in range(dice.randint(3, 9))) for _ in range(2))
    return Sentence(before, after, kind, number)


class Telling(NamedTuple):
    """One report of an account, before it is written."""

    way: str
    language: str
    told: list[tuple[Sentence, bool]]
    """Sentences, and whether each is the copier's own."""
    shared: float
    day: int


def _tree(dice: random.Random, account: Account, town: str) -> Iterator[Made]:
    language, day = dice.choice(LANGUAGES), dice.randint(1, 28)
    first = [(sentence, False) for sentence in account.sentences]
    yield _made(dice, account, town, Telling("first", language, first, 0.0, day))
    for _ in range(dice.choice(COPIES)):
        yield _made(dice, account, town, _copied(dice, account, language, day))


def _copied(dice: random.Random, account: Account, language: str, day: int) -> Telling:
    way = dice.choice(WAYS)
    kept = list(account.sentences)
    own: list[Sentence] = []
    if way == "trimmed":
        kept = kept[: dice.randint(6, 13)]
    elif way == "paraphrased":
        kept = [_paraphrased(dice, sentence) for sentence in kept]
    elif way == "relayed":
        kept = kept[: dice.randint(9, 14)]
        own = [_sentence(dice, None, None) for _ in range(dice.randint(1, 3))]
    elif way == "translated":
        language = dice.choice([other for other in LANGUAGES if other != language])
    elif way == "reused":
        start = dice.randint(0, 9)
        kept = kept[start : start + 5]
        own = [_sentence(dice, None, None) for _ in range(dice.randint(8, 16))]
    same = {word for sentence in account.sentences for word in _words(sentence)}
    words = [word for one in (*kept, *own) for word in _words(one)]
    shared = 0.0 if way == "translated" else sum(word in same for word in words) / len(words)
    half = len(own) // 2
    told = [*((s, True) for s in own[:half]), *((s, False) for s in kept), *((s, True) for s in own[half:])]
    return Telling(way, language, told, shared, day + dice.randint(0, 90))


def _words(sentence: Sentence) -> tuple[int, ...]:
    return (*sentence.before, *sentence.after)


def _paraphrased(dice: random.Random, sentence: Sentence) -> Sentence:
    """Every eighth word is another one."""

    def other(words: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(dice.randrange(WORDS) if dice.random() < 0.125 else word for word in words)

    return sentence._replace(before=other(sentence.before), after=other(sentence.after))


def _made(dice: random.Random, account: Account, town: str, telling: Telling) -> Made:
    outlet = f"Outlet {dice.randrange(400)}"
    relayed = telling.way == "relayed" or (telling.way == "translated" and dice.random() < 0.5)
    text, claims = _written(dice, account, telling, relayed)
    publisher = outlet.replace("Outlet", "Paper") if relayed else outlet
    month, day = divmod(telling.day, 28)
    document = Document(
        id=f"t{account.tree}",
        item=hashlib.sha256(f"{account.tree} {telling.way} {text} {publisher}".encode()).hexdigest(),
        language=telling.language,
        publisher=publisher,
        published=f"2023-{1 + month:02}-{1 + day:02}" if dice.random() < 0.7 else None,
        text=text,
    )
    people = [Person(id="P1", name=f"W{account.tree}", roles=["victim"], mentions=[Passage(1, 2)])]
    office = [Body(id="B1", name="Office", kind="authority", mentions=[Passage(2, 3)])]
    relay = [Body(id="B2", name=outlet, kind="outlet", mentions=[Passage(3, 4)])]
    reading = Reading(
        reader="made/1",
        document=document,
        sites=[Site(id="S1", name=town, settlement=town, country="UA", kind="basement", mentions=[Passage(0, 1)])],
        people=people if account.voice == "named" else [],
        bodies=(office if account.voice == "authority" else []) + (relay if relayed else []),
        claims=claims,
    )
    return Made(reading, account.tree, account.event, telling.way, telling.shared, account.voice)


def _written(dice: random.Random, account: Account, telling: Telling, relayed: bool) -> tuple[str, list[Claim]]:
    """The text, and its claims as a reader sees them who loses one in ten of a copy's."""
    lexicon, text = LEXICONS[telling.language], ""
    claims: list[Claim] = []
    for sentence, own in telling.told:
        number = [] if sentence.number is None else [str(sentence.number)]
        words = [*(lexicon[i] for i in sentence.before), *number, *(lexicon[i] for i in sentence.after)]
        start = len(text)
        text += " ".join(words).capitalize() + ". "
        if sentence.type and not own and (telling.way == "first" or dice.random() < 0.9):
            claims.append(
                Claim(
                    id=f"C{len(claims) + 1}",
                    type=sentence.type,
                    passage=Passage(start, len(text) - 2),
                    site="S1",
                    count=Count(op="exactly", n=sentence.number, of="people") if sentence.number else None,
                    attribution=[*VOICES[account.voice], *(["B2"] if relayed else [])],
                )
            )
    return text.rstrip(), claims
