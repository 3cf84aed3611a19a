"""The index of search: any inflection, any question, any order of arrival; what is gone leaves no word behind."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from habeas.model.register import DocumentRow, Name
from habeas.searching import Entry, Limits, Named, Place, Standing, asked, hits
from habeas.searching.entries import passages
from habeas.storage.database import Database
from habeas.storage.search import SearchIndex

TEXTS = {
    "en": "At least 23 men were beaten in the basement of the police station and held in cells for weeks.",
    "nl": "De gevangenen werden mishandeld in kelders van het politiebureau.",
    "uk": "Людей тримали у підвалах відділків поліції, катували струмом; про катівню розповіли в'язні.",
    "ru": "Задержанных держали в подвалах, их пытали и избивали в камерах.",
    "de": "Die Häftlinge wurden in Folterkellern und Gefängnissen festgehalten.",
    "fr": "Les détenus étaient torturés dans des caves de la mairie.",
    "pl": "Więźniów torturowano w piwnicach komisariatu i w aresztach.",
}


def entry(number: int, *texts: str, language: str = "en", claims: Sequence[Standing] = (), **more: str) -> Entry:
    places = [Place(start=n, end=n + 1, text=text, claims=[] if n else list(claims)) for n, text in enumerate(texts)]
    document = DocumentRow(id=f"d{number}", item=f"{number:064x}", language=language, **more)
    return Entry(document=document, places=places)


def claim(name: str, **more: object) -> Standing:
    told = {"type": "torture", "site": None, "origin": "O-1", "first": None, "last": None, "states": [], **more}
    return Standing(id=name, **told)  # type: ignore[arg-type]


ENTRIES = [entry(n, text, language=code) for n, (code, text) in enumerate(TEXTS.items())]
SITE = Named(id="S-1", kind="site", name="Police, Kupiansk", claims=1,
             names=[Name(text="Police, Kupiansk"), Name(text="відділ поліції Куп'янська", language="uk")])  # fmt: skip


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with Database(tmp_path / "case.db") as opened:
        yield opened


@pytest.fixture
def index(database: Database) -> SearchIndex:
    filled = SearchIndex(database)
    filled.fill("1", ENTRIES, [SITE])
    return filled


def found(index: SearchIndex, words: str, limits: Limits | None = None) -> list[str]:
    return [one.text for one in index.passages(asked(words), limits or Limits(), 50).best]


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("basements", "en"), ("cell", "en"), ("beating", "en"), ("hold", "en"), ("BASEMENT", "en"),
        ("kelder", "nl"), ("gevangene", "nl"), ("mishandelen", "nl"), ("politiebureaus", "nl"),
        ("підвал", "uk"), ("підвалі", "uk"), ("відділок", "uk"), ("катівень", "uk"), ("в’язень", "uk"), ("вязнів", "uk"),
        ("подвал", "ru"), ("подвале", "ru"), ("камера", "ru"), ("пытать", "ru"), ("задержанный", "ru"),
        ("Häftling", "de"), ("haftlinge", "de"), ("Gefängnis", "de"), ("festhalten", "de"),
        ("cave", "fr"), ("détenue", "fr"), ("torturée", "fr"),
        ("piwnica", "pl"), ("piwnicy", "pl"), ("więzień", "pl"), ("wieznia", "pl"), ("areszt", "pl"),
    ],
)  # fmt: skip
def test_a_word_is_found_in_any_inflection(index: SearchIndex, words: str, language: str) -> None:
    assert found(index, words) == [TEXTS[language]]


@pytest.mark.parametrize("words", ["*keller*", "folter*", "*kellern"])
def test_a_part_of_a_word_is_found_where_a_star_stands(index: SearchIndex, words: str) -> None:
    assert found(index, words) == [TEXTS["de"]]
    assert found(index, words.replace("*", "")) in ([], [TEXTS["de"]])


def test_words_in_quotation_marks_stand_beside_each_other(index: SearchIndex) -> None:
    assert found(index, '"police stations"') == found(index, "station police") == [TEXTS["en"]]
    assert found(index, '"station police"') == []


def test_words_beside_each_other_come_first(index: SearchIndex) -> None:
    near, far = (
        "It is the old police station of the long street.",
        "The station has police. Police! Police at the station.",
    )
    index.fill("2", [entry(1, far, near)], [])
    assert found(index, "police station") == [near, far]


@pytest.mark.parametrize(
    "words",
    [
        "NOT basement",
        'basement" OR "cells',
        "surface:basement",
        "NEAR(basement cells)",
        "basement NOT cells",
        "x^2",
        "*",
    ],
)
def test_no_word_is_a_command(index: SearchIndex, words: str) -> None:
    assert found(index, words) == []


def test_words_of_the_index_language_are_words(index: SearchIndex) -> None:
    assert found(index, "basement AND cells") == [TEXTS["en"]]
    assert found(index, "AND") == [TEXTS["en"]]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(
        st.text(max_size=60), st.text('"*() :^-ankelрпідв' + "'", max_size=30), st.sampled_from(list(TEXTS.values()))
    )
)
def test_any_question_is_answered_and_every_answer_has_its_words(index: SearchIndex, words: str) -> None:
    question = asked(words)
    if not question.groups:
        return
    for one in (question, question.loosened()):
        for passage in index.passages(one, Limits(), 10).best:
            assert hits(one, passage.text, passage.language)
        index.names(one)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(ENTRIES), st.integers(0, 6))
def test_answers_know_nothing_of_the_order_of_arrival(database: Database, entries: list[Entry], cut: int) -> None:
    index = SearchIndex(database)
    database.set("search.made_by", "")
    index.fill("1", entries[:cut], [])
    index.fill("2", entries, [SITE])
    once = [index.passages(asked(text), Limits(), 10) for text in TEXTS.values()]
    database.set("search.made_by", "")
    index.fill("3", ENTRIES, [SITE])
    assert once == [index.passages(asked(text), Limits(), 10) for text in TEXTS.values()]


def test_copies_are_one_passage_with_all_its_documents(index: SearchIndex) -> None:
    index.fill("2", [entry(n, TEXTS["en"], published=f"2022-0{9 - n}") for n in range(3)], [])
    answer = index.passages(asked("basement"), Limits(), 10)
    assert answer.all == 1
    assert [s.document.id for s in answer.best[0].stands] == ["d2", "d1", "d0"]


def test_limits_hold_for_one_and_the_same_claim(index: SearchIndex) -> None:
    one = claim("C-1", site="S-1", first="2022-03-01", last="2022-04-01", states=["contested"])
    other = claim("C-2", type="beating", site="S-2", origin="O-2")
    index.fill("2", [entry(1, TEXTS["en"], claims=[one, other], published="2022-09-16")], [])
    both = [TEXTS["en"]]
    assert found(index, "basement", Limits(sites=("S-1",), type="torture", state="contested")) == both
    assert found(index, "basement", Limits(sites=("S-1",), type="beating")) == []
    assert found(index, "basement", Limits(origin="O-2", state="contested")) == []
    assert found(index, "basement", Limits(type="torture", since="2022-04", until="2022-04-02")) == both
    assert found(index, "basement", Limits(type="torture", since="2022-05")) == []
    assert found(index, "basement", Limits(type="beating", since="2022-09", until="2022")) == both
    assert found(index, "basement", Limits(language="uk")) == []


def test_names_are_found_by_any_of_their_words_in_any_script(index: SearchIndex) -> None:
    for words in ("Koepjansk", "Куп'янськ", "Купянск", "поліція Куп'янськ", "kupi*"):
        assert [row.id for row in index.names(asked(words))] == ["S-1"]
    assert index.names(asked("Izium")) == []


def test_only_what_changed_is_written_and_what_is_gone_leaves_no_word(database: Database, tmp_path: Path) -> None:
    index = SearchIndex(database)
    assert index.fill("1", [*ENTRIES, entry(9, "Orest Vyhadanenko, teacher.")], []) == len(ENTRIES) + 1
    assert index.fill("2", [*ENTRIES, entry(9, "Person 7K3F, teacher.")], []) == 1
    assert index.fill("2", [], []) == 0
    assert found(index, "teacher") == ["Person 7K3F, teacher."]
    connection = sqlite3.connect(tmp_path / "case.db")
    for (table,) in connection.execute("select name from sqlite_master where type = 'table'").fetchall():
        rows = connection.execute(f"select * from {table}").fetchall()  # noqa: S608
        assert b"vyhadanenko" not in b" ".join(_bytes(value) for row in rows for value in row).lower(), table
    connection.close()


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def test_a_fill_that_was_killed_goes_on(database: Database) -> None:
    index = SearchIndex(database)

    def killed() -> Iterator[Entry]:
        yield from ENTRIES[:3]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        index.fill("1", killed(), [])
    assert not index.is_for("1")
    index.fill("1", ENTRIES, [])
    assert index.is_for("1")
    assert found(index, "piwnica") == [TEXTS["pl"]]


@given(st.text(st.sampled_from("ab. \n\u2028\t…"), max_size=200), st.integers(1, 60))
def test_passages_hold_every_word_and_are_short(text: str, times: int) -> None:
    long = text * times
    cut = passages(long)
    assert all(0 < p.end - p.start <= 1200 for p in cut)
    assert "".join(p.of(long) for p in cut).split() == [] or "".join(
        "".join(p.of(long) for p in cut).split()
    ) == "".join(long.split())
