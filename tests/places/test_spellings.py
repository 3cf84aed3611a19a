"""The labelled spellings are understood: of the development half hardly one is wrong, of the held-out half few."""

import pytest
from bench.places import TARGET, score, spellings


@pytest.mark.parametrize(("held_out", "least"), [(False, 0.99), (True, TARGET)])
def test_spellings_find_their_place_or_none(held_out: bool, least: float) -> None:
    rows = [row for row in spellings() if row.held_out == held_out]
    right, wrong, missed = score(rows)
    there = sum(row.at is not None for row in rows)
    precision, recall = right / (right + len(wrong)), right / there
    assert 2 * precision * recall / (precision + recall) >= least, [
        row.name for row in (*wrong, *missed) if not held_out
    ]


def test_there_are_enough_of_all_sorts() -> None:
    rows = spellings()
    assert len(rows) >= 300
    assert {row.language for row in rows} == {"en", "nl", "uk", "ru", "de", "fr", "pl"}
    assert sum(row.at is None for row in rows) >= 0.4 * len(rows)
