"""Decisions of a meeting, and the actions that arise from it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.boards import policies
from fourfold.trust.boards.domain.states import DecisionState, MeetingState
from fourfold.trust.boards.models import AgendaItem, ArisingAction, Decision, Meeting
from fourfold.trust.boards.operations.locks import (
    meeting_to_run,
    note,
    refuse_empty,
    refuse_personal_data,
    refuse_unless,
)
from fourfold.trust.boards.policies import Permission
from fourfold.trust.boards.queries.meetings import places_at, quorum_at
from fourfold.trust.boards.queries.outcomes import arising_action_for_actor, decision_for_actor
from fourfold.trust.boards.queries.visibility import parts_on
from fourfold.trust.boards.subjects import Subject
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import person_for_actor

NOT_HELD = "Take attendance first: it says whether the meeting could decide."


@dataclass(frozen=True, slots=True)
class NewDecision:
    """What was decided. `provisional` records it without a quorum, for a later meeting to ratify."""

    text: str
    item_id: UUID | None = None
    provisional: bool = False
    subject: Subject | None = None


@transaction.atomic
def record_decision(
    *, actor: Standing, now: datetime, meeting_id: UUID, new: NewDecision, checked: bool = False
) -> Decision:
    """Record a decision. Without a quorum it is refused with the reason, unless it is provisional."""
    meeting = _held(actor, meeting_id)
    refuse_empty(text=new.text)
    refuse_personal_data(checked, text=new.text)
    item = _item(meeting, new.item_id)
    quorum = quorum_at(meeting, places_at(meeting))
    if not quorum.is_met and not new.provisional:
        raise BadInput.one(
            f"{quorum.sentence} Record the decision as provisional, and ratify it at a meeting that has one.",
            "provisional",
        )
    subject = new.subject or _subject_of(item)
    decision = Decision(
        board_id=meeting.board_id,
        meeting=meeting,
        item=item,
        number=(Decision.objects.filter(meeting=meeting).aggregate(last=Max("number"))["last"] or 0) + 1,
        text=new.text.strip(),
        state=DecisionState.TAKEN if quorum.is_met else DecisionState.PROVISIONAL,
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        subject_title=subject.title[:200] if subject else "",
        at=now,
    )
    decision.save(force_insert=True)
    note(actor, now, meeting, {"decision": str(decision.pk), "state": decision.state})
    return decision


@transaction.atomic
def edit_decision(*, actor: Standing, now: datetime, decision_id: UUID, text: str, checked: bool = False) -> None:
    """Mend the words of a decision, until the minutes are approved."""
    decision = decision_for_actor(actor, decision_id)
    meeting = _held(actor, decision.meeting_id)
    refuse_empty(text=text)
    refuse_personal_data(checked, text=text)
    Decision.objects.filter(pk=decision.pk).update(text=text.strip())
    note(actor, now, meeting, {"decision": str(decision.pk), "edited": True})


@transaction.atomic
def ratify_decision(*, actor: Standing, now: datetime, meeting_id: UUID, decision_id: UUID) -> None:
    """Ratify a provisional decision at a later meeting of the same board that has its quorum."""
    meeting = _held(actor, meeting_id)
    decision = decision_for_actor(actor, decision_id)
    if decision.board_id != meeting.board_id:
        raise NotFound("board.decision", decision_id)
    if decision.state != DecisionState.PROVISIONAL:
        raise BadInput.one("This decision does not wait to be ratified.")
    if decision.meeting_id == meeting.pk or decision.meeting.starts_at >= meeting.starts_at:
        raise BadInput.one("A decision is ratified at a later meeting than its own.")
    quorum = quorum_at(meeting, places_at(meeting))
    if not quorum.is_met:
        raise BadInput.one(f"{quorum.sentence} It can't ratify.")
    Decision.objects.filter(pk=decision.pk).update(state=DecisionState.RATIFIED, ratified_in=meeting)
    note(actor, now, meeting, {"decision": str(decision.pk), "ratified": True})


@dataclass(frozen=True, slots=True)
class NewArising:
    """What somebody took away from a meeting."""

    text: str
    owner_id: UUID
    due_on: date
    item_id: UUID | None = None
    decision_id: UUID | None = None


@transaction.atomic
def add_arising(
    *, actor: Standing, now: datetime, meeting_id: UUID, new: NewArising, checked: bool = False
) -> ArisingAction:
    """Add an action arising, with its owner and date. Raises `BadInput` for a date before the meeting."""
    meeting = _held(actor, meeting_id)
    refuse_empty(text=new.text)
    refuse_personal_data(checked, text=new.text)
    if new.due_on < today(meeting.starts_at):
        raise BadInput.one("It can't be due before the meeting.", "due_on")
    owner = person_for_actor(actor, new.owner_id)
    item = _item(meeting, new.item_id)
    decision = Decision.objects.filter(meeting=meeting, pk=new.decision_id).first() if new.decision_id else None
    subject = _subject_of(item)
    arising = ArisingAction(
        board_id=meeting.board_id,
        meeting=meeting,
        item=item,
        decision=decision,
        text=new.text.strip(),
        owner=owner,
        due_on=new.due_on,
        subject_kind=subject.kind if subject else "",
        subject_id=subject.id if subject else None,
        subject_title=subject.title if subject else "",
    )
    arising.save(force_insert=True)
    note(actor, now, meeting, {"arising": str(arising.pk), "owner": str(owner.pk)})
    return arising


@transaction.atomic
def finish_arising(
    *,
    actor: Standing,
    now: datetime,
    arising_id: UUID,
    done_on: date | None,
    done_note: str = "",
    checked: bool = False,
) -> None:
    """Say when an action arising was done, and what came of it; None opens it again. For its owner and who runs."""
    arising = arising_action_for_actor(actor, arising_id)
    owns = arising.owner_id == actor.person_id
    decision = policies.finish(actor, parts_on(actor, arising.board_id), owns=owns)
    require(decision, Permission.FINISH, subject_kind="board.arising", subject_id=arising_id)
    refuse_personal_data(checked, done_note=done_note)
    if done_on and done_on > today(now):
        raise BadInput.one("It can't have been done on a day that lies ahead.", "done_on")
    kept = done_note.strip() if done_on else ""
    ArisingAction.objects.filter(pk=arising.pk).update(done_on=done_on, done_note=kept)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.FINISH,
        subject_kind="board.arising",
        subject_id=arising.pk,
        detail={"board": str(arising.board_id), "done": done_on is not None},
    )


def _held(actor: Standing, meeting_id: UUID) -> Meeting:
    meeting = meeting_to_run(actor, meeting_id)
    refuse_unless(meeting, MeetingState.HELD, why=NOT_HELD)
    return meeting


def _item(meeting: Meeting, item_id: UUID | None) -> AgendaItem | None:
    if item_id is None:
        return None
    item = AgendaItem.objects.filter(meeting=meeting, pk=item_id).first()
    if item is None:
        raise BadInput.one("Choose an item of this agenda.", "item")
    return item


def _subject_of(item: AgendaItem | None) -> Subject | None:
    """What an item is about, where that is a thing of a room above: not one of our own."""
    if item is None or item.subject_id is None or item.subject_kind.startswith("board."):
        return None
    return Subject(item.subject_kind, item.subject_id, item.title)
