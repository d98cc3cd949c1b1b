"""Rows that wait: mended by a person they enter at once; those that cannot be mended are dropped, with a reason."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from fourfold.engines.tabular.contract import Severity
from fourfold.engines.tabular.inspecting import check_row
from fourfold.engines.tabular.refusing import Refusal
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound, Problem
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.deliveries import DeliveryState, WaitingState
from fourfold.records.feeds.models import Delivery, WaitingRow
from fourfold.records.feeds.operations.deliveries import kept, locked, note, said_why
from fourfold.records.feeds.operations.entering import as_taken
from fourfold.records.feeds.queries.sealing import room_keys
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def mend_row(*, actor: Standing, now: datetime, row_id: UUID, values: Mapping[str, str]) -> WaitingRow:
    """Let a waiting row enter as it was mended. `values`: the column's key to its text, all columns.

    Raises BadInput with what is still wrong, by column; Conflict where the row waits no more.
    """
    row, delivery = _waiting(actor, row_id, policies.Permission.MEND)
    contract = contract_of(delivery.contract)
    try:
        checked = check_row(contract, values, today(now))
    except Refusal as refusal:
        raise BadInput.one(str(refusal)) from None
    faults = [fault for held in checked.held for fault in held.faults]
    if faults or not checked.rows.num_rows:
        empty = [Problem("The row is empty. Fill it in, or drop it.")]
        raise BadInput([Problem(f"{one.reason} {one.mend}", one.key) for one in faults] or empty)
    mended = [{**one, "_row": row.row_number} for one in checked.rows.to_pylist()]
    said = as_taken(delivery, room_keys(), mended)[0]
    said["unique"] = contract.identity.repeats is not Severity.NOTE
    with connection.cursor() as cursor:
        cursor.execute("select * from feeds_mend(%s, %s, %s::jsonb)", [delivery.pk, row_id, json.dumps(said)])
        same_key, record_id = cursor.fetchone()
    if same_key:
        key = contract.identity.key[0]
        message = "Another row of this delivery has the same identity. Correct it, or drop this row."
        raise BadInput.one(message, key)
    row.record_id = record_id
    _decide(row, delivery, actor, now, WaitingState.ENTERED)
    note(actor, now, policies.Permission.MEND, delivery, {"row": row.row_number})
    return row


@transaction.atomic
def drop_row(*, actor: Standing, now: datetime, row_id: UUID, because: str) -> WaitingRow:
    """Leave a waiting row out for good. Raises BadInput without a reason, Conflict where it waits no more."""
    row, delivery = _waiting(actor, row_id, policies.Permission.DROP)
    row.because = said_why(because)
    _decide(row, delivery, actor, now, WaitingState.DROPPED)
    note(actor, now, policies.Permission.DROP, delivery, {"row": row.row_number})
    return row


def _waiting(actor: Standing, row_id: UUID, permission: policies.Permission) -> tuple[WaitingRow, Delivery]:
    found = WaitingRow.objects.filter(pk=row_id).first()
    if found is None:
        raise NotFound("waiting-row", row_id)
    delivery = locked(actor, found.delivery_id, permission)
    if delivery.state != DeliveryState.DELIVERED:
        raise Conflict("Rows are mended once the rest of their delivery is in.")
    found.refresh_from_db()
    if found.state != WaitingState.WAITING:
        raise Conflict("Somebody has decided about this row already. Look at how it stands now.")
    return found, delivery


def _decide(row: WaitingRow, delivery: Delivery, actor: Standing, now: datetime, state: WaitingState) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.user_id, now
    row.save(update_fields=["state", "record_id", "decided_by", "decided_at", "because"])
    counts = dict(delivery.counts)
    counts["waiting"] = counts.get("waiting", 0) - 1
    if state is WaitingState.ENTERED:
        counts["entered"] = counts.get("entered", 0) + 1
    delivery.counts = counts
    kept(delivery, "counts")
