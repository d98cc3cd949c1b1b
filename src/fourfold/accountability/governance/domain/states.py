"""The closed lists of governance: kinds of policy, what a check found, what a review looks at."""

from enum import StrEnum


class PolicyKind(StrEnum):
    """What a document of an agency is."""

    POLICY = "policy"
    PLAN = "plan"
    STRATEGY = "strategy"
    PROCEDURE = "procedure"
    PROTOCOL = "protocol"

    @property
    def label(self) -> str:
        """The kind as it is shown."""
        return self.value.capitalize()


class Fit(StrEnum):
    """What checking a document against a plan found."""

    FITS = "fits"
    GAP = "gap"
    UNTOUCHED = "untouched"

    @property
    def label(self) -> str:
        """The finding in words."""
        return {
            "fits": "It fits this plan",
            "gap": "There is a gap",
            "untouched": "This plan does not touch it",
        }[self.value]


class ReviewKind(StrEnum):
    """What a line of the yearly review looks at."""

    BOARD = "board"
    ROLES = "roles"

    @property
    def label(self) -> str:
        """The kind as a heading."""
        return {"board": "Boards", "roles": "Roles in each agency"}[self.value]


class Outcome(StrEnum):
    """Where a line of the yearly review stands."""

    TO_DO = "to-do"
    IN_ORDER = "in-order"
    FINDING = "finding"

    @property
    def label(self) -> str:
        """The outcome as it is shown."""
        return {"to-do": "To check", "in-order": "In order", "finding": "Something to put right"}[self.value]
