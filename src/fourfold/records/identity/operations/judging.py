"""What people decide of two subjects: one person, or two. It holds until it is withdrawn, whatever a run finds."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.records.identity.domain.people import contradicts
from fourfold.records.identity.domain.states import Judgement, RunKind, RunState
from fourfold.records.identity.models import Override, Run
from fourfold.records.identity.models.runs import REASON
from fourfold.records.identity.operations.deciding import decide
from fourfold.records.identity.operations.modelling import in_use
from fourfold.records.identity.operations.running import end
from fourfold.records.identity.policies import Permission
from fourfold.records.identity.policies import judge as may_judge
from fourfold.records.identity.queries import holding
from fourfold.records.identity.queries.people import seen_among
from fourfold.trust.access.policies import user_of
from fourfold.trust.audit.operations import record as write_down
from fourfold.trust.partnership.domain.roles import LINKER, Standing

_NO_LIKENESS = 1_000.0
"""No pair reaches this weight: only judgements, and who is one person now, lead from one to another."""


@transaction.atomic
def judge(
    *,
    actor: Standing,
    now: datetime,
    left: UUID,
    right: UUID,
    judgement: Judgement,
    reason: str,
    task_id: UUID | None = None,
) -> UUID:
    """Decide that two subjects are one person (`together`) or two (`apart`). The id of the override that is kept.

    Who is one person is found anew at once. Raises NotFound where the actor does not see records of both for the
    purpose of the transaction, BadInput where it says no reason, Conflict where it contradicts what stands.
    """
    low, high = sorted((left, right))
    _require_seen(actor, now, low, high)
    if judgement not in (Judgement.TOGETHER, Judgement.APART) or low == high:
        raise BadInput.one("Say of two different records that they are one person’s, or two persons’.", "judgement")
    because = _said_why(reason)
    _require_fitting(low, high, judgement)
    kept = Override.objects.create(
        left_id=low,
        right_id=high,
        judgement=judgement,
        reason=because,
        decided_by=user_of(actor),
        decided_at=now,
        task_id=task_id,
    )
    _note(actor, now, Permission.JUDGE, kept, {"judgement": str(judgement), "task": str(task_id or "")})
    _decide_anew(actor, now, low, high)
    return kept.pk


@transaction.atomic
def withdraw_judgement(*, actor: Standing, now: datetime, override_id: UUID, reason: str) -> None:
    """End a judgement: what it forced is decided anew at once. Raises NotFound, BadInput, Conflict."""
    found = Override.objects.filter(pk=override_id).first()
    if found is None:
        raise NotFound("identity.override", override_id)
    _require_seen(actor, now, found.left_id, found.right_id)
    because = _said_why(reason)
    changed = Override.objects.filter(pk=override_id, ended_at__isnull=True).update(
        ended_at=now, ended_by=user_of(actor), ended_because=because
    )
    if not changed:
        raise Conflict("This judgement has been withdrawn already.")
    _note(actor, now, Permission.WITHDRAW, found, {"judgement": found.judgement})
    _decide_anew(actor, now, found.left_id, found.right_id)


def _require_seen(actor: Standing, now: datetime, left: UUID, right: UUID) -> None:
    """Hidden and absent are answered alike."""
    seen = seen_among(actor, {left, right}, now)
    if not may_judge(actor, sees_both=seen == {left, right}):
        raise NotFound("person", left)


def _said_why(reason: str) -> str:
    because = reason.strip()
    if not because:
        raise BadInput.one("Say why, so that whoever looks later understands it.", "reason")
    if len(because) > REASON:
        raise BadInput.one(f"Shorten this to {REASON:,} characters.", "reason")
    return because


def _require_fitting(left: UUID, right: UUID, judgement: Judgement) -> None:
    """The linker looks whether it fits, since judgements of others may be hidden from the actor."""
    with acting_as(LINKER.actor):
        holding.one_at_a_time()
        standing = holding.judgements_of(holding.affected([left, right], _NO_LIKENESS))
    same = {left, right}
    if any({one.left, one.right} == same and one.judgement == judgement for one in standing):
        raise Conflict("This has been decided so already.")
    if any({one.left, one.right} == same for one in standing) or contradicts(standing, left, right, judgement):
        raise Conflict(
            "This contradicts what was decided before, of these two or through others. Withdraw that first."
        )


def _decide_anew(actor: Standing, now: datetime, left: UUID, right: UUID) -> None:
    with acting_as(LINKER.actor):
        run = Run.objects.create(
            kind=RunKind.JUDGEMENT,
            state=RunState.RUNNING,
            asked_by=actor.actor.reference,
            asked_at=now,
            began_at=now,
        )
        with in_use(now) as scales:
            end(run, decide(run, scales, [left, right], now))


def _note(
    actor: Standing, now: datetime, permission: Permission, override: Override, detail: Mapping[str, str]
) -> None:
    write_down(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="identity.override",
        subject_id=override.pk,
        detail={"left": str(override.left_id), "right": str(override.right_id), **detail},
    )
