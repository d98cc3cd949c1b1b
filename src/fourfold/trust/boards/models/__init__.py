"""What the boards room keeps."""

from fourfold.trust.boards.models.boards import Board, Oversight, Seat, Subscription
from fourfold.trust.boards.models.meetings import AgendaItem, Attendance, Meeting, Paper
from fourfold.trust.boards.models.outcomes import ArisingAction, Decision, Escalation

__all__ = [
    "AgendaItem",
    "ArisingAction",
    "Attendance",
    "Board",
    "Decision",
    "Escalation",
    "Meeting",
    "Oversight",
    "Paper",
    "Seat",
    "Subscription",
]
