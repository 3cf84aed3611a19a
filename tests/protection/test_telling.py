"""The covering and the last look never disagree."""

import pytest
from covering_cases import covering, official, person, plain

from habeas.protection import leaks
from making import report

PEOPLE = [
    person(1, "Ostap Hrechanyi", "victim"),
    person(2, "Yanvar R.", "victim"),
    person(3, "Vlada Bezimenna", "witness"),
    person(4, "Zorian al-Vyhadan", "victim"),
    official(5, "Roman Zolotarenko"),
]
KNOWN = report(
    "known",
    "Mayor Roman Zolotarenko met Ostap Hrechanyi, Yanvar R., Vlada Bezimenna, Zorian al-Vyhadan.",
    people=PEOPLE,
)
ORDINARY = [
    "Це сталося 5 січня, влада мовчала.",
    "Январь был холодным, в январе и к январю власть молчала.",
    "Zolotarenko spoke of Roman law.",
    "Zolotarenko met Roman Zolotarenko's deputy.",
    "Vlada spoke.",
]
NAMING = [
    "hrechanyi",
    "Гречаним",
    "vlada bezimenna",
    "Безіменною, Владою",
    "безіменної влади",
    "Zorian al-Vyhadan",
    "Vyhadan",
    "held by Hrechanyi's guards",
]


def case(text: str, **more: object):
    return covering(KNOWN, report("other", text, language="uk", **more))


@pytest.mark.parametrize("text", ORDINARY)
def test_what_means_something_else_is_no_leak(text: str) -> None:
    assert leaks(case(text), [("page.html", text.encode())]) == []


@pytest.mark.parametrize("text", NAMING)
def test_what_the_last_look_finds_is_covered_in_any_document(text: str) -> None:
    sealed = case(text)
    assert leaks(sealed, [("page.html", text.encode())])
    item = next(r.document.item for r in sealed._readings.values() if r.document.id == "other")
    for covered in (sealed.document(item).text, sealed.line(text)):
        assert covered != text
        assert leaks(sealed, [("page.html", covered.encode())]) == []


def test_an_open_mention_does_not_show_whom_it_tells() -> None:
    text = "Roman Zolotarenko, mayor, and an aide of Hrechanyi"
    sealed = case(text, people=[official(1, "Roman Zolotarenko", "official") | {"words": text}])
    item = next(r.document.item for r in sealed._readings.values() if r.document.id == "other")
    covered = plain(sealed.document(item).text)
    assert "Roman Zolotarenko" in covered
    assert "Hrechanyi" not in covered


def test_two_cells_of_a_table_make_no_name() -> None:
    sealed = covering(report("one", "Roman Vlada", people=[person(1, "Roman Vlada")]))
    assert leaks(sealed, [("page.html", b"<td>Roman</td><td>Vlada</td>")]) == []
    assert leaks(sealed, [("page.html", b"<td>Roman <b>Vlada</b></td>")])


def test_ids_make_no_name() -> None:
    sealed = covering(report("one", "Zerkhan Karenty", people=[person(1, "Zerkhan Karenty")]))
    assert leaks(sealed, [("page.html", b"ZERKHAN")])
    assert leaks(sealed, [("S-0ZERKHAN00000000.html", b"see S-0ZERKHAN00000000")]) == []


@pytest.mark.parametrize("name", ["Rosgvardia", "OMON", "Interfax-Ukraine", "Wagner Group", "rosgvardia"])
def test_canonical_names_of_formations_and_organisations_are_public(name: str) -> None:
    assert case("Nobody spoke.").line(name) == name
