"""The closed lists of this room: kinds of board, parts at the table, states of a meeting."""

from enum import StrEnum


class BoardKind(StrEnum):
    """What a board is for."""

    STRATEGIC = "strategic"
    CSP = "community-safety"
    SAFEGUARDING = "safeguarding"
    SOC = "serious-organised-crime"
    PVP = "protecting-vulnerable-people"
    OTHER = "other"

    @property
    def label(self) -> str:
        """The kind in words."""
        return _KINDS[self]


_KINDS = {
    BoardKind.STRATEGIC: "Strategic board",
    BoardKind.CSP: "Community safety partnership",
    BoardKind.SAFEGUARDING: "Safeguarding partnership",
    BoardKind.SOC: "Serious organised crime board",
    BoardKind.PVP: "Protecting vulnerable people board",
    BoardKind.OTHER: "Another kind of board",
}


class Part(StrEnum):
    """What a person is at the table."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy-chair"
    SECRETARY = "secretary"
    MEMBER = "member"
    ADVISER = "adviser"

    @property
    def label(self) -> str:
        """The part in words."""
        return self.value.replace("-", " ").capitalize()

    @property
    def votes(self) -> bool:
        """Whether the seat counts towards the quorum: chair, deputy chair and members."""
        return self in VOTING

    @property
    def runs(self) -> bool:
        """Whether the seat runs the board: its members, meetings, minutes and answers."""
        return self in RUNNING


VOTING = (Part.CHAIR, Part.DEPUTY_CHAIR, Part.MEMBER)
RUNNING = (Part.CHAIR, Part.DEPUTY_CHAIR, Part.SECRETARY)


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    AGENDA_OUT = "agenda-out"
    HELD = "held"
    MINUTED = "minuted"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The state as it is shown."""
        return _STATES[self]

    @property
    def is_ahead(self) -> bool:
        """Whether the meeting is still to come: its agenda and its time can change."""
        return self in AHEAD

    @property
    def is_past(self) -> bool:
        """Whether it took place."""
        return self in PAST


AHEAD = (MeetingState.PLANNED, MeetingState.AGENDA_OUT)
PAST = (MeetingState.HELD, MeetingState.MINUTED)

_STATES = {
    MeetingState.PLANNED: "Planned",
    MeetingState.AGENDA_OUT: "Agenda sent out",
    MeetingState.HELD: "Held, minutes in draft",
    MeetingState.MINUTED: "Minutes approved",
    MeetingState.CANCELLED: "Cancelled",
}


class ItemKind(StrEnum):
    """Why something is on an agenda."""

    STANDING = "standing"
    DECISION = "for-decision"
    INFORMATION = "for-information"
    ARISING = "action-arising"
    ESCALATION = "escalation"
    DUE = "due"
    LATE = "late"
    CHANGED = "changed"
    RATIFY = "to-ratify"

    @property
    def label(self) -> str:
        """The kind in words."""
        return _ITEMS[self]


_ITEMS = {
    ItemKind.STANDING: "Standing item",
    ItemKind.DECISION: "For decision",
    ItemKind.INFORMATION: "For information",
    ItemKind.ARISING: "Action arising",
    ItemKind.ESCALATION: "Escalation",
    ItemKind.DUE: "Due before the next meeting",
    ItemKind.LATE: "Late",
    ItemKind.CHANGED: "Changed since the last meeting",
    ItemKind.RATIFY: "To be ratified",
}


class Presence(StrEnum):
    """How a seat was filled at a meeting."""

    PRESENT = "present"
    SUBSTITUTE = "substitute"
    APOLOGIES = "apologies"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """The presence in words."""
        return {
            "present": "Present",
            "substitute": "Somebody came instead",
            "apologies": "Sent apologies",
            "absent": "Absent",
        }[self.value]

    @property
    def fills_the_seat(self) -> bool:
        """Whether the seat counts: a substitute counts for the seat they fill."""
        return self in FILLING


FILLING = (Presence.PRESENT, Presence.SUBSTITUTE)


class DecisionState(StrEnum):
    """How firm a decision is."""

    TAKEN = "taken"
    PROVISIONAL = "provisional"
    RATIFIED = "ratified"

    @property
    def label(self) -> str:
        """The state in words."""
        return {"taken": "Decided", "provisional": "Provisional, to be ratified", "ratified": "Ratified"}[self.value]
