"""All that is learned from annotated reports, by the name of its weights."""

from collections.abc import Callable, Sequence

from habeas.reading.learning import claims, counts, places, sites, voices
from habeas.reading.learning.annotated import Annotated
from habeas.reading.weights import Weighed, Weights, mixed

LEARNERS: dict[str, Callable[[Sequence[Annotated]], Weighed]] = {
    "claims": claims.learn,
    "counts": counts.learn,
    "places": places.learn,
    "sites": sites.learn,
    "voices": voices.learn,
}


def learn(reports: Sequence[Annotated], *, alone: bool = True) -> Weights:
    """Every table of weights, learned from these reports; unless `alone`, mixed with the shipped ones."""
    own = Weights(**{name: learner(reports) for name, learner in LEARNERS.items()})
    return own if alone else mixed(own, len(reports))
