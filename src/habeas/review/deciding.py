"""A decision at the door: its verdict, what it is about and its value must fit together, or it is refused in one line."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from habeas.model.decision import CLAIM_VERDICTS, PAIR_VERDICTS, VERDICTS, Decision, Target, decision_id
from habeas.model.errors import HabeasError
from habeas.model.visible import hides
from habeas.review.correcting import MOST, check
from habeas.vocabulary import vocabulary

LONGEST = 4000
"""Characters of a reason."""
AUTHOR = 200
"""Characters of the name of who decides."""
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?Z")
_ITEM = re.compile(r"[0-9a-f]{64}")
_ID = re.compile(r"[A-Z]-[0-9A-Z]{16}")


def decision(data: bytes | dict[str, Any], *, at: str, by: str | None) -> Decision:
    """The decision in a line of JSON or a table. `at`, `by`: for one that does not say itself when and by whom.

    Raises HabeasError that says what is wrong with it.
    """
    try:
        table = msgspec.json.decode(data, type=dict[str, Any]) if isinstance(data, bytes) else data
        whole = msgspec.convert({"at": at, "by": by or "", "reason": "", **table, "id": ""}, Decision)
        msgspec.json.encode(whole)
    except UnicodeEncodeError as e:
        raise HabeasError("not a decision: it holds bytes that are no text; write it in UTF-8") from e
    except RecursionError as e:
        raise HabeasError("not a decision: its tables and lists stand too deep in each other") from e
    except (msgspec.MsgspecError, UnicodeDecodeError) as e:
        raise HabeasError(f"not a decision: {e}") from e
    for fault in (_plain, _aimed, _valued):
        fault(whole)
    if whole.at[:10] > at[:10]:
        raise HabeasError(
            f"a decision of {whole.at[:10]} is of a day to come: it would outrank all that are made until then"
        )
    return replace(whole, id=decision_id(whole))


def _plain(one: Decision) -> None:
    if one.verdict not in VERDICTS:
        raise HabeasError(f"no verdict {one.verdict[:40]!r}: one of {', '.join(VERDICTS)}")
    if not one.by.strip() or any(map(hides, one.by)):
        raise HabeasError("a decision says who made it: give --by NAME")
    if len(one.by) > AUTHOR:
        raise HabeasError(f"who made a decision is told in at most {AUTHOR} characters")
    if not _is_time(one.at):
        raise HabeasError(f"{one.at[:40]!r} is no time: write it as 2026-01-31T09:00:00Z")
    if len(one.reason) > LONGEST:
        raise HabeasError(f"a reason has at most {LONGEST} characters")
    if one.verdict in ("reject", "undo", "release", "exculpatory", *PAIR_VERDICTS) and not one.reason.strip():
        raise HabeasError(f"{one.verdict} needs a reason: give --reason")


def _is_time(at: str) -> bool:
    try:
        datetime.fromisoformat(at)
    except ValueError:
        return False
    return bool(_TIME.fullmatch(at))


def _aimed(one: Decision) -> None:
    target = one.target
    if one.verdict == "undo":
        if target is not None:
            raise HabeasError("undo has no target: its value is the id of the decision that it undoes")
    elif target is None or not _AIMS[_sort(one.verdict)](target):
        raise HabeasError(f"{one.verdict} needs as its target {_NEEDS[_sort(one.verdict)]}")


def _sort(verdict: str) -> str:
    return "claim" if verdict in CLAIM_VERDICTS else "pair" if verdict in PAIR_VERDICTS else verdict


def _at_claim(target: Target) -> bool:
    passage = target.passage
    good = passage is not None and 0 <= passage.start < passage.end <= MOST and 0 <= target.repeat <= MOST
    named = bool(target.item and _ITEM.fullmatch(target.item)) and target.type in vocabulary("claim_types")
    return good and named and not target.entities and not target.origins


def _at_pair(target: Target) -> bool:
    pair = target.entities or target.origins
    two = len(pair) == 2 and pair[0] != pair[1] and all(map(_ID.fullmatch, pair)) and pair[0][0] == pair[1][0]
    letter = pair[0][0] if two else ""
    alone = target in (Target(entities=pair), Target(origins=pair))
    return two and alone and letter in ("SUPB" if target.entities else "O")


def _at_person(target: Target) -> bool:
    alone = len(target.entities) == 1 and target == Target(entities=target.entities)
    return alone and bool(re.fullmatch(r"P-[0-9A-Z]{16}", target.entities[0]))


_AIMS: dict[str, Callable[[Target], bool]] = {"claim": _at_claim, "pair": _at_pair, "release": _at_person}
_NEEDS = {
    "claim": "a claim: item, passage and type",
    "pair": "two ids of one kind: two entities or two origins",
    "release": "the id of one person",
}


def _valued(one: Decision) -> None:
    if one.verdict == "correct":
        check(one.value)
    elif one.verdict == "grade":
        _grade(one.value)
    elif one.verdict == "undo":
        if not isinstance(one.value, str) or not re.fullmatch(r"D-[0-9A-F]{16}", one.value):
            raise HabeasError("undo needs the id of a decision as its value: D- and 16 digits")
    elif one.value is not None:
        raise HabeasError(f"{one.verdict} takes no value")


def _grade(value: Any) -> None:
    good = isinstance(value, dict) and value and set(value) <= {"reliability", "credibility"}
    if (
        not good
        or value.get("reliability", "A") not in tuple("ABCDEF")
        or value.get("credibility", "1") not in tuple("123456")
    ):
        raise HabeasError('grade needs a value such as {"reliability": "B", "credibility": "2"} (A–F, 1–6)')
