"""The closed lists of a plan: strands, audiences, states, kinds. Words as in the plan and the glossary."""

from enum import StrEnum


class StrandKind(StrEnum):
    """The four Ps of a 4P plan, in their order."""

    PREVENT = "prevent"
    PROTECT = "protect"
    PURSUE = "pursue"
    PREPARE = "prepare"

    @property
    def label(self) -> str:
        """The word as it is shown."""
        return self.value.title()


class Audience(StrEnum):
    """Whom a plan is for. Its title, counts, search hits and exports reach nobody else."""

    PARTNERSHIP = "partnership"
    BOARD = "board"
    TEAM = "team"

    @property
    def label(self) -> str:
        """The audience in words."""
        return {
            "partnership": "Everyone in the partnership",
            "board": "A board's members",
            "team": "A group's plan team",
        }[self.value]


class Scope(StrEnum):
    """What a plan covers."""

    COUNTY = "county"
    DISTRICT = "district"
    GROUP = "group"

    @property
    def label(self) -> str:
        """The scope in words."""
        return {"county": "County", "district": "District", "group": "One group"}[self.value]


class PlanState(StrEnum):
    """Where a plan stands. A draft is seen only by those who prepare it."""

    DRAFT = "draft"
    LIVE = "live"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """The state as it is shown."""
        return self.value.title()


class Status(StrEnum):
    """How an action goes, as its leads judge it."""

    NOT_STARTED = "not-started"
    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    OFF_TRACK = "off-track"
    COMPLETE = "complete"

    @property
    def label(self) -> str:
        """The status as it is shown."""
        return self.value.replace("-", " ").capitalize()


BY_URGENCY = (Status.OFF_TRACK, Status.AT_RISK, Status.NOT_STARTED, Status.ON_TRACK, Status.COMPLETE)
"""The statuses in the order in which they ask for attention: lists sort by it."""


class Part(StrEnum):
    """What an agency does in an action. Leads and deliverers move it; contributors give input."""

    LEAD = "lead"
    DELIVERER = "deliverer"
    CONTRIBUTOR = "contributor"

    @property
    def label(self) -> str:
        """The part as it is shown."""
        return {"lead": "Leads", "deliverer": "Delivers", "contributor": "Gives input"}[self.value]


class TimescaleKind(StrEnum):
    """What a date of an action means."""

    DUE = "due"
    REVIEW = "review"
    ONGOING = "ongoing"

    @property
    def label(self) -> str:
        """The kind as it is shown."""
        return {"due": "Due", "review": "Review", "ongoing": "Ongoing"}[self.value]


class Marking(StrEnum):
    """The handling of an update. OFFICIAL-SENSITIVE is read only by the people named on it."""

    OFFICIAL = "official"
    OFFICIAL_SENSITIVE = "official-sensitive"

    @property
    def label(self) -> str:
        """The marking as it is written on paper."""
        return self.value.upper()


class Answer(StrEnum):
    """How a person settled a question of an import."""

    AS_PROPOSED = "as-proposed"
    """The reading stands."""
    CORRECTED = "corrected"
    """The person mends it in the plan itself, before publishing."""
    SET_ASIDE = "set-aside"
    """The words are no part of the plan. They stay with the source document."""

    @property
    def label(self) -> str:
        """The answer in words."""
        return {
            "as-proposed": "Keep it as it was understood",
            "corrected": "I have put it right in the draft",
            "set-aside": "Set these words aside with the source document",
        }[self.value]
