"""What the claims about one thing tell, gathered claim by claim: a site may have thousands, and none is kept whole."""

from habeas.model.register import ClaimRow


class About:
    """The claims about a thing that no reviewer rejected."""

    __slots__ = ("claims", "counting", "days", "documents")

    def __init__(self) -> None:
        self.claims: list[str] = []
        self.days: set[str] = set()
        """Days that the claims tell."""
        self.documents: set[str] = set()
        self.counting: set[str] = set()
        """Documents that tell how many places there are."""

    def add(self, claim: ClaimRow) -> None:
        """One more claim."""
        self.claims.append(claim.id)
        self.documents.add(claim.document)
        if claim.date:
            self.days.update(day for day in (claim.date.start, claim.date.end) if day)
        if claim.count and claim.count.of == "sites" and claim.count.n > 1:
            self.counting.add(claim.document)


NOTHING = About()
