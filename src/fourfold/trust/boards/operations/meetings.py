"""Planning, changing and cancelling meetings, and sending the agenda out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.boards.domain.agenda import STANDING
from fourfold.trust.boards.domain.states import AHEAD, ItemKind, MeetingState
from fourfold.trust.boards.models import AgendaItem, Board, Meeting
from fourfold.trust.boards.operations.locks import board_to_run, meeting_to_run, note, refuse_unless
from fourfold.trust.boards.queries.meetings import last_held_meeting
from fourfold.trust.partnership.domain.roles import Standing

LONGEST_HOURS = 24


@dataclass(frozen=True, slots=True)
class WhenAndWhere:
    """When a meeting is and where one goes."""

    starts_at: datetime
    ends_at: datetime
    place: str = ""
    online_url: str = ""

    def check(self) -> None:
        """Raise `BadInput` for what cannot be."""
        problems = []
        hours = (self.ends_at - self.starts_at).total_seconds() / 3600
        if hours <= 0:
            problems.append(Problem("A meeting ends after it starts.", "ends"))
        if hours > LONGEST_HOURS:
            problems.append(Problem("A meeting lasts at most a day.", "ends"))
        if not self.place.strip() and not self.online_url.strip():
            problems.append(Problem("Enter where it is, or the link to join online.", "place"))
        if self.online_url and not self.online_url.startswith(("https://", "http://")):
            problems.append(Problem("Enter a web address that starts with https://", "online_url"))
        if problems:
            raise BadInput(problems)

    def put_on(self, meeting: Meeting) -> None:
        """Write it onto a meeting."""
        meeting.starts_at, meeting.ends_at = self.starts_at, self.ends_at
        meeting.place, meeting.online_url = self.place.strip(), self.online_url.strip()


@transaction.atomic
def plan_meeting(*, actor: Standing, now: datetime, board_id: UUID, when: WhenAndWhere) -> Meeting:
    """Plan the board's next meeting, with the standing items of the last one. It gets the next number."""
    board = board_to_run(actor, board_id)
    if board.until is not None:
        raise BadInput.one("This board has ended.")
    when.check()
    number = (Meeting.objects.filter(board=board).aggregate(last=Max("number"))["last"] or 0) + 1
    meeting = Meeting(board=board, number=number, changed_at=now)
    when.put_on(meeting)
    meeting.save(force_insert=True)
    AgendaItem.objects.bulk_create(
        AgendaItem(board=board, meeting=meeting, position=place, kind=ItemKind.STANDING, title=title)
        for place, title in enumerate(_standing(actor, board, meeting), start=1)
    )
    note(actor, now, meeting, {"planned": True, "number": number})
    return meeting


def _standing(actor: Standing, board: Board, meeting: Meeting) -> list[str]:
    last = last_held_meeting(actor, board.pk, before=meeting.starts_at)
    kept = AgendaItem.objects.filter(meeting=last, kind=ItemKind.STANDING) if last else AgendaItem.objects.none()
    return list(kept.values_list("title", flat=True)) or list(STANDING)


@transaction.atomic
def change_meeting(*, actor: Standing, now: datetime, meeting_id: UUID, when: WhenAndWhere) -> Meeting:
    """Move a meeting that is still ahead. Calendars learn of it."""
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, *AHEAD, why="This meeting took place, so its time no longer changes.")
    when.check()
    when.put_on(meeting)
    _changed(meeting, now)
    meeting.save()
    note(actor, now, meeting, {"sequence": meeting.sequence})
    return meeting


@transaction.atomic
def cancel_meeting(*, actor: Standing, now: datetime, meeting_id: UUID, because: str) -> None:
    """Cancel a meeting that is still ahead. It stays in calendars as cancelled; its items can be carried over."""
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, *AHEAD, why="This meeting took place, so it can't be cancelled.")
    if not because.strip():
        raise BadInput.one("Say why it is cancelled.", "because")
    meeting.state, meeting.cancelled_because = MeetingState.CANCELLED, because.strip()
    _changed(meeting, now)
    meeting.save()
    note(actor, now, meeting, {"cancelled": True, "sequence": meeting.sequence})


@transaction.atomic
def send_agenda(*, actor: Standing, now: datetime, meeting_id: UUID) -> None:
    """Say that the agenda is out: the board's people now read it as it stands."""
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, MeetingState.PLANNED, why="The agenda is out already.")
    if not AgendaItem.objects.filter(meeting=meeting).exists():
        raise BadInput.one("Add at least one item to the agenda first.")
    meeting.state = MeetingState.AGENDA_OUT
    _changed(meeting, now)
    meeting.save()
    note(actor, now, meeting, {"agenda": "out"})


def _changed(meeting: Meeting, now: datetime) -> None:
    meeting.sequence += 1
    meeting.version += 1
    meeting.changed_at = now
