"""Review: what people decide about what was read, and what stands of it."""

from habeas.review.applying import Reviewed, apply, target
from habeas.review.deciding import decision
from habeas.review.standing import standing

__all__ = ["Reviewed", "apply", "decision", "standing", "target"]
