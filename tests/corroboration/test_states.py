"""A team's own rules: more may be asked for than the shipped ones do, never less."""

import re
import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.corroboration import own_rules
from habeas.corroboration.states import Inputs, in_force, ruling
from habeas.model.errors import HabeasError

CONTESTED = {"state": "contested", "denials": 1}
SHIPPED = tomllib.loads(files("habeas.corroboration").joinpath("data/states.toml").read_text("utf-8"))


def test_the_shipped_rules_could_be_a_teams_own() -> None:
    assert own_rules({"rule": SHIPPED["rule"]}) == SHIPPED["rule"]


def test_more_may_be_asked_for_in_other_words() -> None:
    strict = {"state": "corroborated", "credible": 3, "first_hand": 2, "says": "three, of which two saw it"}
    rules = in_force(own_rules({"rule": [CONTESTED, strict]}))
    assert [(rule.id, rule.says) for rule in rules] == [("01", ""), ("02", "three, of which two saw it")]
    assert ruling(Inputs(0, 3, 2, 2, 1, 0), rules) is None
    assert ruling(Inputs(0, 3, 3, 2, 1, 0), rules) == rules[1]
    assert ruling(Inputs(1, 3, 3, 2, 1, 0), rules) == rules[0]


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ([], "1 to 40 tables"),
        ("contested", "1 to 40 tables"),
        ([CONTESTED] * 41, "1 to 40 tables"),
        ([{"state": "recorded"}], "rule 1: it has to be that of contested"),
        ([{**CONTESTED, "credible": 5}], "rule 1: it has to be that of contested"),
        ([CONTESTED, 7], "rule 2: it is no table"),
        ([CONTESTED, {"state": "judicially_established"}], "rule 2: state is one of contested"),
        ([CONTESTED, {"state": ["corroborated"]}], "rule 2: state is one of contested"),
        ([CONTESTED, {"state": "corroborated", "independent": 9}], "corroborated asks for credible = 2 or more"),
        ([CONTESTED, {"state": "recorded", "independant": 2}], "independant is no condition"),
        ([CONTESTED, {"state": "recorded", "independent": True}], "independent is a number"),
        ([CONTESTED, {"state": "recorded", "independent": -1}], "independent is a number"),
        ([CONTESTED, {"state": "recorded", "independent": 10**9}], "independent is a number"),
        ([CONTESTED, {"state": "recorded", "says": "two\nlines"}], "says is one line"),
        ([CONTESTED, {"state": "recorded", "says": 7}], "says is one line"),
        ([CONTESTED, {"state": "recorded", "\u202eevil": 7}], r"\\u202eevil is no condition"),
    ],
)
def test_what_is_no_list_of_rules_is_one_clear_line(rules: object, why: str) -> None:
    with pytest.raises(HabeasError, match=re.escape(why) if "u202e" not in why else why) as found:
        own_rules({"rule": rules})
    assert "\n" not in str(found.value)


def test_grades_that_make_an_origin_credible_are_not_a_teams_to_change() -> None:
    with pytest.raises(HabeasError, match="nothing else"):
        own_rules({"rule": [CONTESTED], "credible": {"source": ["F"]}})


@given(found=st.builds(Inputs, *[st.integers(0, 4)] * 6))
def test_no_rule_of_the_shipped_ones_gives_a_state_for_less_than_it_means(found: Inputs) -> None:
    rule = ruling(found, in_force())
    assert rule
    assert all(getattr(found, name) >= n for name, n in SHIPPED["least"][rule.state].items())
    assert (rule.state == "contested") == (found.denials > 0)
