"""The one door to an estimate: checks first, then the method, then the lower bound and the warnings beside its number.

A check that withholds keeps the headline number and its interval back; what the method found stays among the details,
for whoever must see why. An override needs a reason, which is printed with the result; without overlap, with one list
or an empty one there is nothing to override.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from habeas.estimation import checks
from habeas.estimation.bounds import lower_bound
from habeas.estimation.checks import Finding, assess
from habeas.estimation.methods import METHODS
from habeas.estimation.results import Estimate, Note, Options, RefusalError, refused
from habeas.estimation.tables import CaptureTable
from habeas.estimation.twolists import ODDS
from habeas.estimation.wording import say
from habeas.model.errors import UsageError


def estimate(table: CaptureTable, method: str, options: Options | None = None) -> Estimate:
    """One method's estimate, or its refusal; UsageError for a method that does not exist."""
    options = options or Options()
    if method not in METHODS:
        raise UsageError(f"there is no method {method[:40]!r}: use one of {', '.join(METHODS)}")
    findings = assess(table)
    blocking = [finding for finding in findings if finding.blocks(method)]
    warnings = tuple(Note(finding.code, finding.text) for finding in findings if finding.severity == "warn")
    if any(finding.severity == "refuse" for finding in blocking):
        why = RefusalError(blocking[0].code, blocking[0].text)
        return refused(method, table, options, why)
    held = bool(blocking) and not options.override.strip()
    result = _run(table, method, replace(options, replicates=0) if held else options)
    result = replace(result, lower_bound=lower_bound(table, options.level), level=options.level)
    if result.refused is not None:
        return replace(result, warnings=warnings)
    if held:
        return _withheld(result, blocking, warnings)
    result = replace(result, details=_with_odds(result))
    result = replace(result, warnings=(*_overridden(blocking, options), *warnings, *result.warnings))
    return replace(result, warnings=(*result.warnings, *checks.reviewed(table, result)))


def estimates(table: CaptureTable, methods: Sequence[str], options: Options | None = None) -> list[Estimate]:
    """Each method's estimate, in the order asked for."""
    return [estimate(table, method, options) for method in methods]


def applicable(table: CaptureTable) -> list[str]:
    """The methods that `all` means for this table: with two lists the ones made for two, else the ones made for more."""
    two = table.t <= 2
    return [name for name in METHODS if name == "chao" or (name in checks.TWO_LISTS) == two]


def _run(table: CaptureTable, method: str, options: Options) -> Estimate:
    try:
        result = METHODS[method](table, options)
    except RefusalError as why:
        return refused(method, table, options, why)
    if result.refused is not None:
        return result
    numbers = (result.estimate, result.low, result.high)
    if any(number is None or not np.isfinite(number) for number in numbers):
        return refused(method, table, options, RefusalError("not_finite", say("not_finite"), result.details))
    if result.high is not None and result.high > checks.BOUNDLESS * table.n and not options.override.strip():
        text = say("boundless", high=result.high, times=checks.BOUNDLESS)
        return refused(method, table, options, RefusalError("boundless", text, result.details))
    return result


def _with_odds(result: Estimate) -> dict[str, object]:
    """The total if the unseen were rarer or more than the model says: no data can tell these apart."""
    if result.estimate is None or "by_odds_ratio" in result.details:
        return dict(result.details)
    unseen = result.estimate - result.n
    return {
        **result.details,
        "by_odds_ratio": [{"odds_ratio": odds, "total": result.n + odds * unseen} for odds in ODDS],
    }


def _withheld(result: Estimate, blocking: Sequence[Finding], warnings: tuple[Note, ...]) -> Estimate:
    return replace(
        result,
        refused=" ".join(finding.text for finding in blocking),
        refusal=blocking[0].code,
        estimate=None,
        low=None,
        high=None,
        warnings=warnings,
        draws=None,
        details={**result.details, "withheld": [finding.code for finding in blocking]},
    )


def _overridden(blocking: Sequence[Finding], options: Options) -> list[Note]:
    reason = options.override.strip()
    return [
        Note("overridden", say("overridden", why=finding.text.rstrip("."), reason=reason.rstrip(".")))
        for finding in blocking
    ]
