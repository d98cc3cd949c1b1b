"""What the access room does: relationships, and the grants that agreements in force open."""

from fourfold.trust.access.operations.granting import NewGrant, issue_grants, revoke_grants
from fourfold.trust.access.operations.relations import relate, unrelate

__all__ = ["NewGrant", "issue_grants", "relate", "revoke_grants", "unrelate"]
