"""A case: one folder with its vault, its database and its settings. The only place that knows all rooms."""

from habeas.case.case import Case
from habeas.case.keeping import Added
from habeas.case.results import Built, Status
from habeas.case.verifying import verify

__all__ = ["Added", "Built", "Case", "Status", "verify"]
