"""Records that are due are kept, with a reason and until a day, or removed; suspicions are closed until then."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.clock import months_after
from fourfold.accountability.rights.domain.retention import KEPT_AT_MOST, RetentionAct, due_before, rules
from fourfold.accountability.rights.models import RetentionDecision
from fourfold.accountability.rights.operations.listing import copy_after_commit
from fourfold.accountability.rights.operations.writing import note, said
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.requests import agencies_of
from fourfold.accountability.rights.queries.retention import Due, due_of, removal_for_actor
from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import now as clock
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations.removing import remove_records
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import CHASER, Standing
from fourfold.trust.partnership.queries import standing_of

REMOVE_DUE = "rights.remove_due"
BATCH = 200
"""Records that are removed in one transaction."""


@transaction.atomic
def keep_due(
    *, actor: Standing, now: datetime, holder_id: UUID, data_set: str, why: str, until: date
) -> RetentionDecision:
    """Keep what is due of a data set, until a day on which somebody looks again. What was closed is open again."""
    due = _due(actor, now, holder_id, data_set)
    reason = said(why, "why", "Say why these records are still needed.")
    if not today(now) < until <= months_after(today(now), KEPT_AT_MOST):
        raise BadInput.one("Choose a day to come, at most ten years from now.", "until")
    return _decide(actor, now, due, RetentionDecision(act=RetentionAct.KEEP, why=reason, until=until))


@transaction.atomic
def remove_due(*, actor: Standing, now: datetime, holder_id: UUID, data_set: str) -> RetentionDecision:
    """Have what is due of a data set removed, but for what a legal hold keeps; a worker does it, in the actor's name.

    Raises `Conflict` where all of it is held, or is being removed.
    """
    due = _due(actor, now, holder_id, data_set)
    if due.held == due.records:
        raise Conflict("A legal hold keeps all of these records.")
    if RetentionDecision.objects.filter(
        holder_id=holder_id, data_set=data_set, act=RetentionAct.REMOVE, finished_at__isnull=True
    ).exists():
        raise Conflict("These records are being removed already.")
    made = _decide(actor, now, due, RetentionDecision(act=RetentionAct.REMOVE))
    user_id = actor.user_id
    if user_id is not None:
        transaction.on_commit(lambda: defer(made.pk, user_id), robust=True)
    return made


def carry_out(decision_id: UUID, actor: Actor) -> int:
    """Remove what one decision is about, a batch a transaction, in the name of whoever decided; how many went.

    Killed, it goes on where it was. What comes under a hold meanwhile stays.
    """
    gone = 0
    while True:
        with acting_as(actor), transaction.atomic():
            standing, at = standing_of(actor), clock()
            decision = removal_for_actor(standing, decision_id)
            if decision.finished_at is not None:
                return gone
            with connection.cursor() as cursor:
                cursor.execute(
                    "select rights_due_next(%s, %s, %s, %s)",
                    [rules(today(decision.decided_at)), decision.holder_id, decision.data_set, BATCH],
                )
                some = cursor.fetchone()[0]
            if not some:
                decision.finished_at = at
                decision.save(update_fields=["finished_at"])
                return gone
            gone += remove_records(actor=standing, now=at, holder_id=decision.holder_id, record_ids=some)
            copy_after_commit()


def defer(decision_id: UUID, user_id: UUID) -> None:
    """Hand a removal to the worker, unless it waits there already."""
    name = f"{REMOVE_DUE}:{decision_id}"
    try:
        app.configure_task(REMOVE_DUE, queueing_lock=name, lock=name).defer(
            decision_id=str(decision_id), user_id=str(user_id)
        )
    except AlreadyEnqueued:
        return


def look_after(now: datetime) -> int:
    """Each hour: close suspicions that are due, and take up removals left behind; how many were closed."""
    with acting_as(CHASER.actor), connection.cursor() as cursor:
        cursor.execute("select rights_close_overdue(%s)", [rules(today(now))])
        closed = int(cursor.fetchone()[0])
        cursor.execute("select decision_id, user_id from rights_unfinished_removals()")
        left = cursor.fetchall()
    for decision_id, user_id in left:
        defer(decision_id, user_id)
    return closed


def _due(actor: Standing, now: datetime, holder_id: UUID, data_set: str) -> Due:
    decision = policies.handle_of(actor, holder_id, agencies_of(actor))
    require(decision, Permission.RETAIN, subject_kind="partnership.agency", subject_id=holder_id)
    return due_of(actor, holder_id, data_set, today(now))


def _decide(actor: Standing, now: datetime, due: Due, made: RetentionDecision) -> RetentionDecision:
    made.holder_id, made.data_set = due.holder_id, due.data_set
    made.records = due.records if made.act == RetentionAct.KEEP else due.records - due.held
    made.before = due_before(due.data_set, today(now))
    made.decided_at, made.decided_by_id = now, policies.known_person(actor, Permission.RETAIN)
    made.save(force_insert=True)
    detail = {"agency": due.holder_id, "data_set": due.data_set, "act": made.act, "records": made.records}
    note(actor, now, Permission.RETAIN, made.pk, {**detail, "until": made.until}, kind="rights.retention")
    return made
