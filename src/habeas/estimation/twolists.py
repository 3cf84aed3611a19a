"""Two lists: Lincoln-Petersen and Chapman. Two lists cannot test whether they are independent of each other.

So neither gives a number without the user's own statement why the lists are independent; what can be said without it is
how the number moves with the odds ratio between them, and that table is always given.
"""

from math import sqrt

from habeas.estimation.bounds import lognormal
from habeas.estimation.results import Estimate, Note, Options, RefusalError
from habeas.estimation.tables import CaptureTable
from habeas.estimation.wording import say

ODDS = (0.25, 0.5, 1.0, 2.0, 4.0)


def estimate_chapman(table: CaptureTable, options: Options) -> Estimate:
    """(n1 + 1)(n2 + 1) / (m + 1) - 1, which exists without overlap and is nearly unbiased; variance of Seber (1970)."""
    return _estimate("chapman", table, options)


def estimate_lincoln_petersen(table: CaptureTable, options: Options) -> Estimate:
    """n1 n2 / m, the maximum-likelihood estimate."""
    return _estimate("lincoln_petersen", table, options)


def chapman(n1: int, n2: int, both: int) -> tuple[float, float]:
    """Chapman's total and its variance, from the sizes of two lists and their overlap."""
    total = (n1 + 1) * (n2 + 1) / (both + 1) - 1
    variance = (n1 + 1) * (n2 + 1) * (n1 - both) * (n2 - both) / ((both + 1) ** 2 * (both + 2))
    return total, variance


def lincoln_petersen(n1: int, n2: int, both: int) -> tuple[float, float] | None:
    """The total and the variance of Sekar and Deming; None without overlap."""
    return (n1 * n2 / both, n1 * n2 * (n1 - both) * (n2 - both) / both**3) if both else None


def by_pair(table: CaptureTable) -> list[dict[str, object]]:
    """Both estimates for every two lists: they should agree if all lists were independent."""
    rows: list[dict[str, object]] = []
    for (first, second), both in table.pairs.items():
        n1, n2 = (int(table.sizes[table.lists.index(name)]) for name in (first, second))
        total, variance = chapman(n1, n2, both)
        petersen = lincoln_petersen(n1, n2, both)
        rows.append(
            {
                "lists": [first, second],
                "sizes": [n1, n2],
                "both": both,
                "lincoln_petersen": petersen[0] if petersen else None,
                "chapman": total,
                "standard_error": sqrt(variance),
            }
        )
    return rows


def by_odds(table: CaptureTable) -> list[dict[str, float]]:
    """The total for odds ratios between two lists: above 1 a unit on one list is more likely to be on the other.

    With more lists the odds ratio of all of them at once plays the same part: it multiplies the unseen, and nothing
    that was observed depends on it.
    """
    first, second, both = (int(table.counts[mask]) for mask in (1, 2, 3))
    return [{"odds_ratio": odds, "total": table.n + odds * first * second / both} for odds in ODDS if both]


def _estimate(method: str, table: CaptureTable, options: Options) -> Estimate:
    if table.t != 2:
        raise RefusalError("not_two_lists", say("not_two_lists", t=table.t), {"pairs": by_pair(table)})
    details: dict[str, object] = {"pairs": by_pair(table), "by_odds_ratio": by_odds(table)}
    if not options.independence.strip():
        raise RefusalError("independence_not_stated", say("independence_not_stated"), details)
    n1, n2, both = int(table.sizes[0]), int(table.sizes[1]), int(table.counts[3])
    found = chapman(n1, n2, both) if method == "chapman" else lincoln_petersen(n1, n2, both)
    if found is None:
        raise RefusalError("no_overlap", say("no_overlap"), details)
    total, variance = found
    low, high = lognormal(table.n, total - table.n, variance, options.level)
    return Estimate(
        method=method,
        n=table.n,
        estimate=total,
        low=low,
        high=high,
        level=options.level,
        assumption=say("assume_two_lists", statement=options.independence.strip()),
        warnings=(Note("two_lists", say("two_lists")),),
        details={**details, "standard_error": sqrt(variance), "independence": options.independence.strip()},
    )
