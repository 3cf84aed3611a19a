"""Names from outside never rule the screen or the disk."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from habeas.intake import base_name, safe_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("звіт 1.txt", "звіт 1.txt"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("a\nb\tc\x1b[2J", "a\\x0ab\\x09c\\x1b[2J"),
        ("a\u200bb\u2028c\u00a0d", "a\\u200bb\\u2028c\\xa0d"),
        ("caf\udce9", "caf\\udce9"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_cannot_be_seen_is_shown(name: str, shown: str) -> None:
    assert safe_name(name) == shown


def test_a_long_name_keeps_its_beginning_and_its_ending() -> None:
    shown = safe_name("a" * 10_000 + ".docx", 40)
    assert len(shown) == 40
    assert shown.startswith("aaaa")
    assert shown.endswith(".docx")


@settings(deadline=None)
@given(name=st.text(alphabet=st.characters()), limit=st.integers(8, 100))
def test_every_name_is_one_harmless_line(name: str, limit: int) -> None:
    shown = safe_name(name, limit)
    assert len(shown) <= limit
    assert all(unicodedata.category(c)[0] != "C" and c not in "\u2028\u2029" for c in shown)
    shown.encode("utf-8")


@settings(deadline=None)
@given(name=st.text(alphabet="a./\\ 'ї"))
def test_a_base_name_is_never_a_path(name: str) -> None:
    base = base_name(name)
    assert base.strip(" .")
    assert not {"/", "\\"} & set(base)
