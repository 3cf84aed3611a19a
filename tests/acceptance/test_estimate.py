"""`habeas estimate`: on a file of lists, and on a case. A refusal is an answer, and ends with 1."""

import json
from pathlib import Path

import pytest
from running import Report, Run

KOSOVO = """EXH,ABA,OSCE,HRW,count
1,1,1,1,27\n1,1,1,0,181\n1,1,0,1,18\n1,1,0,0,177\n1,0,1,1,42\n1,0,1,0,228\n1,0,0,1,106\n1,0,0,0,1131
0,1,1,1,32\n0,1,1,0,217\n0,1,0,1,31\n0,1,0,0,845\n0,0,1,1,123\n0,0,1,0,936\n0,0,0,1,306
"""
THIN = "a,b,c,count\n1,1,0,4\n1,0,1,4\n1,0,0,30\n0,1,0,30\n0,0,1,30\n"
KEYS = ["method", "refused", "estimate", "low", "high", "level", "lower_bound", "assumption", "warnings", "details"]


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    path = tmp_path / "lists.csv"
    path.write_text(KOSOVO, "utf-8")
    return path


def test_the_json_is_the_published_form(habeas: Run, lists: Path) -> None:
    said = json.loads(habeas("estimate", lists, "--method", "loglinear", "--json").stdout)
    assert list(said) == ["n", "results"]
    assert said["n"] == 4400
    (result,) = said["results"]
    assert list(result) == KEYS
    assert result["estimate"] == pytest.approx(10356.519, abs=1e-3)
    assert result["lower_bound"] < result["estimate"]
    assert result["level"] == 0.95


def test_the_stated_grid_gives_the_mean_of_the_package_in_r(habeas: Run, lists: Path) -> None:
    run = habeas("estimate", lists, "--method", "dga", "--max-missing", "88000", "--level", "0.9", "--json")
    (result,) = json.loads(run.stdout)["results"]
    assert result["level"] == 0.9
    assert "mean" in result["details"]
    assert habeas("estimate", lists, "--method", "dga", "--json").stdout.count('"mean"') == 0


def test_the_terminal_shows_range_bound_assumption_and_how_to_repeat(habeas: Run, lists: Path) -> None:
    shown = habeas("estimate", lists, "--method", "dga", "--seed", "7").stdout
    assert "9,830 to 16,500" in shown
    assert "8,193" in shown
    assert "Assumed: " in shown
    assert f"habeas estimate {lists} --method dga --level 0.95 --seed 7" in shown
    assert "\\x" not in shown


def test_a_refusal_ends_with_1_and_gives_no_number_anywhere(habeas: Run, tmp_path: Path) -> None:
    path = tmp_path / "thin.csv"
    path.write_text(THIN, "utf-8")
    (result,) = json.loads(habeas("estimate", path, "--method", "dga", "--json", code=1).stdout)["results"]
    assert result["estimate"] is result["low"] is result["high"] is None
    assert "guesswork" in result["refused"]
    assert result["lower_bound"] > 98
    assert not {"median", "quantiles", "estimate", "mean"} & set(result["details"])
    shown = habeas("estimate", path, "--method", "dga", code=1).stdout
    assert "No number from dga" in shown
    assert "habeas estimate" in shown


def test_an_override_is_printed_first(habeas: Run, tmp_path: Path) -> None:
    path = tmp_path / "thin.csv"
    path.write_text(THIN, "utf-8")
    run = habeas("estimate", path, "--method", "dga", "--override", "the lists were matched by hand", "--json")
    (result,) = json.loads(run.stdout)["results"]
    assert "the lists were matched by hand" in result["warnings"][0]
    assert result["estimate"] > 98


def test_two_lists_need_a_statement(habeas: Run, tmp_path: Path) -> None:
    path = tmp_path / "two.csv"
    path.write_text("a,b,count\n1,1,60\n1,0,40\n0,1,50\n", "utf-8")
    habeas("estimate", path, "--method", "chapman", code=1)
    run = habeas("estimate", path, "--method", "chapman", "--independence", "a census and a survey", "--json")
    (result,) = json.loads(run.stdout)["results"]
    assert result["estimate"] == pytest.approx(101 * 111 / 61 - 1)
    assert "a census and a survey" in result["assumption"]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a,b,count\n1,2,3\n", "line 2"),
        ("a,b,count\n1,1,-3\n", "line 2"),
        ("a,a,count\n1,1,3\n", "two lists are called a"),
        ("", "line 1"),
    ],
)
def test_a_bad_file_is_one_line_and_2(habeas: Run, tmp_path: Path, text: str, line: str) -> None:
    path = tmp_path / "bad.csv"
    path.write_text(text, "utf-8")
    done = habeas("estimate", path, code=2)
    assert line in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "options",
    [
        ("--method", "guess"),
        ("--level", "2"),
        ("--dependent", "EXH"),
        ("--dependent", "EXH,nobody"),
        ("--unit", "people"),
        ("--max-missing", "0"),
    ],
)
def test_wrong_use_is_one_line_and_2(habeas: Run, lists: Path, options: tuple[str, ...]) -> None:
    assert len(habeas("estimate", lists, *options, code=2).stderr.splitlines()) == 1


def test_what_is_no_text_or_not_there_is_2(habeas: Run, tmp_path: Path) -> None:
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00a,b")
    habeas("estimate", tmp_path / "bytes.csv", code=2)
    habeas("estimate", tmp_path / "none.csv", code=2)
    habeas("estimate", tmp_path, code=2)


def test_a_page_of_a_file_is_written_with_its_pictures(habeas: Run, lists: Path, tmp_path: Path) -> None:
    habeas("estimate", lists, "--method", "dga", "-o", tmp_path / "page")
    page = (tmp_path / "page" / "index.html").read_text("utf-8")
    assert page.count("<svg") == 4
    assert "9,830 to 16,500" in page
    assert "--seed" in page


def test_a_case_is_told_why_it_carries_no_number(habeas: Run, report: Report, tmp_path: Path) -> None:
    for name, publisher in (("one", "Daily Test"), ("two", "Test Weekly")):
        report(name, "Detainees were tortured in the police station in Kupiansk, a survivor said.", publisher=publisher)
    case = tmp_path / "case"
    habeas("init", case)
    habeas("-C", case, "add", tmp_path / "in")
    habeas("-C", case, "estimate", code=2)
    habeas("-C", case, "build")
    said = json.loads(habeas("-C", case, "estimate", "--json", code=1).stdout)
    assert said["unit"] == "sites"
    assert {row["estimate"] for row in said["results"]} == {None}
    assert all(row["refused"] for row in said["results"])
    assert "No number from" in habeas("-C", case, "estimate", "--by", "region", code=1).stdout
    habeas("-C", case, "estimate", "--unit", "deaths", code=1)
    habeas("-C", case, "estimate", "--unit", "trees", code=2)
    habeas("-C", case, "export", "report", "-o", tmp_path / "report")
    page = (tmp_path / "report" / "unseen.html").read_text("utf-8")
    assert "No number can be given" in page
