"""Made-up reports with their finished readings, in any number, about 10 claims each: what a build costs but reading.

Towns are real ones of Ukraine, drawn by Zipf's law so that some sites are in thousands of reports and most in a few;
outlets, offices, brigades and people (none of them real) likewise. Between the claims stand words of no meaning, so that
reports share no more than reports do. Every eighth repeats an earlier one word for word, every sixteenth leaves out its
end. The same number gives the same report, however many are made.
"""

import hashlib
import json
import random
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import TypeVar

from msgspec.structs import replace

from habeas.languages.word_lists import word_list
from habeas.model.document import Document
from habeas.model.passage import Passage
from habeas.model.reading import Body, Claim, Count, Cue, DateRange, Person, Reading, Site, Unit
from habeas.places import Gazetteer, Place

READER = "bench/1"
KINDS = {
    "police_station": "police station",
    "basement": "basement of the shop",
    "school": "village school",
    "factory": "former factory",
    "hospital": "district hospital",
    "garage": "garage",
    "railway_station": "railway station",
    "prison_colony": "penal colony",
}
ACTS = {
    "torture.beating": "beaten with rubber batons",
    "torture.electric": "given electric shocks",
    "conditions.food_water": "kept without food and water for days",
    "torture.psychological": "threatened with execution",
    "conditions.overcrowding": "crowded into one cell with barely room to stand",
    "detention.incommunicado": "held without any contact with their families",
}
GIVEN = (
    "Andrii", "Bohdan", "Dmytro", "Ihor", "Kateryna", "Larysa", "Maksym", "Nadiia", "Oksana", "Petro",
    "Roman", "Svitlana", "Taras", "Vira", "Yurii",
)  # fmt: skip
FIRST = (
    "Bar", "Vel", "Hor", "Dub", "Zhur", "Kal", "Lym", "Mor", "Nek", "Ost",
    "Pryk", "Roh", "Syn", "Tov", "Fed", "Khar", "Tsyb", "Shev", "Yav", "Zab",
)  # fmt: skip
MIDDLE = ("a", "e", "o", "u", "y", "ane", "olo", "eny", "ura", "ovy", "iko", "ary")  # fmt: skip
LAST = (
    "rchuk", "lenko", "snyk", "tsenko", "voiko", "drenko", "hayets", "dovskyi", "marenko", "shchuk",
)  # fmt: skip
TOWNS, OUTLETS, SURNAMES = 1_500, 200, 40_000
_Thing = TypeVar("_Thing")


def reading(number: int) -> Reading:
    """The reading of the report with this number."""
    if number % 8 == 7:
        return _Writer(number, random.Random(number - 5)).reading()  # noqa: S311  (nothing secret)
    short = number % 16 == 14
    return _Writer(number, random.Random(number - 7 if short else number)).reading(shorter=short)  # noqa: S311


def report(document: Document) -> bytes:
    """The report as a file that `habeas add` keeps; the document's item is the hash of these bytes."""
    return json.dumps({
        "id": document.id, "lang": document.language, "publisher": document.publisher, "published": document.published,
        "url": document.url, "title": document.title, "text": document.text,
    }).encode()  # fmt: skip


