"""Rows of large lists are linked across scripts, for reasons that are told, and the same in every order."""

import json
import random
from pathlib import Path

import pytest
from bench.link_lists import figures, made
from typer.testing import CliRunner

from habeas.cli.main import app
from habeas.model.errors import HabeasError
from habeas.resolution.lists import Linked, Row, Skipped, link, read_list
from habeas.resolution.lists.keys import keys

pytest.importorskip("splink")

FILLING = made(400, seed=7)[0]
"""Others, so that it can be counted how often names come by chance."""


def linked(one: Row, other: Row) -> Linked | None:
    """The link of two rows that stand among many others."""
    found = link([*FILLING, one, other])
    return next((pair for pair in found if {pair.left, pair.right} == {one.id, other.id}), None)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Row("a", "Вигадливий Іван Петрович", "1970-03-05"), Row("b", "Ivan Vyhadlyvyi", "1970-03-05")),
        (
            Row("a", "Вигаданенко Микола Іванович", "1970"),
            Row("b", "Николай Иванович Выгаданенко", "1970-01-02", "Ізюм"),
        ),
        (Row("a", "Nebuvalova Olena", "1980-11-12", "Kherson"), Row("b", "Небувалова О.", "1980-11-12", "Херсон")),
        (Row("a", "Nebuvalov Petro", "1980-11-12", "Izium"), Row("b", "Nebuvalow Petro", "1980-12-11", "Ізюм")),
    ],
)
def test_rows_that_are_one_person(one: Row, other: Row) -> None:
    found = linked(one, other)
    assert found is not None
    assert found.weight >= 10
    assert any(why.startswith("the surname") for why in found.why)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Row("a", "Вигаданенко Іван"), Row("b", "Вигаданенко Іван")),  # a name alone: many may bear it
        (Row("a", "Вигаданенко Іван", "1970-03-05"), Row("b", "Вигаданенко Іван", "1991-08-09")),
        (Row("a", "Вигадко Олександр", "1970-03-05"), Row("b", "Вигадко Олександра", "1971-03-06")),
        (Row("a", "Вигадко Іван Петрович", "1970"), Row("b", "Вигадко Іван Сергійович", "1970")),
    ],
)
def test_rows_that_are_not(one: Row, other: Row) -> None:
    assert linked(one, other) is None


def test_reasons_hold_no_name_and_add_up() -> None:
    found = linked(Row("a", "Вигадливий Іван Петрович", "1970-03-05"), Row("b", "Vyhadlyvyi Ivan", "1970-03-05"))
    assert found is not None
    told = " ".join(found.why)
    assert "ihadl" not in told.lower()
    assert "ивий" not in told
    weights = [float(why.rsplit("(", 1)[1].rstrip(")")) for why in found.why]
    assert weights == sorted(weights, key=abs, reverse=True)
    assert sum(weights) > found.weight  # what two strangers share by chance is taken off


def test_order_changes_nothing_and_two_lists_are_linked_between() -> None:
    rows, _ = made(600, seed=3)
    shuffled = rows[:]
    random.Random(5).shuffle(shuffled)  # noqa: S311
    assert link(shuffled) == link(rows)
    firsts, seconds = [r for r in rows if int(r.id) % 2], [r for r in rows if not int(r.id) % 2]
    between = link(firsts, seconds)
    assert between
    assert {one.left for one in between} <= {r.id for r in firsts}
    assert {one.right for one in between} <= {r.id for r in seconds}


def test_how_well() -> None:
    rows, pairs = made(4000, seed=2)
    precision, recall = figures(link(rows), pairs)
    assert precision >= 0.995
    assert recall > 0.79


def test_nothing_to_link() -> None:
    assert link([]) == link([Row("a", "Ivan Nebuvalov")]) == link([], [Row("a", "Ivan Nebuvalov")]) == []
    assert link([Row("a", "…"), Row("b", "12")]) == []


def test_keys_meet_across_scripts() -> None:
    one, other = keys(Row("a", "Болвінова Олена Миколаївна", "1980")), keys(Row("b", "Yelena Nikolayevna Bolvinova"))
    assert (one.bones, one.given, one.father, one.sex) == (other.bones, other.given, other.father, other.sex)
    assert (one.year, one.born, other.year) == (1980, None, None)


def test_a_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "﻿№;ПІБ;Дата народження;Місто\n1;Вигадко Іван;05.03.1970;Ізюм\n2;;1970;\n1;Ще Один;;\n4;Один Ще;1971 р.;\n",
        "utf-8",
    )
    rows = list(read_list(path))
    assert rows == [
        Row("1", "Вигадко Іван", "1970-03-05", "Ізюм"),
        Skipped(3, "it tells no name"),
        Skipped(4, "its id stands above already"),
        Row("4", "Один Ще", "1971", None),
    ]


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"name\n\xff\xfe\n", b'name\n"' + b"x" * 200_000])
def test_what_is_no_list_gets_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(content)
    with pytest.raises(HabeasError) as error:
        list(read_list(path))
    assert "\n" not in str(error.value)


def test_the_command(tmp_path: Path) -> None:
    rows, _ = made(300, seed=4)
    path = tmp_path / "list.csv"
    lines = [f"{r.id},{r.name},{r.born or ''},{r.place or ''}" for r in rows]
    path.write_text("\n".join(["id,name,born,place", *lines, "9999999,,,"]), "utf-8")
    result = CliRunner().invoke(app, ["link", str(path)])
    assert result.exit_code == 1
    assert "tells no name" in result.stderr
    found = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["a"], one["b"], one["weight"]) for one in found] == [p[:3] for p in link(rows)]
