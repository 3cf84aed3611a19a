"""The methods by name. Each is a function (table, options) -> Estimate that raises `RefusalError` rather than guess.

A method fills estimate, low, high, assumption, details and, where it has them, draws of the unseen, with its own
warnings; `estimating.estimate` runs the checks before it and adds the lower bound and the shared warnings after it.
"""

from collections.abc import Mapping

from habeas.estimation.bounds import estimate_chao
from habeas.estimation.coverage import estimate_coverage
from habeas.estimation.decomposable import average_graphs
from habeas.estimation.latent import estimate_classes
from habeas.estimation.loglinear import estimate_loglinear
from habeas.estimation.results import Method
from habeas.estimation.twolists import estimate_chapman, estimate_lincoln_petersen

METHODS: Mapping[str, Method] = {
    "chapman": estimate_chapman,
    "lincoln_petersen": estimate_lincoln_petersen,
    "chao": estimate_chao,
    "coverage": estimate_coverage,
    "loglinear": estimate_loglinear,
    "dga": average_graphs,
    "lcmcr": estimate_classes,
}
