"""Names of places in running text."""

import json
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.model.passage import Passage
from habeas.places import Context, Gazetteer, best

GAZETTEER = Gazetteer.load()
GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def seen(text: str) -> list[tuple[str, str]]:
    out = []
    for passage, matches in GAZETTEER.scan(text):
        place = best(matches)
        out.append((passage.of(text), place.name if place else "?"))
    return out


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Людей возили з Куп’янська до Козачої Лопані.",
            [("Куп’янська", "Kupiansk"), ("Козачої Лопані", "Kozacha Lopan")],
        ),
        ("Ze werd van Koepjansk naar Izjoem gebracht.", [("Koepjansk", "Kupiansk"), ("Izjoem", "Izium")]),
        ("He was held in Nizhny Novgorod.", [("Nizhny Novgorod", "Nizhny Novgorod")]),
        ("Его держали в Ростове-на-Дону.", [("Ростове-на-Дону", "Rostov-on-Don")]),
        (
            "A cellar in Kubyansk, then one near Koschai Lopan.",
            [("Kubyansk", "Kupiansk"), ("Koschai Lopan", "Kozacha Lopan")],
        ),
        ("een kelder in de regio Charkov", [("regio Charkov", "Kharkiv Oblast")]),
        ("у Донецькій та Луганській областях", [("Донецькій", "Donetsk"), ("Луганській областях", "Luhansk Oblast")]),
        ("мелітопольська комендатура", [("мелітопольська", "Melitopol")]),
    ],
)
def test_names_are_found_with_their_words(text: str, found: list[tuple[str, str]]) -> None:
    assert seen(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "Never before had Ivan told Anna about it.",
        "Правда, Слава і Надія мовчали.",
        "The police kept a record of Human Rights.",
        "Hanna Petrova and Gleb Sorokin said so to Mykola.",
        "The Washington Post wrote it.",
        "Дмитро Ізюм розповів.",
        "міська прокуратура, людський крик",
    ],
)
def test_people_and_words_are_not_taken_for_places(text: str) -> None:
    assert seen(text) == []


def test_a_village_needs_a_cue() -> None:
    assert seen("Гракове мовчало.") == []
    assert [words for words, _ in seen("Їх тримали в селі Гракове.")] == ["Гракове"]
    assert [words for words, _ in seen("в Ізюмі та Граковому")] == ["Ізюмі", "Граковому"]


def test_what_stands_around_decides_between_namesakes() -> None:
    near = "Колонія в Оленівці на Донеччині."
    far = "Колонія в Оленівці."
    assert seen(near)[0] == ("Оленівці", "Olenivka")
    assert seen(far)[0] == ("Оленівці", "?")


def test_a_given_context_orders_too() -> None:
    regions = frozenset(m.place.region for m in GAZETTEER.region("Донецька область"))
    ((_, matches),) = GAZETTEER.scan("Колонія в Оленівці.", Context(regions=regions))
    place = best(matches)
    assert place is not None
    assert place.admin1 == "Donetsk Oblast"


@given(st.text(alphabet=st.sampled_from("ІзюмKupianskОленівці Лопань Козача-'’,.\n\u0301в"), max_size=200))
def test_passages_are_in_order_apart_and_inside_the_text(text: str) -> None:
    passages = [passage for passage, _ in GAZETTEER.scan(text)]
    assert all(0 <= p.start < p.end <= len(text) for p in passages)
    assert all(a.end <= b.start for a, b in pairwise(passages))
    assert all(matches for _, matches in GAZETTEER.scan(text))


@given(st.text(max_size=100), st.text(max_size=100))
def test_offsets_are_code_points_of_the_text_given(before: str, after: str) -> None:
    text = f"{before}. в Харкові. {after}"
    start = len(before) + 4
    assert Passage(start, start + 7) in [passage for passage, _ in GAZETTEER.scan(text)]


@pytest.mark.parametrize("part", ["А", "Нова ", "Нова-", "Козача\n", "O'", "в Ізюмі, "])
def test_time_grows_with_length_only(part: str) -> None:
    text = part * (100_000 // len(part))
    begun = time.process_time()
    GAZETTEER.scan(text)
    assert time.process_time() - begun < 10


@pytest.mark.gold
@pytest.mark.skipif(not GOLD.is_dir(), reason="the annotated reports are not here")
def test_sites_of_annotated_reports_are_placed() -> None:
    total = placed = 0
    for path in sorted(GOLD.glob("*/*.json")):
        for site in json.loads(path.read_text("utf-8"))["sites"]:
            if site.get("settlement") and site.get("lat") is not None and site["country"] in ("UA", "RU", "BY"):
                total += 1
                place = best(GAZETTEER.find(f"{site['settlement']}, {site['admin1']}"))
                placed += bool(place and place.lat and abs(place.lat - site["lat"]) < 0.22)
    assert placed >= 0.95 * total
