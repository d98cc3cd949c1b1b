"""What can be done with the catalogue: each one transaction of policy, change and audit."""

from fourfold.trust.catalogue.operations.live import NewHolding, end_live, go_live
from fourfold.trust.catalogue.operations.proposals import (
    NewPurpose,
    approve_purpose,
    propose_purpose,
    withdraw_proposal,
)
from fourfold.trust.catalogue.operations.registering import register_catalogue

__all__ = [
    "NewHolding",
    "NewPurpose",
    "approve_purpose",
    "end_live",
    "go_live",
    "propose_purpose",
    "register_catalogue",
    "withdraw_proposal",
]
