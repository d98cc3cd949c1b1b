"""Which of a board's actions its next meeting should speak about, and why. Pure rules."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from uuid import UUID


class Reason(IntEnum):
    """Why an action belongs on the agenda. The lower comes first; each is proposed once, for its first reason."""

    ESCALATED = 1
    LATE = 2
    OFF_TRACK = 3
    AT_RISK = 4
    DUE = 5
    REVIEW = 6
    COMPLETED = 7


@dataclass(frozen=True, slots=True)
class ActionFacts:
    """What the rules look at. Dates are the open ones; `completed` is whether it became complete since `last`."""

    id: UUID
    status: str
    due_on: date | None = None
    review_on: date | None = None
    escalated: bool = False
    completed: bool = False


def reason_for(action: ActionFacts, *, today: date, until: date) -> Reason | None:
    """Why the action is to be spoken about at a meeting, when the one after it is about `until`; None if it is not.

    Late means that an open date lies before today; due, that it lies before the meeting after this one.
    """
    if action.escalated:
        return Reason.ESCALATED
    if action.completed:
        return Reason.COMPLETED
    if action.status == "complete":
        return None
    dates = [day for day in (action.due_on, action.review_on) if day is not None]
    if any(day < today for day in dates):
        return Reason.LATE
    if action.status == "off-track":
        return Reason.OFF_TRACK
    if action.status == "at-risk":
        return Reason.AT_RISK
    if action.due_on is not None and action.due_on <= until:
        return Reason.DUE
    if action.review_on is not None and action.review_on <= until:
        return Reason.REVIEW
    return None
