"""What the partnership keeps: agencies through time, people, their dated roles, cover, and accounts."""

from fourfold.trust.partnership.models.accounts import Invitation, User
from fourfold.trust.partnership.models.agencies import Agency, AgencyAlias, CollectiveMember, Succession
from fourfold.trust.partnership.models.contacts import Contact
from fourfold.trust.partnership.models.cover import Absence, Cover
from fourfold.trust.partnership.models.federation import FederatedIdentity, IdentityProvider
from fourfold.trust.partnership.models.participation import Participation
from fourfold.trust.partnership.models.people import Person, Role
from fourfold.trust.partnership.models.training import Training
from fourfold.trust.partnership.models.words import DirectoryWord

__all__ = [
    "Absence",
    "Agency",
    "AgencyAlias",
    "CollectiveMember",
    "Contact",
    "Cover",
    "DirectoryWord",
    "FederatedIdentity",
    "IdentityProvider",
    "Invitation",
    "Participation",
    "Person",
    "Role",
    "Succession",
    "Training",
    "User",
]
