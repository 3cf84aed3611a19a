"""The methods by name. Each is a function (table, options) -> Estimate that raises `RefusalError` rather than guess.

A method fills estimate, low, high, assumption, details and, where it has them, draws of the unseen, with its own
warnings; `estimating.estimate` runs the checks before it and adds the lower bound and the shared warnings after it.
"""

from collections.abc import Mapping

from habeas.estimation.results import Method

METHODS: Mapping[str, Method] = {}
