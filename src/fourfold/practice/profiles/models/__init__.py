"""What the room of problem profiles keeps."""

from fourfold.practice.profiles.models.contents import Figure, Gap, Judgement, Recommendation, SectionText
from fourfold.practice.profiles.models.editions import Check, Edition, Recipient
from fourfold.practice.profiles.models.profiles import Participant, Profile

__all__ = [
    "Check",
    "Edition",
    "Figure",
    "Gap",
    "Judgement",
    "Participant",
    "Profile",
    "Recipient",
    "Recommendation",
    "SectionText",
]
