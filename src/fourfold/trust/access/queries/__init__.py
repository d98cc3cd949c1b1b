"""Reading who looks, what is open to them, and who stands how to what."""

from fourfold.trust.access.queries.looker import looker_of, purposes_of
from fourfold.trust.access.queries.relations import related_subjects, related_users

__all__ = ["looker_of", "purposes_of", "related_subjects", "related_users"]
