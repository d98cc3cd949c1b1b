"""What the access room keeps: labels, grants, relationships, exclusions and emergency access."""

from fourfold.trust.access.models.emergencies import Emergency
from fourfold.trust.access.models.exclusions import Exclusion
from fourfold.trust.access.models.grants import Grant, Label
from fourfold.trust.access.models.relationships import Relationship

__all__ = ["Emergency", "Exclusion", "Grant", "Label", "Relationship"]
