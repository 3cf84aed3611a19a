"""The corroboration state of a finding, by the printed rules of data/states.toml.

It depends on the finding's claims, its denials, and how its origins are counted and graded; it is computed anew whenever
one of them changes, and never says proven.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from habeas.corroboration.support import Support
from habeas.corroboration.told import Told
from habeas.corroboration.words import data
from habeas.model.errors import HabeasError
from habeas.model.register import FindingPart, StateRule, Tally
from habeas.model.visible import hides, visible

MOST, LONGEST, HIGHEST = 40, 300, 1000
"""Rules that a team may give, characters of a rule's sentence, the highest number in a condition."""


class Inputs(NamedTuple):
    """What a state is derived from; each is a condition that a rule may name."""

    denials: int
    independent: int
    credible: int
    first_hand: int
    kinds: int
    parted: int


def inputs(claims: Sequence[Told], denials: int, parts: Sequence[FindingPart], support: Support) -> Inputs:
    """The inputs of a finding's state."""
    graded = support.graded(claims)
    credible = support.tally(graded).independent
    first_hand: list[str] = data("states")["credible"]["first_hand"]
    return Inputs(
        denials=denials,
        independent=support.tally(claims).independent,
        credible=credible,
        first_hand=sum(support.kinds[origin] in first_hand for origin in {support.place[told.id] for told in graded}),
        kinds=len(support.of_kinds(graded)),
        parted=_parted(graded, credible, parts, support) if credible > 1 else 0,
    )


def _parted(graded: Sequence[Told], credible: int, parts: Sequence[FindingPart], support: Support) -> int:
    """In how many aspects no single answer has two independent credible origins, though the whole has."""
    known = {told.id: told for told in graded}
    best: dict[str, Tally] = {}
    for part in parts:
        answer = support.tally(known[one] for one in part.claims if one in known)
        best[part.what] = max(best.get(part.what, answer), answer, key=lambda t: t.independent)
    return sum(tally.independent < min(credible, 2) for tally in best.values())


def in_force(rules: Sequence[Mapping[str, Any]] | None = None) -> list[StateRule]:
    """The rules in their order. `rules`: in the form of `[[rule]]` in data/states.toml, which holds without them."""
    return [
        StateRule(
            id=f"{number:02}",
            state=str(rule["state"]),
            says=str(rule.get("says", "")),
            least={name: int(rule[name]) for name in Inputs._fields if name in rule},
        )
        for number, rule in enumerate(rules or data("states")["rule"], 1)
    ]


def ruling(found: Inputs, rules: Sequence[StateRule]) -> StateRule | None:
    """The first rule all of whose conditions hold; None where none does, which leaves a finding `recorded`."""
    return next((r for r in rules if all(getattr(found, name) >= n for name, n in r.least.items())), None)


def own_rules(told: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rules of a team's own table. Raises HabeasError, in one line, for what is no list of rules, or asks for less.

    A team may ask for more than the shipped rules do, in another order and in its own words, but no state is to be had for
    less than its definition says (`[least]` in data/states.toml), and a denial outranks everything.
    """
    rules = told.get("rule")
    if told.keys() != {"rule"} or not isinstance(rules, list) or not 0 < len(rules) <= MOST:
        raise HabeasError(f"it holds 1 to {MOST} tables [[rule]] and nothing else")
    for number, rule in enumerate(rules, 1):
        wrong = _wrong(rule) if isinstance(rule, dict) else "it is no table"
        if wrong:
            raise HabeasError(f"rule {number}: {wrong}")
    if {name: rules[0].get(name) for name in ("state", *Inputs._fields)} != {
        "state": "contested", **dict.fromkeys(Inputs._fields), "denials": 1,
    }:  # fmt: skip
        raise HabeasError("rule 1: it has to be that of contested with denials = 1, for a denial outranks everything")
    return rules


def _wrong(rule: Mapping[str, Any]) -> str | None:
    """What is wrong with a rule of a team."""
    least: dict[str, dict[str, int]] = data("states")["least"]
    state, says = rule.get("state"), rule.get("says", "")
    if not isinstance(state, str) or state not in least:
        return f"state is one of {', '.join(least)}"
    if not isinstance(says, str) or len(says) > LONGEST or any(map(hides, says)):
        return f"says is one line of at most {LONGEST} characters"
    unknown = sorted(rule.keys() - {"state", "says", *Inputs._fields})
    if unknown:
        return f"{visible(unknown[0][:40])} is no condition; there are {', '.join(Inputs._fields)}"
    for name in Inputs._fields:
        asked, needed = rule.get(name, 0), least[state].get(name, 0)
        if type(asked) is not int or not 0 <= asked <= HIGHEST:
            return f"{name} is a number from 0 to {HIGHEST}"
        if asked < needed:
            return f"{state} asks for {name} = {needed} or more"
    return None
