"""Bringing roles that stay vacant to the strategic board. Its chair then has the answer in their weekly mail."""

from datetime import datetime, timedelta

from django.db import transaction

from fourfold.accountability.chasing import policies
from fourfold.accountability.chasing.domain.vacancies import VACANT_FOR, subject_kind
from fourfold.accountability.chasing.policies import Permission
from fourfold.ground.kernel.clock import show_date, today
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.boards.domain.states import BoardKind
from fourfold.trust.boards.operations.escalations import raise_escalation
from fourfold.trust.boards.queries.boards import boards_for_actor
from fourfold.trust.boards.queries.outcomes import escalations_for_actor
from fourfold.trust.boards.subjects import Subject
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import Vacancy, vacancies

_DAY = timedelta(days=1)


@transaction.atomic
def escalate_vacancies(*, actor: Standing, now: datetime) -> int:
    """Bring each role that has been vacant for 30 days to every strategic board; how many were new.

    Once for each vacancy: not again while it lasts, whether or not the board has answered. One that somebody is
    named to fill is left alone. Runs as the chaser.
    """
    require(policies.write_digests(actor), Permission.WRITE_DIGESTS, subject_kind="chasing")
    on = today(now)
    long = [one for one in vacancies(actor, on=on) if one.vacant_since <= on - VACANT_FOR and one.filled_on is None]
    boards = [board for board in boards_for_actor(actor, now=now) if board.kind == BoardKind.STRATEGIC]
    raised = {
        (one.board_id, one.subject_kind, one.subject_id): today(one.raised_at)
        for one in escalations_for_actor(actor).order_by("raised_at")
    }
    new = [
        (board.pk, one)
        for board in boards
        for one in long
        if raised.get((board.pk, subject_kind(one.kind), one.agency_id), one.vacant_since - _DAY) < one.vacant_since
    ]
    for board_id, one in new:
        raise_escalation(actor=actor, now=now, board_id=board_id, subject=_subject(one), why=_why(one))
    return len(new)


def _subject(one: Vacancy) -> Subject:
    return Subject(subject_kind(one.kind), one.agency_id, f"{one.kind.label} of {one.agency_name}: nobody holds it")


def _why(one: Vacancy) -> str:
    return (
        f"Nobody has been {one.kind.label.lower()} of {one.agency_name} since {show_date(one.vacant_since)}. "
        "The plan asks each agency to name one. The board is asked to have the agency name somebody."
    )
