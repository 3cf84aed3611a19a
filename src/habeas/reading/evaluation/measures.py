"""The figures of a reader over many reports: precision, recall and F1, or how often a value is right."""

from collections import Counter, defaultdict
from math import sqrt
from typing import NamedTuple

from habeas.model.earth import kilometres
from habeas.model.reading import Person, Site
from habeas.reading.evaluation.comparing import CLASSES, Comparison

NEAR_KM = 25.0
ACCUSED = "alleged_perpetrator"


class Found(NamedTuple):
    """How many there are, how many were read, and how many of those are right."""

    right: int
    gold: int
    read: int

    @property
    def precision(self) -> float:
        """The share of what was read that is right; 0 where nothing was read."""
        return self.right / self.read if self.read else 0.0

    @property
    def recall(self) -> float:
        """The share of what there is that was read."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.right / (self.gold + self.read) if self.gold + self.read else 0.0

    @property
    def precision_interval(self) -> tuple[float, float]:
        """The 95 % interval of the precision (Wilson 1927)."""
        if not self.read:
            return 0.0, 1.0
        n, p, z = self.read, self.precision, 1.96
        middle, half = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)


class Share(NamedTuple):
    """The mean of a value over so many cases."""

    mean: float
    of: int


class Measures:
    """Adds up comparisons. `f1` and `shares` by name, in the order in which they are told."""

    def __init__(self) -> None:
        """Nothing measured yet."""
        self._counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        self._values: defaultdict[str, list[float]] = defaultdict(list)
        self._types: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, compared: Comparison) -> None:
        """Count one report."""
        for name in CLASSES:
            gold, read = getattr(compared.gold.entities, name), getattr(compared.reading, name)
            self._count(name, len(compared.entities[name]), len(gold), len(read))
        for i, j in compared.entities["sites"].items():
            self._site(compared.gold.entities.sites[i], compared.reading.sites[j])
        self._people(compared)
        self._claims(compared)

    @property
    def found(self) -> dict[str, Found]:
        """What can be found, missed and invented."""
        return _found(self._counts)

    @property
    def types(self) -> dict[str, Found]:
        """Claims by type."""
        return dict(sorted(_found(self._types).items()))

    @property
    def shares(self) -> dict[str, Share]:
        """How often a value is right."""
        return {name: Share(sum(v) / len(v), len(v)) for name, v in self._values.items() if v}

    def _count(self, name: str, right: int, gold: int, read: int) -> None:
        self._counts[name].update(right=right, gold=gold, read=read)

    def _site(self, gold: Site, read: Site) -> None:
        self._values["site kind"].append(read.kind == gold.kind)
        if gold.lat is not None and gold.lon is not None:
            self._values[f"site within {NEAR_KM:.0f} km"].append(_near(gold, read))

    def _people(self, compared: Comparison) -> None:
        gold, read = compared.gold.entities.people, compared.reading.people
        pairs = [(gold[i], read[j]) for i, j in compared.entities["people"].items()]
        both = sum(_accused(g) and _accused(r) for g, r in pairs)
        self._count("alleged perpetrators", both, sum(map(_accused, gold)), sum(map(_accused, read)))
        self._values["person roles"] += [set(g.roles) == set(r.roles) for g, r in pairs]

    def _claims(self, compared: Comparison) -> None:
        gold, read = compared.gold.claims, compared.reading.claims
        sizes = len(gold), len(read)
        pairs = [(gold[i], read[j]) for i, j in compared.claims.items()]
        rights = [compared.right(told, claim) for told, claim in pairs]
        self._count("claims, family", len(compared.family), *sizes)
        self._count("claims", len(pairs), *sizes)
        self._count("claims, complete", sum(right.complete for right in rights), *sizes)
        for told in gold:
            self._types[told["type"]]["gold"] += 1
        for claim in read:
            self._types[claim.type]["read"] += 1
        for told, _ in pairs:
            self._types[told["type"]]["right"] += 1
        stances = [(told["stance"] != "asserted", claim.stance != "asserted") for told, claim in pairs]
        right = sum(g and r.stance for (g, _), r in zip(stances, rights, strict=True))
        self._count("claim stance", right, sum(g for g, _ in stances), sum(r for _, r in stances))
        self._values["claims, by report"].append(2 * len(pairs) / sum(sizes) if sum(sizes) else 1.0)
        if not gold:
            self._values["claims read where there are none"].append(len(read))
        for (told, claim), row in zip(pairs, rights, strict=True):
            self._values["claim site"].append(row.site)
            self._values["claim origin"].append(row.origin)
            self._values["claim perpetrators"].append(row.perpetrators)
            if told["count"] or claim.count:
                self._values["claim count"].append(row.number)


def _found(counts: dict[str, Counter[str]]) -> dict[str, Found]:
    return {name: Found(c["right"], c["gold"], c["read"]) for name, c in counts.items()}


def _accused(person: Person) -> bool:
    return ACCUSED in person.roles


def _near(gold: Site, read: Site) -> bool:
    if gold.lat is None or gold.lon is None or read.lat is None or read.lon is None:
        return False
    return kilometres((gold.lat, gold.lon), (read.lat, read.lon)) <= NEAR_KM
