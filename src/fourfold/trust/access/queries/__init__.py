"""Reading who looks, what is open to them, and who stands how to what."""

from fourfold.trust.access.queries.looker import Sight, looker_of, purposes_of, sight_of
from fourfold.trust.access.queries.relations import related_subjects, related_users

__all__ = ["Sight", "looker_of", "purposes_of", "related_subjects", "related_users", "sight_of"]
