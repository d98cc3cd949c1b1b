"""Records are destroyed, with everything that was made of them. Who decides that, and why, upper rooms keep."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from fourfold.ground.kernel.errors import Conflict
from fourfold.records.feeds import policies
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing

HELD = "A legal hold keeps these records. Lift it first, with a reason, or leave them."
_REFUSED_BY_CONSTRAINT = "23514"


@transaction.atomic
def remove_records(*, actor: Standing, now: datetime, holder_id: UUID, record_ids: Collection[UUID]) -> int:
    """Destroy records of a holder, every version of each, and forget people of whom nothing is left; how many went.

    All of them or none. Raises `NotAllowed`, and `Conflict` where a legal hold keeps one. The audit keeps opaque ids.
    """
    wanted = sorted(set(record_ids))
    require(
        policies.remove(actor, holder_ids=[holder_id]),
        policies.Permission.REMOVE,
        subject_kind="partnership.agency",
        subject_id=holder_id,
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select feeds_remove(%s::uuid[])", [wanted])
            gone = int(cursor.fetchone()[0])
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", "") != _REFUSED_BY_CONSTRAINT:
            raise
        raise Conflict(HELD) from error
    record(
        actor=actor.actor,
        now=now,
        permission=policies.Permission.REMOVE,
        subject_kind="partnership.agency",
        subject_id=holder_id,
        detail={"records": [str(one) for one in wanted], "removed": gone},
    )
    return gone


def remove_again(*, record_ids: Sequence[UUID]) -> int:
    """After a restore, as the installation: what was removed goes again; how many records were there."""
    with connection.cursor() as cursor:
        cursor.execute("select feeds_remove_again(%s::uuid[])", [list(record_ids)])
        return int(cursor.fetchone()[0])
