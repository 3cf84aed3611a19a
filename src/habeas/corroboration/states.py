"""The corroboration state of a finding, by the printed rules of data/states.toml.

It depends on the finding's claims, its denials, and how its origins are counted and graded; it is computed anew whenever
one of them changes, and never says proven.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from habeas.corroboration.support import Support
from habeas.corroboration.told import Told
from habeas.corroboration.words import data
from habeas.model.register import FindingPart, Tally


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


def state(found: Inputs, rules: Sequence[Mapping[str, Any]] | None = None) -> str:
    """The state of the first rule all of whose conditions hold. `rules`: a table of the form of data/states.toml."""
    for rule in rules or data("states")["rule"]:
        if all(getattr(found, name) >= least for name, least in rule.items() if name not in ("state", "says")):
            return str(rule["state"])
    return "recorded"
