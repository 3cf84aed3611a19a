"""Which mentions become one thing, and what never does."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.model.errors import HabeasError
from habeas.model.reading import Reading, entities
from habeas.model.resolution import Resolution
from habeas.places import Gazetteer
from habeas.resolution import resolve
from making import GOLD, gold_readings, report


def same(kind: str, *parts: dict[str, Any]) -> bool:
    """Whether one entity in each of several reports comes out as one."""
    readings = [
        report(f"r{i}", f"{part['name']} stands here.", **{kind: [{"id": "X", **part}]}) for i, part in enumerate(parts)
    ]
    resolution = resolve(readings)
    return len({resolution.ids[r.document.item]["X"] for r in readings}) == 1


def site(name: str, kind: str = "police_station", settlement: str | None = "Testove", **more: Any) -> dict[str, Any]:
    return {"name": name, "kind": kind, "settlement": settlement, "country": "UA", **more}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (site("the police station"), site("відділ поліції", settlement="Тестове")),
        (site("SIZO-2", "pretrial_prison"), site("СІЗО № 2", "pretrial_prison")),
        (site("the prison", "pretrial_prison"), site("SIZO-2", "pretrial_prison")),
        (site("the «Lumina» works", "factory"), site("завод «Люміна»", "unknown")),
        (site("the cellar", place="ua-1"), site("a police post", settlement="Teestove", place="ua-1")),
        (site("Testove", "unknown"), site("Тестове", "unknown", "Тестове")),
        (site("colony 7", "prison_colony", lat=50.0, lon=30.0), site("колонія", "prison_colony", lat=50.1, lon=30.1)),
    ],
)
def test_sites_that_are_one(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert same("sites", one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (site("SIZO-2", "pretrial_prison"), site("SIZO-1", "pretrial_prison")),
        (site("the police station"), site("the police station", settlement="Inshe")),
        (site("the police station"), site("the cellar", "basement")),
        (site("a cellar", "basement", None), site("a cellar", "basement", None)),
        (site("a cell", "unknown"), site("somewhere in the centre", "unknown")),
        (site("the station", lat=50.0, lon=30.0), site("the station", lat=47.0, lon=37.0)),
        (site("the station", place="ua-1"), site("the station", place="ua-2")),
        (site("the «Lumina» works", "factory"), site("the «Lumina» works", "hospital")),
    ],
)
def test_sites_that_stay_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert not same("sites", one, other)


def test_the_name_of_a_town_is_no_specific_name_in_whatever_language_it_is_written() -> None:
    town = Gazetteer.load().find("Vovchansk")[0].place
    where = {"settlement": town.name, "place": town.id}
    assert not same("sites", site("заводі у Вовчанську", "factory", **where), site("Вовчанську", "unknown", **where))
    assert not same("sites", site("заводе в Волчанске", "factory", **where), site("Волчанске", "unknown", **where))


def test_what_one_report_keeps_apart_no_other_joins() -> None:
    two = report(
        "two",
        "The old cellar and the new cellar.",
        sites=[{"id": "S1", **site("The old cellar", "basement")}, {"id": "S2", **site("the new cellar", "basement")}],
    )
    others = [report(f"o{i}", f"A cellar {i}.", sites=[{"id": "S1", **site("A cellar", "basement")}]) for i in range(3)]
    resolution = resolve([two, *others])
    ids = [resolution.ids[two.document.item][local] for local in ("S1", "S2")]
    rest = {resolution.ids[o.document.item]["S1"] for o in others}
    assert len({*ids, *rest}) == 3
    assert len(rest) == 1
    doubts = {frozenset((link.left, link.right)) for link in resolution.links if link.verdict == "unsure"}
    assert doubts >= {frozenset((one, other)) for one in ids for other in rest}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Serhii Vyhadko", "Сергея Выгадко"),
        ("Serhii Nebuvalov", "Сергея Небувалова"),
        ("Mykola Tsvitkovskyi", "Николай Цвитковский"),
        ("Nebuvalov Ivan", "Ivan Nebuvalov"),
        ("Ivan P. Nebuvalov", "Іван Небувалов"),
        ("Олени Вигадкіної", "Yelena Vygadkina"),
        ("Іван Петрович Вигаданенко", "Ivan Vyhadanenko"),
    ],
)
def test_people_that_are_one(one: str, other: str) -> None:
    assert same("people", {"name": one}, {"name": other})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Олександр Вигадко", "Олександра Вигадко"),
        ("Oleksandr Nebuvalov", "Александра Небувалова"),  # a man in the genitive, or a woman: nobody can say
        ("Іван Петрович Вигаданенко", "Іван Сергійович Вигаданенко"),
        ("Ivan Nebuvalov", "Petro Nebuvalov"),
        ("Nebuvalov", "Ivan Nebuvalov"),
        ("Olena", "Olena"),
        ("Olena Vyhadko", "wife of Olena Vyhadko"),
    ],
)
def test_people_that_stay_apart(one: str, other: str) -> None:
    assert not same("people", {"name": one}, {"name": other})


def test_a_bare_surname_joins_the_one_full_name_in_the_same_office() -> None:
    full = {"name": "Ivan Nebuvalov", "roles": ["official"]}
    assert same("people", full, {"name": "Небувалов", "roles": ["official"]})
    assert not same("people", full, {"name": "Небувалов", "roles": ["victim"]})
    assert not same(
        "people", full, {"name": "Petro Nebuvalov", "roles": ["official"]}, {"name": "Небувалов", "roles": ["official"]}
    )


@pytest.mark.parametrize(
    ("one", "other", "want"),
    [
        ("901st Motor Rifle Brigade", "901-ша мотострілецька бригада", True),
        ("901st Brigade", "901-й танковой бригады", True),
        ("901st Motor Rifle Brigade", "901st Tank Brigade", False),
        ("901st Slavna Brigade", "901st Dobra Brigade", False),
        ("901st Brigade", "902nd Brigade", False),
        ("military unit 98765", "в/ч 98765", True),
        ("FSB", "ФСБ", True),
        ("SBU", "Служби безпеки України", True),
        ("FSB", "SBU", False),
    ],
)
def test_units(one: str, other: str, want: bool) -> None:
    kind = "brigade" if "rigad" in one else "agency"
    assert same("units", {"name": one, "kind": kind}, {"name": other, "kind": kind}) is want


@pytest.mark.parametrize(
    ("one", "other", "want"),
    [
        ("Prosecutor General's Office of Ukraine", "Офісу генерального прокурора", True),
        ("National Police of Ukraine", "de Oekraïense politie", True),
        ("National Police of Ukraine", "National Police of Ukraine in Testove region", False),
        ("Testova Hazeta", "«Тестовою газетою»", True),
        ("Ministry of Defence of Ukraine", "Ministry of Defence of Russia", False),
        ("the Ministry of Defence", "Ministry of Defence", False),
        ("prosecutors", "the prosecutors", False),
        ("Міноборони України", "Минобороны России", False),
    ],
)
def test_bodies(one: str, other: str, want: bool) -> None:
    assert same("bodies", {"name": one}, {"name": other}) is want


def test_every_link_explains_itself_without_a_name() -> None:
    readings = [
        report(f"r{i}", "Ivan Nebuvalov spoke.", people=[{"id": "P1", "name": "Ivan Nebuvalov"}]) for i in range(2)
    ]
    (link,) = resolve(readings).links
    assert link.verdict == "same"
    assert link.by.startswith("rule:")
    assert "Nebuvalov" not in link.why


def test_two_readings_of_one_item_are_refused() -> None:
    one = report("r", "Nothing.")
    with pytest.raises(HabeasError, match="two readings of item"):
        resolve([one, one])


NAMES = st.sampled_from(["the cellar", "a cellar", "SIZO-2", "SIZO-3", "the «Lumina» works", "the «Obrii» works"])
SITES = st.builds(
    site,
    NAMES,
    st.sampled_from(["basement", "factory", "unknown"]),
    st.sampled_from(["Testove", "Inshe", None]),
)
PEOPLE = st.builds(
    lambda name, roles: {"name": name, "roles": roles},
    st.sampled_from(
        ["Nebuvalov", "Ivan Nebuvalov", "Petro Nebuvalov", "Олександра Вигадко", "Олександр Вигадко", "I. Nebuvalov"]
    ),
    st.sampled_from([[], ["official"]]),
)
REPORTS = st.lists(st.tuples(st.lists(SITES, max_size=3), st.lists(PEOPLE, max_size=3)), min_size=1, max_size=7)


def made(reports: list[tuple[list[dict[str, Any]], list[dict[str, Any]]]]) -> list[Reading]:
    readings = []
    for i, (sites, people) in enumerate(reports):
        text = " ".join(f"{part['name']} {j}." for j, part in enumerate([*sites, *people]))
        numbered = {"sites": sites, "people": people}
        parts = {
            kind: [{**part, "id": f"{kind[0]}{j}", "words": f"{part['name']} "} for j, part in enumerate(group)]
            for kind, group in numbered.items()
        }
        readings.append(report(f"r{i}", text, **parts))
    return readings


@settings(max_examples=60, deadline=None)
@given(REPORTS, st.randoms())
def test_order_changes_nothing_and_apart_stays_apart(reports: Any, chance: random.Random) -> None:
    readings = made(reports)
    resolution = resolve(readings)
    shuffled = readings[:]
    chance.shuffle(shuffled)
    assert resolve(shuffled) == resolution
    for reading in readings:
        sites = [resolution.ids[reading.document.item][s.id] for s in reading.sites]
        assert len(set(sites)) == len(sites)


@settings(max_examples=60, deadline=None)
@given(REPORTS, st.integers(0, 7))
def test_an_id_once_given_still_resolves(reports: Any, some: int) -> None:
    readings = made(reports)
    before, after = resolve(readings[:some]), resolve(readings)
    present = {one for ids in after.ids.values() for one in ids.values()}
    for item, ids in before.ids.items():
        for local, one in ids.items():
            assert after.aliases[one] in present
            assert before.aliases[one] == before.ids[item][local]


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.exists(), reason="the annotated reports are not here")
def test_every_annotated_entity_has_an_id() -> None:
    readings = gold_readings("dev", "train")
    resolution: Resolution = resolve(readings)
    assert all(resolution.ids[r.document.item].keys() == entities(r).keys() for r in readings)
