"""Records are destroyed, with everything that was made of them. Who decides that, and why, upper rooms keep."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from fourfold.ground.kernel.errors import Conflict
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.contracts import contract
from fourfold.records.feeds.domain.entering import PERSON
from fourfold.records.feeds.models import WaitingRow
from fourfold.records.feeds.queries.sealing import room_keys
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
    _drop_waiting(wanted)
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


def _drop_waiting(record_ids: Sequence[UUID]) -> None:
    """Rows that wait to be mended and are about somebody of whom nothing else is left: they name them as sent."""
    with connection.cursor() as cursor:
        cursor.execute("select holder_id, mac from feeds_own_numbers(%s::uuid[])", [list(record_ids)])
        numbers = {(holder, bytes(mac)) for holder, mac in cursor.fetchall()}
    if not numbers:
        return
    hashed = room_keys().hashed
    rows = WaitingRow.objects.filter(delivery__holder_id__in={holder for holder, _mac in numbers})
    theirs = [
        row.pk
        for row in rows.select_related("delivery").iterator(chunk_size=1000)
        if (number := _number_of(row)) and (row.delivery.holder_id, hashed(number, "person")) in numbers
    ]
    if theirs:
        with connection.cursor() as cursor:
            cursor.execute("select feeds_drop_waiting(%s::uuid[])", [theirs])


def _number_of(row: WaitingRow) -> str:
    """The agency's own number for the person of a row, as it is hashed on entering; empty without one."""
    if not any(column.key == PERSON for column in contract(row.delivery.contract).columns):
        return ""
    header = next((one for one, key in row.delivery.mapping.items() if key == PERSON), "")
    return str(row.as_sent.get(header) or "").strip()
