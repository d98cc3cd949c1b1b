"""Records that are due are kept, with a reason and until a day; suspicions are closed until then."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.clock import months_after
from fourfold.accountability.rights.domain.retention import KEPT_AT_MOST, rules
from fourfold.accountability.rights.models import RetentionDecision
from fourfold.accountability.rights.operations.writing import note, said
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.requests import agencies_of
from fourfold.accountability.rights.queries.retention import due_of
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import CHASER, Standing


@transaction.atomic
def keep_due(
    *, actor: Standing, now: datetime, holder_id: UUID, data_set: str, why: str, until: date
) -> RetentionDecision:
    """Keep what is due of a data set, until a day on which somebody looks again. What was closed is open again."""
    decision = policies.handle_of(actor, holder_id, agencies_of(actor))
    require(decision, Permission.RETAIN, subject_kind="partnership.agency", subject_id=holder_id)
    due = due_of(actor, holder_id, data_set, today(now))
    reason = said(why, "why", "Say why these records are still needed.")
    if not today(now) < until <= months_after(today(now), KEPT_AT_MOST):
        raise BadInput.one("Choose a day to come, at most ten years from now.", "until")
    kept = RetentionDecision(
        holder_id=holder_id,
        data_set=data_set,
        before=due.before,
        until=until,
        why=reason,
        records=due.records,
        decided_at=now,
        decided_by_id=policies.known_person(actor, Permission.RETAIN),
    )
    kept.save(force_insert=True)
    detail = {"agency": holder_id, "data_set": data_set, "records": due.records, "before": due.before, "until": until}
    note(actor, now, Permission.RETAIN, kept.pk, detail, kind="rights.retention")
    return kept


def close_overdue(now: datetime) -> int:
    """Each hour: close suspicions that are due, and open what is due no more; how many were closed."""
    with acting_as(CHASER.actor), connection.cursor() as cursor:
        cursor.execute("select rights_close_overdue(%s)", [rules(today(now))])
        return int(cursor.fetchone()[0])
