"""`habeas compare`: pairs of names in, verdicts out, one a line; bad lines are named and lose nothing else."""

import json
import subprocess
from typing import Any

import pytest
from running import HABEAS

IN_TAGANROG = {"name": "SIZO-2", "settlement": "Taganrog"}
BENEATH_A_SCHOOL = {"name": "підвал школи", "settlement": "Ізюм", "kind": None}


def compare(what: str, *lines: str, code: int = 0) -> tuple[list[dict[str, Any]], str]:
    """What the command prints for lines on standard input, and its standard error."""
    done = subprocess.run(
        [str(HABEAS), "compare", what],
        input="\n".join(lines).encode() + b"\n",
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == code, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()], done.stderr.decode()


def pair(a: dict[str, Any] | str, b: dict[str, Any] | str) -> str:
    whole = {side: {"name": it} if isinstance(it, str) else it for side, it in (("a", a), ("b", b))}
    return json.dumps(whole, ensure_ascii=False)


@pytest.mark.parametrize(
    ("what", "line", "judgement"),
    [
        ("person", pair("Сергія Вигаданчука", "Sergej Wyhadantschuk"), "same"),
        ("person", pair("Олександр Вигаданчук", "Олександра Вигаданчук"), "different"),
        ("person", pair({"name": "Іван Вигаданчук", "born": 1970}, {"name": "Iwan Wyhadanczuk", "born": "1971"}), "unsure"),
        ("unit", pair("в/ч 51460", "64th Separate Motor Rifle Brigade"), "same"),
        ("unit", pair("2nd battalion of the 64th brigade", "64 ОМСБр"), "different"),
        ("site", pair("SIZO-2 Taganrog", "СІЗО № 2 м. Таганрог"), "same"),
        ("site", pair(IN_TAGANROG, {"name": "СІЗО-2", "settlement": "Сімферополь"}), "different"),
        ("site", pair(BENEATH_A_SCHOOL, {"name": "school", "settlement": "Izium"}), "different"),
    ],
)  # fmt: skip
def test_a_pair_is_judged_with_a_score_and_a_reason(what: str, line: str, judgement: str) -> None:
    rows, errors = compare(what, line)
    assert [row["judgement"] for row in rows] == [judgement]
    assert 0 <= rows[0]["score"] < 1
    assert rows[0]["why"]
    assert errors == ""


def test_a_bad_line_is_named_and_counted_and_the_others_are_judged() -> None:
    good = pair("Іван Вигаданчук", "Ivan Vyhadanchuk")
    bad = ("{oops", '{"a": {"name": "Ivan"}}', pair({"name": "Ivan", "born": [1]}, "Ivan"), '{"a": {"name": "\\u0007"')
    rows, errors = compare("person", good, *bad, "", "x" * 70_000, good, code=1)
    assert [row["judgement"] for row in rows] == ["same", "same"]
    assert [f"line {n}:" in errors for n in (2, 3, 4, 5, 7)] == [True] * 5
    assert "5 bad lines" in errors


@pytest.mark.parametrize("what", ["person", "site", "unit"])
def test_names_that_tell_nothing_are_no_error(what: str) -> None:
    rows, _ = compare(what, pair("", ""), pair("«»", "\u202e…"), pair("a" * 5000, "№ 12345678901234567890"))
    assert all(row["judgement"] != "same" for row in rows)


def test_no_input_is_no_error() -> None:
    assert compare("unit") == ([], "")
