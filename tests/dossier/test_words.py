"""Numbers, dates and addresses as a reader meets them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.dossier import words
from habeas.model.reading import Count, DateRange
from habeas.model.register import Tally
from habeas.model.visible import hides


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("2022-09-16", "2022-09-16", "16 September 2022"),
        ("2022-03-10", "2022-09-08", "10 March to 8 September 2022"),
        ("2021-12-30", "2022-01-02", "30 December 2021 to 2 January 2022"),
        ("2022-09-01", "2022-09-30", "September 2022"),
        ("2022-03-01", "2022-09-30", "March to September 2022"),
        ("2022-01-01", "2022-12-31", "2022"),
        ("2014-01-01", "2022-12-31", "2014 to 2022"),
        ("2022-02-24", None, "since 24 February 2022"),
        (None, "2022-09-08", "until 8 September 2022"),
        (None, None, ""),
    ],
)
def test_intervals(start: str | None, end: str | None, shown: str) -> None:
    assert words.dates(DateRange(start=start, end=end)) == shown


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2022-10-01T09:30:00Z", "1 October 2022, 09:30 UTC"),
        ("2022-10", "October 2022"),
        ("2022-13-40", ""),
        ("by Olena Vyhadana", ""),
        (None, ""),
    ],
)
def test_dates_keep_their_precision(iso: str | None, shown: str) -> None:
    assert words.date(iso) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (Count(op="at_least", n=23, of="sites"), "at least 23 places"),
        (Count(op="more_than", n=10, of="detainees"), "more than 10 people held"),
        (Count(op="about", n=50_000, of="people"), "about 50,000 people"),
        (Count(op="between", n=20, n2=40, of="dead"), "between 20 and 40 dead"),
        (Count(op="exactly", n=1, of="sites"), "1 place"),
    ],
)
def test_a_number_keeps_its_operator(count: Count, shown: str) -> None:
    assert words.count(count) == shown


def test_tallies_say_both_numbers_where_they_differ() -> None:
    assert words.tally(Tally(independent=2, at_most=3)) == "2 independent origins, at most 3"
    assert words.tally(Tally(independent=1, at_most=1)) == "1 independent origin"


@pytest.mark.parametrize("url", ["https://example.org/a?b=1#c", "http://example.org"])
def test_plain_addresses_become_links(url: str) -> None:
    assert words.linkable(url)


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//example.org", "https://", "https://a@example.org",
     "https://example.org/Person 7K3F", "https://example.org/\u202e", "java\nscript:x", "https://[x", "", None],
)  # fmt: skip
def test_other_addresses_stay_text(url: str | None) -> None:
    assert not words.linkable(url)


@given(st.text())
def test_a_line_is_one_line_in_one_direction(text: str) -> None:
    shown = words.line(text)
    assert not any(hides(c) for c in shown)
    if not any(hides(c) for c in text):
        assert shown == text


def test_a_character_that_hides_stands_as_its_code() -> None:
    assert words.line("a\u202eb\x1b[2J\n") == r"a\u202eb\x1b[2J\x0a"


def test_sizes() -> None:
    assert [words.size(n) for n in (0, 1, 999, 12_345, 999_960, 5_000_000_000)] == [
        "no bytes", "1 byte", "999 bytes", "12.3 kB", "1.0 MB", "5.0 GB",
    ]  # fmt: skip
