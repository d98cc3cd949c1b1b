"""What waits for somebody on their boards: an action they took on, an answer they owe, a meeting that is near."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import TruncDate

from fourfold.ground.kernel.clock import LONDON, today
from fourfold.trust.boards.domain.states import AHEAD
from fourfold.trust.boards.models import ArisingAction, Escalation, Meeting
from fourfold.trust.boards.queries.visibility import run_boards, seated_boards
from fourfold.trust.partnership.domain.roles import Standing

SOON = timedelta(days=14)
MOST = 10


class WaitingFor(StrEnum):
    """What waits."""

    ARISING = "arising"
    ANSWER = "answer"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class BoardWork:
    """One thing that waits, with its board and its day."""

    kind: WaitingFor
    id: UUID
    title: str
    board: str
    on: date


def board_work(actor: Standing, *, now: datetime) -> Sequence[BoardWork]:
    """The first `MOST` things by their day: due, owed or held within `SOON`, or late. One query.

    Actions arising are the actor's own; answers are owed by those whose seat runs the board; meetings are those of
    boards on which the actor has a seat.
    """
    if actor.person_id is None:
        return []
    until = today(now) + SOON
    arising = ArisingAction.objects.filter(owner_id=actor.person_id, done_on__isnull=True, due_on__lte=until)
    seated = seated_boards(actor)
    owed = Escalation.objects.filter(
        board__in=run_boards(actor) & seated, answered_at__isnull=True, answer_due__lte=until
    )
    meetings = Meeting.objects.filter(
        board__in=seated, state__in=AHEAD, ends_at__gte=now, starts_at__lte=now + SOON
    ).annotate(day=TruncDate("starts_at", tzinfo=LONDON))
    parts = [
        _rows(arising, WaitingFor.ARISING, "text", "due_on"),
        _rows(owed, WaitingFor.ANSWER, "subject_title", "answer_due"),
        _rows(meetings, WaitingFor.MEETING, "place", "day"),
    ]
    rows = parts[0].union(*parts[1:], all=True).order_by("on", "key")[:MOST]
    return [BoardWork(WaitingFor(row["what"]), row["key"], row["words"], row["named"], row["on"]) for row in rows]


def _rows(found: QuerySet[Any], kind: WaitingFor, words: str, on: str) -> QuerySet[Any, dict[str, Any]]:
    """The rows of a part, all of one shape."""
    return found.order_by().values(
        what=Value(kind.value, CharField()), key=F("pk"), words=F(words), named=F("board__name"), on=F(on)
    )
