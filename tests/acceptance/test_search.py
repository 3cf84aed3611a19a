"""Words in any form lead to passages, names and claims, on the command line."""

import json
import sqlite3
from pathlib import Path

import pytest
from running import Report, Run

TEXTS = {
    "en": "At least 40 people were held in the basement of the police station in Balakliia, they said.\n\nThey were beaten.",
    "uk": "У підвалі відділку поліції в Балаклії тримали щонайменше 40 людей, розповіли мешканці.",
    "ru": "В подвалах отдела полиции Балаклеи держали не менее 40 человек, рассказали жители.",
    "nl": "In kelders in Balaklia werden zeker 40 mensen vastgehouden, zeggen bewoners.",
}


@pytest.fixture
def case(habeas: Run, report: Report) -> Run:
    """Runs a command in a case of four reports."""
    for number, (code, text) in enumerate(TEXTS.items(), 1):
        report(f"report-{code}", text, lang=code, published=f"2022-09-1{number}", title=f"Report {number}")
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    habeas("-C", "case", "build")
    return lambda *command, **more: habeas("-C", "case", *command, **more)


def texts(done: str) -> list[str]:
    return [hit["text"] for hit in json.loads(done)["passages"]]


@pytest.mark.parametrize(("words", "code"), [("basements", "en"), ("підвал", "uk"), ("подвал", "ru"), ("kelder", "nl")])
def test_a_word_in_any_form_finds_its_passage(case: Run, words: str, code: str) -> None:
    assert texts(case("search", words, "--json").stdout) == [TEXTS[code].split("\n")[0]]


def test_a_hit_shows_document_words_and_claims(case: Run) -> None:
    shown = case("search", "basement").stdout
    assert "Report 1 — 2022-09-11, en [report-en]" in shown
    assert "**basement** of the police station" in shown
    register = json.loads(case("search", "basement", "--json").stdout)
    claims = [claim["id"] for claim in register["passages"][0]["sources"][0]["claims"]]
    assert claims
    assert all(claim in shown for claim in claims)
    assert claims[0] in case("show", claims[0]).stdout


def test_names_are_found_in_other_scripts(case: Run) -> None:
    row = json.loads(case("search", "Балаклея", "--json").stdout)["names"][0]
    assert row["kind"] == "site"
    assert "Balakliia" in row["name"]
    within = case("search", "people", "--site", row["id"], "--type", "detention", "--json").stdout
    assert texts(within) == [TEXTS["en"].split("\n")[0]]


def test_what_is_not_shown_is_counted(case: Run) -> None:
    assert "1 of 4 passages shown, 3 more: --limit 4 shows them" in case("search", "40", "--limit", "1").stdout
    assert case("search", "40").stdout.count("**40**") == 4


def test_filters(case: Run) -> None:
    assert len(texts(case("search", "40", "--since", "2022-09-13", "--until", "2022-09", "--json").stdout)) == 2
    assert texts(case("search", "40", "--language", "uk", "--json").stdout) == [TEXTS["uk"]]
    assert "there are" in case("search", "40", "--type", "nonsense", code=2).stderr
    assert "no site" in case("search", "40", "--site", "Nowhere", code=1).stderr
    case("search", "40", "--since", "yesterday", code=2)
    case("search", "?!", code=2)


def test_when_nothing_has_all_words_some_is_offered_and_said(case: Run) -> None:
    shown = case("search", "basement", "helicopter").stdout
    assert "no passage has all of: basement helicopter" in shown
    assert "**basement**" in shown
    assert "nothing found" in case("search", "helicopter").stdout


def test_rebuilt_from_the_vault_or_in_two_parts_it_answers_the_same(case: Run, report: Report, tmp_path: Path) -> None:
    report("later", "Two men were held in a basement in Izium.", published="2022-10")
    case("add", tmp_path / "in" / "later.json")
    case("build")
    before = case("search", "basement", "--json").stdout
    assert len(texts(before)) == 2
    for path in (tmp_path / "case").glob("case.db*"):
        path.unlink()
    assert "nothing is built yet" in case("search", "basement", code=2).stderr
    case("build")
    assert case("search", "basement", "--json").stdout == before


def test_an_index_that_a_killed_build_left_behind_is_mended(case: Run, tmp_path: Path) -> None:
    before = case("search", "basement", "--json").stdout
    connection = sqlite3.connect(tmp_path / "case/case.db")
    connection.execute("update meta set value = '' where key = 'search.filled_for'")
    for table in ("documents", "places", "claims"):
        connection.execute(f"delete from search_{table}")  # noqa: S608
    connection.commit()
    connection.close()
    assert case("search", "basement", "--json").stdout == before


def test_nothing_in_a_passage_rules_the_terminal(habeas: Run, report: Report) -> None:
    path = report(
        "R1", "They were held in a \x1b[2J basement \u202e in Kupiansk [red]x[/red].", title="T \x1b[2J basement"
    )
    habeas("init", "case")
    habeas("-C", "case", "add", path)
    habeas("-C", "case", "build")
    shown = habeas("-C", "case", "search", "basement").stdout
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "[red]x[/red]" in shown
