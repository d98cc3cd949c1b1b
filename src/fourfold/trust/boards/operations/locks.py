"""Fetch, lock and authorise in one call, and the words that every operation of this room shares."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.ground.kernel.personal_data import find
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.boards import policies
from fourfold.trust.boards.domain.states import MeetingState
from fourfold.trust.boards.models import Board, Meeting
from fourfold.trust.boards.policies import Permission
from fourfold.trust.boards.queries.meetings import meeting_for_actor
from fourfold.trust.boards.queries.visibility import known_board, parts_on
from fourfold.trust.partnership.domain.roles import Standing


def require_run(actor: Standing, board_id: UUID) -> None:
    """Raise `NotAllowed` unless the actor runs the board."""
    decision = policies.run(actor, parts_on(actor, board_id))
    require(decision, Permission.RUN, subject_kind="board", subject_id=board_id)


def board_to_run(actor: Standing, board_id: UUID) -> Board:
    """The board, locked, if the actor runs it. Raises `NotFound` or `NotAllowed`."""
    known_board(actor, board_id)
    require_run(actor, board_id)
    # Locked only now: under row-level security a lock asks for the right to update.
    return Board.objects.select_for_update(of=("self",)).get(pk=board_id)


def meeting_to_run(actor: Standing, meeting_id: UUID) -> Meeting:
    """The meeting with its board, locked, if the actor runs it. Raises `NotFound` or `NotAllowed`."""
    meeting = meeting_for_actor(actor, meeting_id)
    require_run(actor, meeting.board_id)
    return Meeting.objects.select_for_update(of=("self",)).select_related("board").get(pk=meeting_id)


def refuse_unless(meeting: Meeting, *states: MeetingState, why: str) -> None:
    """Raise `BadInput` unless the meeting is in one of the states."""
    if meeting.state == MeetingState.MINUTED and MeetingState.MINUTED not in states:
        raise BadInput.one("The minutes of this meeting are approved, so it no longer changes.")
    if meeting.state == MeetingState.CANCELLED and MeetingState.CANCELLED not in states:
        raise BadInput.one("This meeting was cancelled, so it no longer changes.")
    if meeting.state not in states:
        raise BadInput.one(why)


def refuse_older(what: Board | Meeting, version: int | None) -> None:
    """Raise `Conflict` where somebody saved a newer version than the one that was edited."""
    if version is not None and what.version != version:
        raise Conflict("Somebody else saved a change while you were typing. Open it again to see both.")


def refuse_personal_data(checked: bool, **texts: str) -> None:
    """Raise `BadInput` for texts that look like personal data of a service user, unless the writer has checked."""
    problems = [
        Problem(
            f"“{found.text}” looks like personal data ({found.looks_like}). "
            "Take it out, or confirm that it is not about a person who uses our services.",
            where,
        )
        for where, text in texts.items()
        if not checked
        for found in find(text)
    ]
    if problems:
        raise BadInput(problems)


def refuse_empty(**texts: str) -> None:
    """Raise `BadInput` for texts that must be there: each keyword is a field, its underscores read as spaces."""
    problems = [
        Problem(f"Enter the {where.replace('_', ' ')}.", where) for where, text in texts.items() if not text.strip()
    ]
    if problems:
        raise BadInput(problems)


def note(
    actor: Standing,
    now: datetime,
    what: Board | Meeting,
    detail: Mapping[str, object],
    permission: Permission = Permission.RUN,
) -> None:
    """Write the act to the audit log: ids, keys and counts, never names or words."""
    kind = "board" if isinstance(what, Board) else "board.meeting"
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind=kind,
        subject_id=what.pk,
        detail=detail,
    )
