"""What the room keeps: agreements with their versions, what each version says, who signed, what was said about it."""

from fourfold.trust.agreements.models.agreements import Agreement, Version
from fourfold.trust.agreements.models.history import Comment, Event, Saved
from fourfold.trust.agreements.models.terms import Clause, Party, ScheduleLine, Signature

__all__ = ["Agreement", "Clause", "Comment", "Event", "Party", "Saved", "ScheduleLine", "Signature", "Version"]
