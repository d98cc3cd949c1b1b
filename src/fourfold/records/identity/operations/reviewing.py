"""Answering a question, and taking back what was decided by it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound, Problem
from fourfold.records.feeds.queries.records import newest_of
from fourfold.records.feeds.queries.sight import Sight
from fourfold.records.identity import policies
from fourfold.records.identity.domain.opinions import (
    LETTERS,
    NOT_SURE,
    Settled,
    in_order,
    judgement_of,
    pairs_said,
    settle,
)
from fourfold.records.identity.domain.sampling import is_sampled
from fourfold.records.identity.domain.states import TaskState
from fourfold.records.identity.models import Opinion, Task
from fourfold.records.identity.models.runs import REASON
from fourfold.records.identity.operations.judging import judge, withdraw_judgement
from fourfold.records.identity.policies import Permission
from fourfold.records.identity.queries.tasks import OPEN, decisions_of
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record as write_down
from fourfold.trust.sealing.queries import lasting_hash


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reviewer says: `groups` a letter for each subject (see `domain/opinions.py`), empty for not sure."""

    groups: str
    reason: str


@transaction.atomic
def answer(*, sight: Sight, now: datetime, task_id: UUID, said: Answer) -> Settled:
    """Keep an opinion, and decide the question if that follows from it.

    Raises NotFound alike for hidden and absent, Conflict where the question is closed or was answered already,
    BadInput for an opinion that does not fit or gives no reason.
    """
    task, reviewer = _for_reviewer(sight, task_id)
    if task.state not in OPEN:
        raise Conflict("This question is closed. Look at what was decided.")
    if Opinion.objects.filter(task_id=task_id, reviewer=reviewer).exists():
        raise Conflict("You have answered this question. Somebody else says what they think of it now.")
    groups, reason = _groups(said.groups, len(task.subjects)), _reason(said.reason)
    Opinion.objects.create(
        task_id=task_id, reviewer=reviewer, judgement=judgement_of(groups), groups=groups, reason=reason, at=now
    )
    if Task.objects.select_for_update().filter(pk=task_id, state__in=OPEN).first() is None:
        raise Conflict("Somebody else has just closed this question. Look at what was decided.")
    settled = settle(_said(task_id), is_sampled=_is_sampled(task_id))
    over = settled.state is TaskState.DECIDED
    Task.objects.filter(pk=task_id).update(state=settled.state, closed_at=now if over else None)
    if over and settled.groups:
        for left, right, judgement in pairs_said(task.subjects, settled.groups):
            judge(
                actor=sight.looker.standing,
                now=now,
                left=left,
                right=right,
                judgement=judgement,
                reason=reason,
                task_id=task_id,
            )
    detail = {"judgement": str(judgement_of(groups)), "state": str(settled.state)}
    _note(sight, now, Permission.REVIEW, task_id, detail)
    return settled


@transaction.atomic
def take_back(*, sight: Sight, now: datetime, task_id: UUID, reason: str) -> int:
    """End every decision of a question that is in force; how many. Raises NotFound, Conflict where there is none."""
    _for_reviewer(sight, task_id)
    found = decisions_of(task_id)
    if not found:
        raise Conflict("Nothing that was decided by this question is in force.")
    why = _reason(reason)
    for override in found:
        withdraw_judgement(actor=sight.looker.standing, now=now, override_id=override.pk, reason=why)
    _note(sight, now, Permission.WITHDRAW, task_id, {"count": len(found)})
    return len(found)


def _for_reviewer(sight: Sight, task_id: UUID) -> tuple[Task, UUID]:
    """The question, if each of its subjects has a record that the looker sees."""
    task = Task.objects.filter(pk=task_id).first()
    if task is None or len(newest_of(sight, task.subjects)) < len(task.subjects):
        raise NotFound("question", task_id)
    reviewer = sight.looker.standing.user_id
    require(
        policies.review(sight.looker.standing, sees_all=True, is_trained=sight.is_trained),
        Permission.REVIEW,
        subject_kind="question",
        subject_id=task_id,
    )
    if reviewer is None:
        raise NotFound("question", task_id)
    return task, reviewer


def _groups(letters: str, size: int) -> str:
    if letters == NOT_SURE:
        return NOT_SURE
    if len(letters) != size or set(letters) - set(LETTERS):
        raise BadInput([Problem(f"Give each of the {size} records a letter from A to E.", "answer")])
    return in_order(letters)


def _reason(text: str) -> str:
    why = text.strip()
    if not why:
        raise BadInput([Problem("Say why. Whoever looks at it later needs to know.", "reason")])
    if len(why) > REASON:
        raise BadInput([Problem(f"This has {len(why):,} characters. Shorten it to {REASON:,}.", "reason")])
    return why


def _said(task_id: UUID) -> list[str]:
    """What everybody said, in their order: the reviewer has spoken, and what follows is the database's to know."""
    with connection.cursor() as cursor:
        cursor.execute("select identity_said(%s)", [task_id])
        (said,) = cursor.fetchone()
    return list(said or [])


def _is_sampled(task_id: UUID) -> bool:
    return is_sampled(lasting_hash(str(task_id), kind="identity-second-opinion"))


def _note(sight: Sight, now: datetime, permission: Permission, task_id: UUID, detail: Mapping[str, object]) -> None:
    write_down(
        actor=sight.looker.standing.actor,
        now=now,
        permission=permission,
        subject_kind="question",
        subject_id=task_id,
        purpose=sight.purpose,
        detail=detail,
    )
