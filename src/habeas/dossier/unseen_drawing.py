"""Pictures of the page on the undocumented, as lines and boxes for a template to draw: overlaps of lists, and totals.

Overlaps (UpSet): a column for each combination of lists, its bar the units on exactly these lists, its dots the lists.
Totals: for each method the spread of its draws over a logarithmic axis, with interval and number below.
"""

from collections.abc import Sequence
from math import ceil, floor, log, log10

import msgspec

from habeas.dossier.unseen import Answer, Unseen

LETTERS = "ABCDEFGHIJKLMNOP"
BINS = 64
HILL, ROW = 40, 92
"""Height of the highest hill, and of a method's row, in pixels."""
_STEPS = (1, 2, 5)


def pictures(unseen: Unseen) -> dict[str, object]:
    """Everything that the template draws, for wide and for narrow screens."""
    return {
        "wide": overlaps(unseen, 1000, names=True), "narrow": overlaps(unseen, 358, names=False),
        "wide_totals": totals(unseen, 1000), "narrow_totals": totals(unseen, 358), "letters": LETTERS,
    }  # fmt: skip


class Dot(msgspec.Struct, frozen=True):
    """A list in a combination, or not."""

    y: float
    on: bool


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A combination of lists."""

    x: float
    top: float
    height: float
    count: int
    dots: list[Dot]
    line: tuple[float, float] | None
    """From the highest to the lowest list in it, where there are several."""


class Line(msgspec.Struct, frozen=True):
    """A list's row."""

    letter: str
    name: str
    y: float


class Overlaps(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing of overlaps."""

    width: int
    height: int
    left: float
    base: float
    """Where the bars stand."""
    bar: float
    columns: list[Column]
    rows: list[Line]
    end: float
    """Where the last column ends."""
    left_out: int
    """Combinations that are not drawn, those of fewest units."""
    left_out_units: int


def overlaps(unseen: Unseen, width: int, names: bool) -> Overlaps:
    """The overlaps in `width` pixels; `names`: whether names stand beside the letters of the lists."""
    left, bars, row, step = (262 if names else 26), 120, 22, (34 if names else 26)
    most = max(1, floor((width - left - 8) / step))
    shown, rest = unseen.patterns[:most], unseen.patterns[most:]
    highest = max((count for _, count in shown), default=1)
    base = bars + 22.0
    at = [base + 20 + row * place for place in range(len(unseen.lists))]
    columns = []
    for place, (lists, count) in enumerate(shown):
        height = max(2.0, bars * count / highest)
        columns.append(
            Column(
                x=left + step * (place + 0.5), top=round(base - height, 1), height=round(height, 1), count=count,
                dots=[Dot(y, one in lists) for one, y in enumerate(at)],
                line=(at[min(lists)], at[max(lists)]) if len(lists) > 1 else None,
            )
        )  # fmt: skip
    rows = [
        Line(letter, _short(one.name) if names else "", y)
        for letter, one, y in zip(LETTERS, unseen.lists, at, strict=False)
    ]
    return Overlaps(
        width=width, height=round(at[-1] + 18) if at else 40, left=left, base=base, bar=step * 0.62,
        columns=columns, rows=rows, end=left + step * len(columns),
        left_out=len(rest), left_out_units=sum(count for _, count in rest),
    )  # fmt: skip


def _short(name: str) -> str:
    return name if len(name) <= 34 else name[:33] + "…"


class Hill(msgspec.Struct, frozen=True, kw_only=True):
    """A method's row."""

    method: str
    words: str
    y: float
    """Of its axis."""
    path: str
    """The spread of its draws; empty where it has none."""
    low: float
    middle: float
    high: float


class Totals(msgspec.Struct, frozen=True, kw_only=True):
    """The drawing of totals."""

    width: int
    height: int
    hills: list[Hill]
    ticks: list[tuple[float, int]]
    seen: float
    least: float | None


def totals(unseen: Unseen, width: int) -> Totals | None:
    """The spread of each method's draws; None where no method has a number."""
    told = [answer for answer in unseen.told if answer.span]
    if not told or not unseen.n:
        return None
    first, last = unseen.n * 0.94, max(_end(answer) for answer in told) * 1.08
    axis = _Axis(log(first), log(last), 8, width - 16)
    hills = [_hill(answer, ROW * place + HILL + 42, axis) for place, answer in enumerate(told)]
    ticks = [(axis.at(value), value) for value in _ticks(first, last, 4 if width < 500 else 9)]
    least = axis.at(unseen.least) if unseen.least is not None and first < unseen.least < last else None
    return Totals(
        width=width, height=ROW * len(told) + 26, hills=hills, ticks=ticks, seen=axis.at(unseen.n), least=least
    )


class _Axis(msgspec.Struct, frozen=True):
    first: float
    last: float
    left: float
    length: float

    def at(self, total: float) -> float:
        """Where a total stands, in pixels."""
        share = (log(total) - self.first) / (self.last - self.first)
        return round(self.left + self.length * min(1.0, max(0.0, share)), 1)


def _end(answer: Answer) -> float:
    return answer.span[2] if answer.span else 1.0


def _hill(answer: Answer, y: float, axis: _Axis) -> Hill:
    low, middle, high = answer.span or (1.0, 1.0, 1.0)
    return Hill(
        method=answer.method, words=f"about {answer.about}, {answer.interval}", y=y, path=_path(answer.totals, y, axis),
        low=axis.at(low), middle=axis.at(middle), high=axis.at(high),
    )  # fmt: skip


def _path(draws: Sequence[float], y: float, axis: _Axis) -> str:
    """The draws counted in bins of equal width on the axis, as one closed line; what lies beyond its end is left out."""
    if not draws:
        return ""
    bins, size = [0] * BINS, (axis.last - axis.first) / BINS
    for total in draws:
        place = floor((log(total) - axis.first) / size) if total > 0 else -1
        if 0 <= place < BINS:
            bins[place] += 1
    highest = max(bins) or 1
    step = axis.length / BINS
    points = [f"{axis.left + step * (i + 0.5):.1f} {y - HILL * count / highest:.1f}" for i, count in enumerate(bins)]
    return f"M{axis.left:.1f} {y:.1f}L{'L'.join(points)}L{axis.left + axis.length:.1f} {y:.1f}Z"


def _ticks(first: float, last: float, most: int) -> list[int]:
    """Round numbers within the axis, at most so many, evenly left out."""
    powers = range(floor(log10(first)), ceil(log10(last)) + 1)
    fine = [step * 10**power for power in powers for step in range(1, 10) if power >= 0]
    coarse = [step * 10**power for power in powers for step in _STEPS if power >= 0]
    inside = [[value for value in values if first <= value <= last] for values in (fine, coarse)]
    for found in inside:
        if 2 <= len(found) <= most:
            return found
    found = inside[0] if len(inside[0]) >= 2 and len(inside[1]) < 2 else inside[1]
    return found[:: ceil(len(found) / most)] if found else []
