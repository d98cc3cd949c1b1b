"""Where a profile stands, what people are in it, and what readers find."""

from enum import StrEnum


class ProfileState(StrEnum):
    """A profile is written, read by a peer, approved. What is read or approved does not change meanwhile."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """In words, for screens."""
        return {
            ProfileState.DRAFT: "Being written",
            ProfileState.REVIEW: "Being reviewed",
            ProfileState.APPROVED: "Approved",
            ProfileState.WITHDRAWN: "Withdrawn",
        }[self]


class Part(StrEnum):
    """What somebody is in a profile; one thing each, so that nobody reviews what they wrote."""

    AUTHOR = "author"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"
    APPROVER = "approver"

    @property
    def label(self) -> str:
        """In words, for screens."""
        return {
            Part.AUTHOR: "Author",
            Part.CONTRIBUTOR: "Writes with them",
            Part.REVIEWER: "Reviews it as a peer",
            Part.APPROVER: "Approves it",
        }[self]


WRITES = (Part.AUTHOR, Part.CONTRIBUTOR)


class Verdict(StrEnum):
    """What a reviewer, or who approves, found."""

    READY = "ready"
    CHANGES = "changes"

    @property
    def label(self) -> str:
        """In words, for screens."""
        return {Verdict.READY: "It is sound", Verdict.CHANGES: "It needs changes"}[self]


class Marking(StrEnum):
    """The Government Security Classifications that a profile of the partnership may carry."""

    OFFICIAL = "OFFICIAL"
    OFFICIAL_SENSITIVE = "OFFICIAL-SENSITIVE"


class Strand(StrEnum):
    """The strands of a 4P plan, for recommendations."""

    PREVENT = "prevent"
    PROTECT = "protect"
    PURSUE = "pursue"
    PREPARE = "prepare"

    @property
    def label(self) -> str:
        """In words, for screens."""
        return self.value.capitalize()
