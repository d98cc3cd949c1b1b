"""What the governance room keeps: the register of policies, and the yearly review."""

from fourfold.accountability.governance.models.register import PolicyCheck, PolicyEntry
from fourfold.accountability.governance.models.reviews import Finding, Review, ReviewItem

__all__ = ["Finding", "PolicyCheck", "PolicyEntry", "Review", "ReviewItem"]
