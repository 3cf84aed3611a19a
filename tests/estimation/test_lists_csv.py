"""Capture tables from CSV: both forms agree, and whatever is wrong is named with its line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.estimation.lists_csv import table_from_csv
from habeas.estimation.tables import CaptureTable, TableError

COUNTED = "press,families,court,count\n1,1,0,4\n0,1,1,2\n0,0,0,0\n1,0,0,9\n"


def test_counts():
    assert table_from_csv(COUNTED) == CaptureTable.from_counts(
        ["press", "families", "court"], {"110": 4, "011": 2, "100": 9}
    )


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_a_byte_order_mark_and_windows_lines(separator):
    assert table_from_csv("\ufeff" + COUNTED.replace(",", separator).replace("\n", "\r\n")) == table_from_csv(COUNTED)


def test_individuals_with_or_without_ids_are_the_same_table():
    rows = ["1,1,0"] * 4 + ["0,1,1"] * 2 + ["1,,"] * 9
    plain = "press,families,court\n" + "\n".join(rows)
    named = "ID,press,families,court\n" + "\n".join(f"U{i},{row}" for i, row in enumerate(rows))
    assert table_from_csv(plain) == table_from_csv(named) == table_from_csv(COUNTED)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "line 1 must name the lists"),
        ("count\n3\n", "line 1 must name the lists"),
        ("a,a,count\n1,1,3\n", "two lists are called a"),
        ("a,,count\n1,1,3\n", "needs a name"),
        ("a,b,count,Count\n1,1,3,3\n", "two columns"),
        ("a,b,count\n1,1\n", "line 2 has 2 columns"),
        ("a,b,count\n1,1,3\n\n1,2,3\n", "line 4 holds '2'"),
        ("a,b,count\n1,1,1.5\n", "line 2: the count '1.5'"),
        ("a,b,count\n1,1,-4\n", "line 2: the count '-4'"),
        ("a,b,count\n1,1,٤\n", "line 2: the count"),
        ("a,b,count\n1,1,4\n1,1,5\n", "stands twice"),
        ("a,b,count\n0,0,4\n", "nobody has seen"),
        ("a,b\n1,1\n0,0\n", "line 3 is on no list"),
        ("id,a,b\nU1,1,1\nU1,1,0\n", "line 3: an id"),
        ('a,b,count\n1,"1,3\n', "line"),
    ],
)
def test_what_is_wrong_is_named(text, says):
    with pytest.raises(TableError, match=says) as found:
        table_from_csv(text)
    assert "\n" not in str(found.value)


@settings(deadline=None)
@given(st.text(alphabet='01,;ab\n"\r\tcount ', max_size=60))
def test_any_text_is_a_table_or_a_one_line_error(text):
    try:
        assert table_from_csv(text).t >= 1
    except TableError as wrong:
        assert "\n" not in str(wrong)  # noqa: PT017
