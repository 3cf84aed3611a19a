"""Weights and annotated reports that an enemy wrote: one line says what is wrong, and nothing is learned from it."""

from pathlib import Path

import pytest

from habeas.model.errors import HabeasError
from habeas.reading.language import Detector
from habeas.reading.learning.annotated import load as load_report
from habeas.reading.learning.chain import learn
from habeas.reading.learning.folds import told_together
from habeas.reading.weights import load


@pytest.mark.parametrize(
    "words", ["nan", "inf", "-inf", "1e308", "true", '"heavy"', "[" * 100_000, "[1]", "0.5\n" + "#" * (5 << 20)]
)
def test_what_weighs_nothing_sound_is_refused(words: str, tmp_path: Path) -> None:
    (tmp_path / "claims.toml").write_text(f'"a" = {words}\n', "utf-8")
    with pytest.raises(HabeasError, match=r"claims\.toml: no file of weights"):
        load(tmp_path)


def test_a_device_is_no_file_of_weights(tmp_path: Path) -> None:
    (tmp_path / "claims.toml").symlink_to("/dev/zero")
    with pytest.raises(HabeasError, match="not a plain file"):
        load(tmp_path)


@pytest.mark.parametrize("data", ["{}", "[[", "[1]", '["a"]', '[{"reports": 1}]', "[" * 100_000, '[{"twins": [1]}]'])
def test_what_is_no_list_of_cases_is_refused(data: str, tmp_path: Path) -> None:
    (tmp_path / "together.json").write_text(data, "utf-8")
    with pytest.raises(HabeasError, match=r"together\.json: no list of cases"):
        told_together(tmp_path / "together.json")


def test_reports_that_tell_nothing_teach_nothing() -> None:
    assert learn([], 1.0, 10) == {}


def test_reports_of_a_case_and_twins_stay_together(tmp_path: Path) -> None:
    (tmp_path / "together.json").write_text(
        '[{"reports": ["a", "b"], "twins": [["c", "d", 0.9]]}, {"reports": {"e": 1}}]', "utf-8"
    )
    assert told_together(tmp_path / "together.json") == [["a", "b"], ["c", "d"], ["e"]]


def test_a_report_too_deep_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text('{"id": "a", "lang": "en", "text": "t", "x": ' + "[" * 100_000, "utf-8")
    with pytest.raises(HabeasError, match=r"a\.json: no annotated report"):
        load_report(tmp_path / "a.json", Detector())
