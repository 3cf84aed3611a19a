"""What a correction may set: a value of a closed list, a number, days, or things that stand in the text.

What comes in here stands in the register, so no free words do: unnamed voices are told in a few visible characters.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from habeas.model.errors import HabeasError
from habeas.model.passage import Passage
from habeas.model.reading import Count, DateRange
from habeas.model.visible import hides
from habeas.vocabulary import vocabulary

ENTITY_FIELDS = {"site": ("sites",), "victims": ("people",), "perpetrators": ("people", "units")}
"""Fields of a claim that name things of the text, by passages, and the classes of those things."""
VOICES = "attribution"
VALUE_FIELDS: dict[str, Any] = {"type": str, "stance": str, "date": DateRange | None, "count": Count | None}
MOST = 10**9
"""The largest number, and the last place of a text, that anybody decides on."""
NAME = 300
"""Code points of a name."""
UNNAMED = 80
"""Characters that say what an unnamed voice is."""
THINGS = 1000
"""Things of the text in one correction."""


def check(value: Any) -> None:
    """Raises HabeasError for a correction that says no field, or a value that the field cannot have."""
    fields = (*ENTITY_FIELDS, VOICES, *VALUE_FIELDS)
    if not isinstance(value, dict) or set(value) != {"field", "value"} or value["field"] not in fields:
        raise HabeasError(f'correct needs a value {{"field": F, "value": V}} with F one of {", ".join(fields)}')
    field, new = value["field"], value["value"]
    try:
        if field in VALUE_FIELDS:
            _value(field, msgspec.convert(new, VALUE_FIELDS[field]))
        elif field == "site":
            _things([told] if (told := msgspec.convert(new, Passage | None)) else [])
        elif field == VOICES:
            _things(msgspec.convert(new, list[Passage | str]))
        else:
            _things(msgspec.convert(new, list[Passage]))
    except msgspec.ValidationError as e:
        raise HabeasError(
            f"the value of {field} does not fit: {e}; things of the text are given as [start, end]"
        ) from e


def _value(field: str, told: Any) -> None:
    lists = {"type": "claim_types", "stance": "stances"}
    if field in lists and told not in vocabulary(lists[field]):
        raise HabeasError(f"no {field} {told[:40]!r}: see `habeas.vocabulary` {lists[field]}")
    if isinstance(told, Count):
        _count(told)
    if isinstance(told, DateRange):
        _days(told)


def _count(told: Count) -> None:
    for what, key, listed in ("operator", told.op, "count_operators"), ("unit", told.of, "count_units"):
        if key not in vocabulary(listed):
            raise HabeasError(f"no {what} {key[:40]!r}: one of {', '.join(vocabulary(listed))}")
    if not all(0 <= n <= MOST for n in (told.n, told.n2 or 0)):
        raise HabeasError(f"a count is a number from 0 to {MOST:,}")
    if (told.op == "between") != (told.n2 is not None) or told.n > (told.n2 or MOST):
        raise HabeasError("between, and nothing else, needs a second number n2, the larger one")


def _days(told: DateRange) -> None:
    ends = [day for day in (told.start, told.end) if day is not None]
    try:
        whole = [date.fromisoformat(day).isoformat() for day in ends] == ends == sorted(ends)
    except ValueError:
        whole = False
    if not whole or not ends:
        raise HabeasError('a date is {"from": "2022-09-01", "to": "2022-09-30"}: days, the first one first')


def _things(told: Sequence[Passage | str]) -> None:
    if len(told) > THINGS:
        raise HabeasError(f"a correction names at most {THINGS} things")
    for one in told:
        if isinstance(one, Passage) and not (0 <= one.start < one.end <= min(one.start + NAME, MOST)):
            raise HabeasError(f"a thing of the text is named in 1 to {NAME} characters: give [start, end] of its name")
        if isinstance(one, str) and (not one.strip() or len(one) > UNNAMED or any(map(hides, one))):
            raise HabeasError(f"an unnamed voice is told in one line of 1 to {UNNAMED} visible characters")
