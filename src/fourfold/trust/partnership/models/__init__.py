"""What the partnership keeps: agencies through time, people, their dated roles, and accounts."""

from fourfold.trust.partnership.models.accounts import Invitation, User
from fourfold.trust.partnership.models.agencies import Agency, AgencyAlias, CollectiveMember, Succession
from fourfold.trust.partnership.models.people import Person, Role

__all__ = [
    "Agency",
    "AgencyAlias",
    "CollectiveMember",
    "Invitation",
    "Person",
    "Role",
    "Succession",
    "User",
]
