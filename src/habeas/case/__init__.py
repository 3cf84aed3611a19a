"""A case: one folder with its vault, its database and its settings. The only place that knows all rooms."""

from habeas.case.case import Built, Case, Status, verify
from habeas.case.keeping import Added

__all__ = ["Added", "Built", "Case", "Status", "verify"]
