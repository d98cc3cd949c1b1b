"""Moving an action: progress updates, with the status and the dates they bring; and comments."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import Marking, Status, TimescaleKind
from fourfold.accountability.plan.models import Action, Comment, Timescale, Update
from fourfold.accountability.plan.operations.actions import ActionWords, plain, save_revision
from fourfold.accountability.plan.operations.locks import action_to_move, visible_action
from fourfold.accountability.plan.operations.telling import tell_of_update
from fourfold.accountability.plan.policies import Permission
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.ground.kernel.personal_data import find
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.operations import relate
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Progress:
    """What an update says.

    `readers` are the user ids that may read a restricted update, beside its author. `reviewed_next_on` closes
    the open review and sets the next. `checked` says that the writer looked at what seemed personal data.
    `status_seen` is the status that the writer was shown: another in the meantime is never overwritten unasked.
    """

    text: str
    status: Status
    reason: str = ""
    marking: Marking = Marking.OFFICIAL
    readers: tuple[UUID, ...] = ()
    reviewed_next_on: date | None = None
    checked: bool = False
    status_seen: Status | None = None


REASON_NEEDED = {Status.AT_RISK: "at risk", Status.OFF_TRACK: "off track"}


@transaction.atomic
def post_update(*, actor: Standing, now: datetime, action_id: UUID, progress: Progress) -> Update:
    """Write a progress update and carry out what it says: status, completion, review.

    Raises `BadInput` without a text, without a reason where one is due (at risk, off track, reopening), or where
    the text looks like personal data and nobody has checked it.
    """
    action = action_to_move(actor, action_id)
    before = Status(action.status)
    problems = update_problems(before, progress)
    if problems:
        raise BadInput(problems)
    update = Update(
        plan_id=action.plan_id,
        action=action,
        author_id=actor.person_id,
        at=now,
        text=progress.text,
        status_before=before,
        status_after=progress.status,
        reason=progress.reason,
        marking=progress.marking,
    )
    Update.objects.bulk_create([update])
    if progress.readers:
        relate(
            actor=actor.actor,
            now=now,
            user_ids=list(progress.readers),
            kind="named-reader",
            subject_kind="plan.update",
            subject_id=update.pk,
        )
    _carry_out(action, actor=actor, now=now, progress=progress)
    tell_of_update(actor, now, action, update)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.MOVE,
        subject_kind="plan.update",
        subject_id=update.pk,
        detail={
            "action": str(action.pk),
            "from": before.value,
            "to": progress.status.value,
            "marking": progress.marking.value,
            "looked_personal": len(find(progress.text + "\n" + progress.reason)),
        },
    )
    return update


def update_problems(before: Status, progress: Progress) -> list[Problem]:
    """What keeps an update of an action whose status is `before` from being posted; empty when nothing does."""
    problems = []
    if progress.status_seen not in (None, before):
        problems.append(
            Problem(
                f"Somebody changed the status to “{before.label}” while you were writing. Choose the status again.",
                "status",
            )
        )
    if not progress.text.strip():
        problems.append(Problem("Enter what has happened.", "text"))
    if not progress.reason.strip():
        if progress.status in REASON_NEEDED and progress.status is not before:
            problems.append(Problem(f"Say why the action is {REASON_NEEDED[progress.status]}.", "reason"))
        elif before is Status.COMPLETE and progress.status is not Status.COMPLETE:
            problems.append(Problem("Say why the action is open again.", "reason"))
    if progress.marking is Marking.OFFICIAL_SENSITIVE and progress.status is not before:
        problems.append(Problem("Change the status in an OFFICIAL update: everyone sees the status.", "marking"))
    if progress.marking is Marking.OFFICIAL and progress.readers:
        problems.append(Problem("Everyone who reads the plan reads an OFFICIAL update. Choose nobody.", "readers"))
    problems += personal_data_problems(progress.text, "text", checked=progress.checked)
    problems += personal_data_problems(progress.reason, "reason", checked=progress.checked)
    return problems


def personal_data_problems(text: str, where: str, *, checked: bool) -> list[Problem]:
    """A problem for text that looks like personal data, unless the writer has checked it."""
    found = find(text)
    if not found or checked:
        return []
    seen = ", ".join(dict.fromkeys(f"{item.looks_like} (“{item.text.strip()}”)" for item in found))
    return [
        Problem(
            f"This looks like personal data: {seen}. Take it out, or tick the box to say that it is not about "
            "a person who uses our services.",
            where,
        )
    ]


def _carry_out(action: Action, *, actor: Standing, now: datetime, progress: Progress) -> None:
    before = ActionWords.of(action)
    changes: dict[str, list[object]] = {}
    if progress.status != action.status:
        changes["status"] = [str(action.status), progress.status.value]
        action.status, action.status_since = progress.status, now
        action.status_reason = progress.reason
    elif progress.reason:
        action.status_reason = progress.reason
    if progress.status is Status.COMPLETE:
        _close_dates(action, on=today(now), kinds=[TimescaleKind.DUE, TimescaleKind.REVIEW])
        changes |= {"due_on": [before.due_on, None], "review_on": [before.review_on, None]}
    elif progress.reviewed_next_on is not None:
        _close_dates(action, on=today(now), kinds=[TimescaleKind.REVIEW])
        Timescale.objects.create(
            plan_id=action.plan_id, action=action, kind=TimescaleKind.REVIEW, date=progress.reviewed_next_on
        )
        changes["review_on"] = [before.review_on, progress.reviewed_next_on]
    changes = {name: [plain(old), plain(new)] for name, (old, new) in changes.items() if old != new}
    if changes:
        save_revision(action, actor=actor, now=now, changes=changes)
    elif progress.reason:
        action.save(update_fields=["status_reason"])


def _close_dates(action: Action, *, on: date, kinds: list[TimescaleKind]) -> None:
    Timescale.objects.filter(action=action, kind__in=kinds, done_on__isnull=True).update(done_on=on)


@transaction.atomic
def comment(*, actor: Standing, now: datetime, action_id: UUID, text: str, checked: bool = False) -> Comment:
    """Say something about an action. Raises `BadInput` without a text or with what looks like personal data."""
    action = visible_action(actor, action_id)
    require(policies.comment(actor), Permission.COMMENT, subject_kind="plan.action", subject_id=action_id)
    if not text.strip():
        raise BadInput.one("Enter a comment.", "text")
    problems = personal_data_problems(text, "text", checked=checked)
    if problems:
        raise BadInput(problems)
    said = Comment(plan_id=action.plan_id, action=action, author_id=actor.person_id, at=now, text=text)
    Comment.objects.bulk_create([said])
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.COMMENT,
        subject_kind="plan.comment",
        subject_id=said.pk,
        detail={"action": str(action.pk)},
    )
    return said
