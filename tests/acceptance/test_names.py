"""A name that leaks can kill: planted names are looked for in every byte of what leaves."""

import html
import json
import re
import sqlite3
from pathlib import Path
from urllib.parse import unquote

from running import Report, Run

FORMS = (
    "vyhadany", "vyhadanyi", "вигадан", "выгадан", "вигадн", "zmyslenko", "змисленк", "змысленк", "neistnuiu", "verzonnen",
)  # fmt: skip


def bytes_that_leave(habeas: Run, folder: Path) -> dict[str, str]:
    """Every file of the register and the report, as text with tags stripped and escapes undone, lower-case."""
    habeas("-C", "case", "build")
    habeas("-C", "case", "export", "register", "-o", "register.json")
    habeas("-C", "case", "export", "report", "-o", "report")
    found = {}
    for path in [folder / "register.json", *(folder / "report").rglob("*")]:
        if path.is_file():
            raw = path.read_bytes().decode("utf-8")
            bare = re.sub(r"<[^>]*>", "", raw)
            unescaped = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), raw)
            found[str(path)] = "\n".join(
                (str(path), raw, html.unescape(bare), unquote(html.unescape(raw)), unescaped)
            ).lower()
    return found


def tables_without_names(database: Path) -> dict[str, str]:
    """Every table of the database that is not of the identity store, those of the search index among them, as text."""
    connection = sqlite3.connect(database)
    names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    assert "search_words_data" in names
    assert "search_texts" in names
    found = {}
    for name in names:
        if not name.startswith("identity_"):
            values = [value for row in connection.execute(f"select * from {name}") for value in row]  # noqa: S608
            plain = [v.decode("utf-8", "replace") if isinstance(v, bytes) else str(v) for v in values]
            found[name] = "\n".join(plain).lower()
    connection.close()
    return found


def test_planted_names_never_leave(habeas: Run, report: Report, tmp_path: Path) -> None:
    report(
        "testimony-petro-vyhadanyi",
        "Petro Vyhadanyi, a teacher, was held in the police station in Kupiansk and beaten. “They beat me,” Vyhadanyi said. "
        "PETRO VYHADANYI was released in May. Vyhadanyi's wife, Olha Zmyslenko, searched for him. "
        "Write to petro.vyhadanyi@example.org.",
        title="How Petro Vyhadanyi survived",
        url="https://example.org/news/petro-vyhadanyi-tortured",
    )
    report(
        "uk",
        "Петра Вигаданого тримали у відділі поліції Куп'янська. «Мене били», — розповів Вигаданий. "
        "Дружина Вигаданого Ольга Змисленко шукала його. Вигаданому зламали ребра.",
        lang="uk",
        title="Історія Петра Вигаданого",
        url="https://example.org/%D0%BF%D0%B5%D1%82%D1%80%D0%BE-%D0%B2%D0%B8%D0%B3%D0%B0%D0%B4%D0%B0%D0%BD%D0%B8%D0%B9",
    )
    report(
        "ru",
        "Петра Выгаданого держали в подвале отдела полиции Купянска, рассказала его жена Ольга Змысленко. "
        "Выгаданого били током, говорит Змысленко.",
        lang="ru",
        title="Выгаданый рассказал о плене",
    )
    report(
        "nl", "Jan Verzonnen werd vastgehouden in het politiebureau van Koepjansk. Verzonnens zus zoekt hem.", lang="nl"
    )
    (tmp_path / "in/Петро Вигаданий.txt").write_text("Чоловіка тримали в підвалі школи в Ізюмі. Його били.", "utf-8")
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    leaving = bytes_that_leave(habeas, tmp_path) | tables_without_names(tmp_path / "case" / "case.db")
    leaving["search"] = "".join(habeas("-C", "case", "search", f"*{form}*", "--json").stdout for form in FORMS).lower()
    for name, text in leaving.items():
        leaked = [form for form in FORMS if form in text]
        assert not leaked, f"{name} holds {leaked}"
    register = json.loads((tmp_path / "register.json").read_text("utf-8"))
    assert register["people"]
    assert all(person["sealed"] and person["name"] is None for person in register["people"])


def test_show_answers_a_sealed_name_with_the_label_only(habeas: Run, report: Report, tmp_path: Path) -> None:
    report("a", "Petro Vyhadanyi, a teacher, was held in the police station in Kupiansk and beaten, his wife said.")
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    habeas("-C", "case", "build")
    shown = habeas("-C", "case", "show", "Vyhadanyi", "--why")
    assert re.search(r"Person [0-9A-Z]{4}", shown.stdout)
    assert "vyhadan" not in (shown.stdout + shown.stderr).lower()


def test_messages_cover_file_names_of_archive_members(habeas: Run, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/Petro Vyhadanyi.txt").touch()
    habeas("init", "case")
    told = habeas("-C", "case", "add", "in")
    habeas("-C", "case", "build")
    status = habeas("-C", "case", "status")
    assert "vyhadan" not in (told.stdout + told.stderr + status.stdout + status.stderr).lower()


def test_who_speaks_in_public_office_keeps_the_name(habeas: Run, report: Report, tmp_path: Path) -> None:
    text = (
        "At least 40 people were held in the police station in Balakliia, said Serhii Posadovets, "
        "head of the investigation department of the regional police."
    )
    report("a", text)
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    leaving = bytes_that_leave(habeas, tmp_path)
    assert any("serhii posadovets" in text for text in leaving.values())


def test_names_in_copied_words_leave_neither_the_register_nor_a_screen(
    habeas: Run, report: Report, tmp_path: Path
) -> None:
    told = (
        "Petro Vyhadanyi, a teacher, was held in the police station in Kupiansk for at least 20 days and beaten there, he "
        "said. His wife, Olha Zmyslenko, searched for him in Izium, in Balakliia and in Kharkiv until Vyhadanyi was freed."
    )
    report("one", told, published="2022-09-20")
    report("two", f"The paper writes. {told} More follows tomorrow.", published="2022-09-21")
    habeas("init", "case")
    habeas("-C", "case", "add", "in")
    leaving = bytes_that_leave(habeas, tmp_path)
    (copy,) = json.loads((tmp_path / "register.json").read_text("utf-8"))["copies"]
    assert copy["words"]
    assert any("the shared words" in text and "searched for him" in text for text in leaving.values())
    findings = json.loads((tmp_path / "register.json").read_text("utf-8"))["findings"]
    for one in ("one", "two", *(finding["id"] for finding in findings)):
        shown = habeas("-C", "case", "show", one, "--why")
        leaving[f"show {one}"] = (shown.stdout + shown.stderr).lower()
    assert "searched for him" in leaving["show one"]
    for name, text in leaving.items():
        leaked = [form for form in FORMS if form in text]
        assert not leaked, f"{name} holds {leaked}"
