"""What the access room keeps: labels, grants, relationships, exclusions, emergencies, conflicts, read budgets."""

from fourfold.trust.access.models.budgets import ReadHour
from fourfold.trust.access.models.declarations import Declaration
from fourfold.trust.access.models.emergencies import Emergency
from fourfold.trust.access.models.exclusions import Exclusion
from fourfold.trust.access.models.grants import Grant, Label
from fourfold.trust.access.models.people import SamePerson
from fourfold.trust.access.models.purposes import UsualPurpose
from fourfold.trust.access.models.relationships import Relationship
from fourfold.trust.access.models.subjects import Canary, Subject

__all__ = [
    "Canary",
    "Declaration",
    "Emergency",
    "Exclusion",
    "Grant",
    "Label",
    "ReadHour",
    "Relationship",
    "SamePerson",
    "Subject",
    "UsualPurpose",
]
