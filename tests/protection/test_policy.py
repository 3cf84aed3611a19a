import pytest
from covering_cases import told

from habeas.model.ids import label
from habeas.model.passage import Passage
from habeas.protection.labels import labels
from habeas.protection.policy import shown_by_name
from making import report

READING = report("one", "Mayor Vira Zolotarenko spoke.")
CUE = Passage(0, 5)


@pytest.mark.parametrize(
    ("roles", "public", "cue", "released", "shown"),
    [
        ([], None, None, False, False),
        (["official"], None, None, False, False),
        (["official"], "office", CUE, False, True),
        (["official"], "office", None, False, False),
        (["official"], "office", Passage(0, 900), False, False),
        (["official"], "office", Passage(3, 3), False, False),
        (["official"], "fame", CUE, False, False),
        (["journalist"], "journalist", CUE, False, True),
        (["other"], "spokesperson", CUE, False, True),
        (["other"], None, CUE, False, False),
        (["official", "victim"], "office", CUE, False, False),
        (["journalist", "witness"], "journalist", CUE, False, False),
        (["relative", "official"], "office", CUE, False, False),
        (["alleged_perpetrator"], None, None, False, False),
        (["alleged_perpetrator", "official"], "office", CUE, False, False),
        (["alleged_perpetrator"], None, None, True, True),
        (["alleged_perpetrator", "victim"], "office", CUE, True, False),
        (["witness"], None, None, True, False),
    ],
)
def test_nobody_is_shown_without_a_public_ground(roles, public, cue, released, shown):
    assert shown_by_name([(told(roles, public, cue), READING)], released=released) is shown


def test_a_role_in_another_document_seals_an_official():
    accounts = [(told(["official"], "office", CUE), READING), (told(["victim"]), READING)]
    assert not shown_by_name(accounts)
    assert shown_by_name(accounts[:1])


def test_labels_are_unique_and_do_not_depend_on_order():
    people = ["P-7K3F111111111111", "P-7K3F111122222222", "P-AAAA000000000000"]
    given = labels(people)
    assert given == labels(reversed(people))
    assert len(set(given.values())) == 3
    assert given["P-AAAA000000000000"] == label("P-AAAA000000000000")
    assert len(given[people[0]]) > len("Person 7K3F")
