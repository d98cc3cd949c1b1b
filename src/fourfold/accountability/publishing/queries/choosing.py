"""What a pack can be made for."""

from datetime import datetime

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.boards.domain.states import MeetingState
from fourfold.trust.boards.queries.meetings import meetings_for_actor
from fourfold.trust.boards.queries.visibility import run_boards
from fourfold.trust.partnership.domain.roles import Standing

MOST = 12
"""Meetings that a form offers."""


def pack_choices(actor: Standing, *, now: datetime) -> list[tuple[str, str]]:
    """`(value, label)` for the boards that the actor runs: their coming meetings first. Two queries."""
    boards = list(run_boards(actor).order_by("name"))
    ahead = meetings_for_actor(actor).filter(
        board__in=boards, state__in=[MeetingState.PLANNED, MeetingState.AGENDA_OUT], ends_at__gte=now
    )
    meetings = [
        (
            f"meeting:{meeting.board_id}:{meeting.pk}",
            f"{meeting.board.name}, meeting {meeting.number} on {show_date(meeting.starts_at)}",
        )
        for meeting in ahead.order_by("starts_at")[:MOST]
    ]
    meeting = {value.split(":")[1] for value, _label in meetings}
    without = [board for board in boards if str(board.pk) not in meeting]
    return meetings + [(f"board:{board.pk}", f"{board.name}, without a meeting") for board in without]
