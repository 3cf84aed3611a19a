import json

import pytest
from covering_cases import covering, official, person

from habeas.protection import leaks
from making import report

CASE = covering(
    report(
        "known",
        "Mayor Roman Zolotarenko met Ostap Hrechanyi and Inna Zolotarenko.",
        people=[
            official(3, "Roman Zolotarenko"),
            person(1, "Ostap Hrechanyi", "victim"),
            person(2, "Inna Zolotarenko", "witness"),
        ],
    )
)
PLANTED = [
    "<p>Hrechanyi</p>",
    "<p>Hre<b>cha</b>nyi</p>",
    "H&#114;echanyi",
    "&amp;#72;rechanyi",
    json.dumps({"a": "Гречаного"}),
    json.dumps({"a": "Гречаного"}, ensure_ascii=False),
    "https://site.example/hrechanyi-case",
    "%D0%93%D1%80%D0%B5%D1%87%D0%B0%D0%BD%D0%B8%D0%B9",
    "Hre\u00adchanyi",
    "HRECHANYI",
    "Inna Zolotarenko",
    "zolotarenko_inna",
    '<a title="Hretsjanyj">x</a>',
]


@pytest.mark.parametrize("planted", PLANTED)
def test_a_planted_name_is_found_and_not_repeated(planted):
    found = leaks(CASE, [("page.html", planted.encode())])
    assert len(found) == 1
    assert found[0].startswith("page.html: ")
    assert "hrechan" not in found[0].casefold()
    assert "zolotarenko" not in found[0].casefold()


def test_what_may_be_shown_is_no_leak():
    assert (
        leaks(CASE, [("page.html", b"<p>Mayor Roman Zolotarenko met Person 7K3F in Kharkiv, held by police.</p>")])
        == []
    )


def test_file_names_and_further_names_are_searched():
    assert len(leaks(CASE, [("hrechanyi.html", b"")])) == 1
    assert len(leaks(CASE, [("a.txt", "Марія Тестовенко".encode())], ["Maria Testovenko"])) == 1
    assert leaks(CASE, [("a.txt", "Марія говорила".encode())], ["Maria Testovenko"]) == []


def test_the_covered_texts_of_the_case_pass():
    item = next(iter(CASE._readings))
    assert leaks(CASE, [("text.txt", CASE.document(item).text.encode())]) == []
