"""Decisions, actions arising and escalations, across the boards that an actor reads."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.boards.domain.states import DecisionState
from fourfold.trust.boards.models import ArisingAction, Decision, Escalation
from fourfold.trust.boards.queries.visibility import read_boards
from fourfold.trust.partnership.domain.roles import Standing


def decisions_for_actor(actor: Standing, *, board_id: UUID | None = None) -> QuerySet[Decision]:
    """The decisions that the actor reads, newest meeting first; of one board where it is given."""
    found = Decision.objects.filter(board__in=read_boards(actor)).select_related("meeting", "ratified_in", "board")
    return found.filter(board_id=board_id) if board_id else found


def decisions_between(actor: Standing, board_id: UUID, *, since: datetime, until: datetime) -> QuerySet[Decision]:
    """What a board decided at meetings that began from `since` up to and without `until`."""
    return decisions_for_actor(actor, board_id=board_id).filter(
        meeting__starts_at__gte=since, meeting__starts_at__lt=until
    )


def decision_for_actor(actor: Standing, decision_id: UUID) -> Decision:
    """One decision with its meeting. Raises `NotFound`."""
    found = decisions_for_actor(actor).filter(pk=decision_id).first()
    if found is None:
        raise NotFound("board.decision", decision_id)
    return found


def provisional_decisions(actor: Standing, board_id: UUID) -> QuerySet[Decision]:
    """The decisions of a board that wait to be ratified, oldest first."""
    waiting = decisions_for_actor(actor, board_id=board_id).filter(state=DecisionState.PROVISIONAL)
    return waiting.order_by("meeting__starts_at", "number")


def arising_for_actor(actor: Standing) -> QuerySet[ArisingAction]:
    """The actions arising that the actor reads: those of their boards, and their own. By due date."""
    mine = Q(owner_id=actor.person_id) if actor.person_id and actor.is_active else Q(pk__in=[])
    found = ArisingAction.objects.filter(Q(board__in=read_boards(actor)) | mine)
    return found.select_related("owner__user", "board")


def arising_open(
    actor: Standing, *, board_id: UUID | None = None, owner_id: UUID | None = None, due_by: date | None = None
) -> QuerySet[ArisingAction]:
    """The actions arising that are not done, by due date: of one board, of one owner, due by a day."""
    found = arising_for_actor(actor).filter(done_on__isnull=True)
    if board_id:
        found = found.filter(board_id=board_id)
    if owner_id:
        found = found.filter(owner_id=owner_id)
    return found.filter(due_on__lte=due_by) if due_by else found


def arising_action_for_actor(actor: Standing, arising_id: UUID) -> ArisingAction:
    """One action arising. Raises `NotFound`."""
    found = arising_for_actor(actor).filter(pk=arising_id).first()
    if found is None:
        raise NotFound("board.arising", arising_id)
    return found


def escalations_for_actor(actor: Standing, *, board_id: UUID | None = None) -> QuerySet[Escalation]:
    """The escalations that the actor reads: of their boards, and those they raised. By the answer's due date."""
    mine = Q(raised_by_id=actor.person_id) if actor.person_id and actor.is_active else Q(pk__in=[])
    found = Escalation.objects.filter(Q(board__in=read_boards(actor)) | mine)
    found = found.select_related("raised_by", "answered_by", "board", "decision__meeting")
    return found.filter(board_id=board_id) if board_id else found


def open_escalations(
    actor: Standing, *, board_id: UUID | None = None, answer_due_by: date | None = None
) -> QuerySet[Escalation]:
    """The escalations that wait for an answer, by its due date: of one board, due by a day."""
    found = escalations_for_actor(actor, board_id=board_id).filter(answered_at__isnull=True)
    return found.filter(answer_due__lte=answer_due_by) if answer_due_by else found


def escalation_for_actor(actor: Standing, escalation_id: UUID) -> Escalation:
    """One escalation. Raises `NotFound`."""
    found = escalations_for_actor(actor).filter(pk=escalation_id).first()
    if found is None:
        raise NotFound("board.escalation", escalation_id)
    return found