class _Writer:
    """Writes one report and notes where everything stands."""

    def __init__(self, number: int, dice: random.Random) -> None:
        self.number, self.dice, self.text = number, dice, ""
        self.place = _zipf(_towns(), dice)
        self.kind = _zipf(tuple(KINDS), dice)
        self.sites: list[Passage] = []
        self.units: list[Passage] = []
        self.unit = ""
        self.people: dict[str, tuple[str, list[Passage]]] = {}
        self.bodies: dict[str, tuple[str, list[Passage]]] = {}
        self.claims: list[Claim] = []

    def put(self, words: str) -> Passage:
        """Write words and say where they stand."""
        start = len(self.text)
        self.text += words
        return Passage(start, len(self.text))

    def reading(self, *, shorter: bool = False) -> Reading:
        """The whole report; `shorter`: with less at its end."""
        self._held()
        for _ in range(6 if shorter else 9):
            self._act()
        if not shorter:
            self._guarded()
        return self._made()

    def _speaker(self) -> str:
        """Write who says it; returns the local id or the unnamed voice."""
        which = self.dice.random()
        if which < 0.35:
            return self._body(
                f"the {self.place.admin1.removesuffix(' Oblast')} regional prosecutor's office", "authority"
            )
        if which < 0.5:
            return self._body(_zipf(tuple(f"Watch Group {n}" for n in range(1, 40)), self.dice), "ngo")
        if which < 0.7:
            return self._person("witness")
        what = _zipf(("former detainee", "local resident", "relative", "source in the police"), self.dice)
        self.put(f"a {what}")
        return f"anon:{what}"

    def _body(self, name: str, kind: str) -> str:
        self.bodies.setdefault(name, (kind, []))[1].append(self.put(name))
        return f"B{list(self.bodies).index(name) + 1}"

    def _person(self, role: str) -> str:
        name = f"{self.dice.choice(GIVEN)} {_surname(int(SURNAMES * self.dice.random() ** 2))}"
        self.people.setdefault(name, (role, []))[1].append(self.put(name))
        return f"P{list(self.people).index(name) + 1}"

    def _site(self) -> None:
        self.sites.append(self.put(f"the {KINDS[self.kind]} in {self.place.name}"))

    def _claim(self, kind: str, start: int, voice: str, cue: Passage, **more: object) -> None:
        cues = [Cue(what="type", passage=cue), Cue(what="site", passage=self.sites[-1])]
        self.claims.append(
            Claim(
                id=f"C{len(self.claims) + 1}", type=kind, passage=Passage(start, len(self.text)), site="S1",
                attribution=[voice], cues=cues, **more,  # type: ignore[arg-type]
            )
        )  # fmt: skip

    def _held(self) -> None:
        start, n = len(self.text), self.dice.randint(3, 90)
        cue = self.put(f"At least {n} people were held")
        self.put(" in ")
        self._site()
        self.put(", ")
        voice = self._speaker()
        self.put(" said.")
        day = f"2022-{self.dice.randint(3, 11):02}"
        count = Count(op="at_least", n=n, of="detainees")
        self._claim("detention.unlawful", start, voice, cue, count=count, date=DateRange(start=day, end=day))
        self.put("\n\n")

    def _act(self) -> None:
        start = len(self.text)
        kind = self.dice.choice(tuple(ACTS))
        victims = []
        if self.dice.random() < 0.15:
            victims = [self._person("victim")]
            self.put(" was ")
        else:
            self.put("Some were ")
        cue = self.put(ACTS[kind])
        self.put(" in ")
        self._site()
        self.put(", according to ")
        voice = self._speaker()
        self.put(". ")
        self._claim(kind, start, voice, cue, victims=victims)
        self.put(f"{' '.join(self.dice.choices(_words(), k=self.dice.randint(6, 12))).capitalize()}. ")

    def _guarded(self) -> None:
        start = len(self.text)
        self.put("Soldiers of ")
        self.unit = f"the {int(200 * self.dice.random() ** 2) + 1}th Motor Rifle Brigade"
        self.units.append(self.put(self.unit))
        cue = self.put(" guarded ")
        self._site()
        self.put(".")
        self._claim("detention.unlawful", start, "anon:local resident", cue, perpetrators=["U1"])

    def _made(self) -> Reading:
        place, number = self.place, self.number
        given = f"r-{number:07}"
        document = Document(
            id=given,
            item="",
            language="en",
            title=f"What happened in {place.name}",
            publisher=_zipf(tuple(f"Outlet {n}" for n in range(OUTLETS)), random.Random(number)),  # noqa: S311
            published=f"2023-{number % 12 + 1:02}-{number % 28 + 1:02}",
            url=f"https://example.org/{number}",
            text=self.text,
        )
        document = replace(document, item=hashlib.sha256(report(document)).hexdigest())
        site = Site(
            id="S1", name=f"the {KINDS[self.kind]} in {place.name}", kind=self.kind, settlement=place.name,
            admin1=place.admin1, country=place.country, lat=place.lat, lon=place.lon, precision="settlement",
            place=place.id, run_by=["U1"] if self.units else [], mentions=self.sites,
        )  # fmt: skip
        return Reading(
            reader=READER,
            document=document,
            sites=[site],
            units=[Unit(id="U1", name=self.unit, kind="brigade", mentions=self.units)] if self.units else [],
            people=[
                Person(id=f"P{n}", name=name, roles=[role], mentions=mentions)
                for n, (name, (role, mentions)) in enumerate(self.people.items(), 1)
            ],
            bodies=[
                Body(id=f"B{n}", name=name, kind=kind, mentions=mentions)
                for n, (name, (kind, mentions)) in enumerate(self.bodies.items(), 1)
            ],
            claims=self.claims,
        )


def _zipf(things: Sequence[_Thing], dice: random.Random) -> _Thing:
    return dice.choices(things, cum_weights=_weights(len(things)))[0]


@cache
def _weights(size: int) -> list[float]:
    return list(accumulate(1 / (n + 10) for n in range(size)))


@cache
def _words() -> tuple[str, ...]:
    """Ordinary English words in an order that is no order of anything."""
    known = sorted(word for word in word_list("en").common if len(word) > 3)
    random.Random(1).shuffle(known)  # noqa: S311
    return tuple(known[:5_000])


@cache
def _towns() -> tuple[Place, ...]:
    """Towns and villages of Ukraine whose position is known, in an order that is no order of anything."""
    store = Gazetteer.load().store
    places = (store.place(number) for number in range(0, 30_000, 3))
    known = [place for place in places if place.country == "UA" and place.precision == "point" and place.admin1]
    random.Random(1).shuffle(known)  # noqa: S311
    return tuple(known[:TOWNS])


def _surname(number: int) -> str:
    dice = random.Random(number)  # noqa: S311
    return dice.choice(FIRST) + dice.choice(MIDDLE) + dice.choice(("", "r", "l", "n")) + dice.choice(LAST)
