"""What reviewers judge of origins: counted as one, or counted apart, whatever the rules say."""

from typing import Any

from habeas.corroboration import corroborate
from habeas.model.decision import ReviewedClaim
from habeas.model.numbering import claim_ids
from habeas.model.reading import Reading
from habeas.model.resolution import Link
from habeas.resolution import resolve
from making import report

CELLAR = {"id": "S1", "name": "cellar", "kind": "basement", "settlement": "Testove", "country": "UA"}


def told(name: str, voice: str, **claim: Any) -> Reading:
    """One claim of beating in the cellar."""
    words = {"words": "beaten in the cellar", "type": "torture.beating", "site": "S1", "attribution": [voice]}
    return report(name, f"Men were beaten in the cellar. {name}", sites=[CELLAR], claims=[{**words, **claim}])


def tally(readings: list[Reading], judged: list[Link]) -> tuple[int, int]:
    found = corroborate(readings, resolve(readings), judged)
    (finding,) = found.findings
    return finding.origins.independent, finding.origins.at_most


def test_two_unnamed_voices_are_joined_or_parted() -> None:
    readings = [told("a", "anon:former detainee"), told("b", "anon:former detainee")]
    found = corroborate(readings, resolve(readings))
    left, right = sorted(origin.id for origin in found.origins)
    assert tally(readings, []) == (1, 2)

    def judge(verdict: str) -> list[Link]:
        return [Link(left=left, right=right, verdict=verdict, by="Ira", why="w")]

    assert tally(readings, judge("different")) == (2, 2)
    assert tally(readings, judge("same")) == (1, 1)
    joined = corroborate(readings, resolve(readings), judge("same"))
    assert joined.former == {right: left}
    assert set(joined.origin_of.values()) == {left}
    parted = corroborate(readings, resolve(readings), judge("different"))
    assert [origin.maybe_same for origin in parted.origins] == [[], []]
    assert corroborate(readings, resolve(readings), judge("unsure")) == found


def test_what_was_rejected_supports_nothing_and_stays_on_record() -> None:
    good, bad = told("a", "anon:former detainee"), told("b", "anon:relative")
    (claim,) = bad.claims
    fields = {name: getattr(claim, name) for name in type(claim).__struct_fields__}
    (one,) = claim_ids(bad)
    rejected = ReviewedClaim(given=one, status="rejected", **fields)
    bad.claims[:] = [rejected]
    found = corroborate([good, bad], resolve([good, bad]))
    (finding,) = found.findings
    assert finding.claims == claim_ids(good)
    assert (finding.origins.independent, finding.origins.at_most) == (1, 1)
    assert one in found.origin_of
