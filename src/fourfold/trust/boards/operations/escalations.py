"""Bringing something to a board, and the board's answer."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, transaction

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.boards import policies
from fourfold.trust.boards.models import Decision, Escalation
from fourfold.trust.boards.operations.locks import refuse_empty, refuse_personal_data, require_run
from fourfold.trust.boards.policies import Permission
from fourfold.trust.boards.queries.outcomes import escalation_for_actor
from fourfold.trust.boards.queries.visibility import known_board
from fourfold.trust.boards.subjects import Subject
from fourfold.trust.partnership.domain.roles import Standing

ANSWER_WITHIN_DAYS = 14


@transaction.atomic
def raise_escalation(
    *,
    actor: Standing,
    now: datetime,
    board_id: UUID,
    subject: Subject,
    why: str,
    answer_due: date | None = None,
    checked: bool = False,
) -> UUID:
    """Bring a subject to a board; the escalation's id. While one about it is open: that one's id, and no change.

    The room above has checked that the actor may read the subject: its title is told to the board. The answer is
    due within `ANSWER_WITHIN_DAYS` unless said otherwise.
    """
    board = known_board(actor, board_id)
    require(policies.escalate(actor), Permission.RAISE, subject_kind="board", subject_id=board_id)
    _check(subject, why, answer_due, today(now))
    refuse_personal_data(checked or actor.service is not None, why=why)
    if board.until is not None:
        raise BadInput.one("This board has ended. Choose another.", "board")
    if already := _open(board_id, subject):
        return already
    escalation = Escalation(
        board=board,
        subject_kind=subject.kind,
        subject_id=subject.id,
        subject_title=subject.title.strip()[:200],
        why=why.strip(),
        raised_by_id=actor.person_id,
        raised_at=now,
        answer_due=answer_due or today(now) + timedelta(days=ANSWER_WITHIN_DAYS),
    )
    try:
        with transaction.atomic():
            Escalation.objects.bulk_create([escalation])
    except IntegrityError:
        # Somebody raised the same at the same moment: of the two, one stands.
        if already := _open(board_id, subject):
            return already
        raise
    _note(actor, now, escalation, Permission.RAISE, {"subject": str(subject.id), "kind": subject.kind})
    return escalation.pk


def _check(subject: Subject, why: str, answer_due: date | None, on: date) -> None:
    problems = []
    if not why.strip():
        problems.append(Problem("Say why it is brought to the board.", "why"))
    if answer_due and answer_due < on:
        problems.append(Problem("The answer can't be due in the past.", "answer_due"))
    if not subject.title.strip():
        problems.append(Problem("Say what is brought to the board.", "subject"))
    if problems:
        raise BadInput(problems)


def _open(board_id: UUID, subject: Subject) -> UUID | None:
    """The open escalation of a subject, whoever raised it: the function sees past row-level security."""
    with connection.cursor() as cursor:
        cursor.execute("select boards_escalation_open(%s, %s, %s)", [board_id, subject.kind, subject.id])
        found: UUID | None = cursor.fetchone()[0]
    return found


@transaction.atomic
def answer_escalation(
    *,
    actor: Standing,
    now: datetime,
    escalation_id: UUID,
    answer: str,
    decision_id: UUID | None = None,
    checked: bool = False,
) -> None:
    """Answer an escalation, once, with the decision it rests on where there is one. For whoever runs the board."""
    escalation = escalation_for_actor(actor, escalation_id)
    require_run(actor, escalation.board_id)
    refuse_empty(answer=answer)
    refuse_personal_data(checked, answer=answer)
    if decision_id and not Decision.objects.filter(pk=decision_id, board_id=escalation.board_id).exists():
        raise BadInput.one("Choose a decision of this board.", "decision")
    waiting = Escalation.objects.filter(pk=escalation.pk, answered_at__isnull=True)
    answered = waiting.update(
        answer=answer.strip(), answered_at=now, answered_by_id=actor.person_id, decision_id=decision_id
    )
    if not answered:
        raise BadInput.one("Somebody has answered this already. Open it again to read the answer.")
    _note(actor, now, escalation, Permission.RUN, {"answered": True, "decision": decision_id is not None})


def _note(
    actor: Standing, now: datetime, escalation: Escalation, permission: Permission, detail: dict[str, object]
) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="board.escalation",
        subject_id=escalation.pk,
        detail={"board": str(escalation.board_id), **detail},
    )
