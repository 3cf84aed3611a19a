"""What the page on the undocumented shows, in plain words and figures that are ready to be shown.

The rule of that page: a number stands only with its interval, its assumption and the lower bound, and where the data
carry none, the page says so and why. Names in it are covered already.
"""

import msgspec

PAGE = "unseen.html"


class ListView(msgspec.Struct, frozen=True, kw_only=True):
    """One list: whose it is and how many it holds."""

    name: str
    documenters: list[str]
    units: int


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One method's answer, or why it has none."""

    method: str
    assumption: str = ""
    about: str | None = None
    """None for a refusal, and for what is only a lower bound."""
    interval: str | None = None
    span: tuple[float, float, float] | None = None
    """Low end, number and high end, as totals, for the drawing."""
    refused: str | None = None
    warnings: list[str] = []
    totals: list[float] = []
    """Draws of the total; empty for methods that have none."""


class Stratum(msgspec.Struct, frozen=True, kw_only=True):
    """A table of answers: of a region or period, or of one way to vary the lists."""

    name: str
    cells: list[str]
    """One for each method; a dash where there is no number."""


class Unseen(msgspec.Struct, frozen=True, kw_only=True):
    """All of the page."""

    unit: str
    """What is counted: sites, people or deaths."""
    n: int
    """Listed by somebody."""
    recaptured: int
    """On two lists or more."""
    least: int | None
    """At least so many in all; None where not even that can be said."""
    level: str
    """Of the intervals, in percent."""
    lists: list[ListView]
    patterns: list[tuple[tuple[int, ...], int]]
    """The lists (by place in `lists`) that exactly so many units are on; the most units first."""
    answers: list[Answer]
    notes: list[str] = []
    methods: list[str] = []
    """Heads of the columns of `variants`."""
    variants: list[Stratum] = []
    priors: list[tuple[str, str, str]] = []
    """Prior count of a combination of lists, the middle it leads to, and the interval."""
    limits: str = ""
    """What no method can tell, in one paragraph."""
    command: str = ""
    """What to type to get these numbers again."""

    @property
    def told(self) -> list[Answer]:
        """The answers that have a number."""
        return [answer for answer in self.answers if answer.about]

    @property
    def refusals(self) -> list[tuple[list[str], str]]:
        """Reasons for having no number, each once, with the methods that give it."""
        found: dict[str, list[str]] = {}
        for answer in self.answers:
            if answer.refused:
                found.setdefault(answer.refused, []).append(answer.method)
        return [(methods, why) for why, methods in found.items()]

    @property
    def warnings(self) -> list[str]:
        """Every warning once."""
        return list(dict.fromkeys(words for answer in self.told for words in answer.warnings))
