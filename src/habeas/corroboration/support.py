"""What supports claims: their origins counted together, of which kinds they are, and which of them are graded credible."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from habeas.corroboration.tallies import Parts, tally
from habeas.corroboration.told import Told
from habeas.corroboration.words import data
from habeas.model.decision import ReviewedClaim
from habeas.model.register import Tally


class Support(NamedTuple):
    """Of the claims about one subject."""

    place: Mapping[str, int]
    """Claim id -> its origin (index)."""
    kinds: Sequence[str]
    """Origin (index) -> its kind."""
    parts: Parts
    """The origins of the subject, parted into those that may be the same."""

    def tally(self, claims: Iterable[Told]) -> Tally:
        """How many origins these claims have."""
        return tally((self.place[told.id] for told in claims), self.parts)

    def of_kinds(self, claims: Iterable[Told]) -> list[str]:
        """The kinds of the origins of these claims, sorted."""
        return sorted({self.kinds[self.place[told.id]] for told in claims})

    def graded(self, claims: Sequence[Told]) -> list[Told]:
        """The claims of origins of which a reviewer graded one of these claims credible."""
        confirmed = self.tally(claims).independent >= data("states")["credible"]["confirmed_by"]
        origins = {self.place[told.id] for told in claims if credible(told, confirmed)}
        return [told for told in claims if self.place[told.id] in origins]


def credible(told: Told, confirmed: bool) -> bool:
    """Whether a reviewer graded source and information of a claim credible, in two steps; one of them alone is none.

    `confirmed`: whether other origins are there, without which nothing is "confirmed by other sources".
    """
    grade = told.claim.grade if isinstance(told.claim, ReviewedClaim) else None
    if not grade or len(grade) != 2 or (grade[1] == "1" and not confirmed):
        return False
    table: dict[str, list[str]] = data("states")["credible"]
    return grade[0] in table["source"] and grade[1] in table["information"]
