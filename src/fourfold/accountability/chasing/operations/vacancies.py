"""Bringing roles that stay vacant to the strategic board. Its chair then has the answer in their weekly mail."""

from collections import defaultdict
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.chasing import policies
from fourfold.accountability.chasing.domain.vacancies import SUBJECT, VACANT_FOR, goes_to_board, listed
from fourfold.accountability.chasing.policies import Permission
from fourfold.ground.kernel.clock import show_date, today
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.boards.domain.states import BoardKind
from fourfold.trust.boards.operations.escalations import raise_escalation
from fourfold.trust.boards.queries.boards import boards_for_actor
from fourfold.trust.boards.queries.outcomes import escalations_for_actor
from fourfold.trust.boards.subjects import Subject
from fourfold.trust.messages.operations import EventKind, tell_webhooks
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import Vacancy, vacancies


@transaction.atomic
def escalate_vacancies(*, actor: Standing, now: datetime) -> int:
    """Bring the roles that an agency has left vacant for 30 days to every strategic board; how many were brought.

    One escalation an agency, and once: see `goes_to_board`. A role that somebody is named to fill is left alone.
    Runs as the chaser.
    """
    require(policies.write_digests(actor), Permission.WRITE_DIGESTS, subject_kind="chasing")
    agencies = _long_vacant(actor, today(now))
    boards = [board for board in boards_for_actor(actor, now=now) if board.kind == BoardKind.STRATEGIC]
    told = escalations_for_actor(actor).filter(subject_kind=SUBJECT).order_by("raised_at")
    raised = {(one.board_id, one.subject_id): (today(one.raised_at), one.answered_at) for one in told}
    count = 0
    for board in boards:
        for agency_id, vacant in agencies.items():
            raised_on, answered_at = raised.get((board.pk, agency_id), (None, now))
            if answered_at is None or not goes_to_board([one.vacant_since for one in vacant], raised_on):
                continue
            raise_escalation(actor=actor, now=now, board_id=board.pk, subject=_subject(vacant), why=_why(vacant))
            tell_webhooks(
                actor=actor.actor,
                now=now,
                event=EventKind.ROLE_VACANT,
                subject_kind=SUBJECT,
                subject_id=agency_id,
                key=f"{EventKind.ROLE_VACANT.value}:{agency_id}:{max(one.vacant_since for one in vacant)}",
            )
            count += 1
    return count


def _long_vacant(actor: Standing, on: date) -> dict[UUID, list[Vacancy]]:
    found: dict[UUID, list[Vacancy]] = defaultdict(list)
    for one in vacancies(actor, on=on):
        if one.vacant_since <= on - VACANT_FOR and one.filled_on is None:
            found[one.agency_id].append(one)
    return found


def _subject(vacant: list[Vacancy]) -> Subject:
    roles = listed([one.kind.label for one in vacant])
    return Subject(SUBJECT, vacant[0].agency_id, f"{vacant[0].agency_name}: no {roles}"[:200])


def _why(vacant: list[Vacancy]) -> str:
    since = "; ".join(f"{one.kind.label} since {show_date(one.vacant_since)}" for one in vacant)
    return (
        f"Nobody at {vacant[0].agency_name} holds a role that the plan asks each agency to fill: {since}. "
        "The board is asked to have the agency name somebody."
    )
