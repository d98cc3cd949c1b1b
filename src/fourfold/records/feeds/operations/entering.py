"""The rows of a checked delivery enter, batch by batch, and are seen together when the last is in."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pyarrow as pa
from django.db import DatabaseError, connection

from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.inspecting import Opened
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.contracts import contract as contract_of
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.domain.entering import open_rows, record_rows
from fourfold.records.feeds.domain.failpoints import Failpoint
from fourfold.records.feeds.domain.identifiers import Keys
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.operations.deliveries import be_patient, locked, note
from fourfold.records.feeds.operations.spooling import Spool, ahead
from fourfold.records.feeds.queries.files import file_of, options_of
from fourfold.records.feeds.queries.sealing import room_keys
from fourfold.trust.partnership.domain.roles import Standing

_OVERTAKEN = {"40001", "P0002"}
"""What the database says where another worker has taken the batch, or delivered all of it (`feeds_take`)."""

Pass = Callable[[Failpoint], None]


def on(_failpoint: Failpoint) -> None:
    """Nothing happens at a failpoint, except in tests."""


def enter(
    *, actor: Standing, now: datetime, delivery_id: UUID, passing: Pass = on, spool: Spool | None = None
) -> Delivery:
    """Let the rows of a checked delivery enter, each batch with the delivery's progress in a transaction of its own.

    Called again after an interruption it goes on where it was. Raises Conflict where another worker is at it, or the
    delivery is not to enter. `passing`: called at each failpoint. `spool`: what `check` accepted in this process;
    without it the file is checked again.
    """
    with acting_as(actor.actor):
        delivery = locked(actor, delivery_id, policies.Permission.ENTER)
        if delivery.state != DeliveryState.ENTERING:
            raise Conflict("This delivery is not one whose rows are entering.")
        stack = ExitStack()
        path = None if spool is not None and spool.is_full else stack.enter_context(file_of(delivery))
    contract = contract_of(delivery.contract)
    done, keys = delivery.progress, [room_keys()]
    with stack:
        tables = spool.tables() if path is None and spool is not None else _checked_again(delivery, contract, path)
        for upto, rows in ahead(_prepared(delivery, keys[0], table) for table in tables):
            keys[0] = room_keys()  # here, not where batches are prepared: that thread asks the database nothing
            if upto > done:
                passing(Failpoint.BEFORE_BATCH)
                _take(actor, delivery, (done, upto), rows, passing)
                passing(Failpoint.AFTER_BATCH)
                done = upto
    passing(Failpoint.BEFORE_WHOLE)
    with acting_as(actor.actor):
        delivery = _deliver(actor, now, delivery_id)
        passing(Failpoint.WHOLE_NOT_COMMITTED)
    passing(Failpoint.AFTER_WHOLE)
    return delivery


def _checked_again(delivery: Delivery, contract: Contract, path: Path | None) -> Iterator[pa.Table]:
    """The accepted rows, batch by batch, by checking the file once more. Asks the database nothing."""
    if path is not None:
        yield from (checked.rows for checked in Opened(path, contract, options_of(delivery)).checked())


def _prepared(delivery: Delivery, keys: Keys, table: pa.Table) -> tuple[int, str]:
    """A batch as the database takes it, without what is done, and the number of its last row; 0 where nothing is."""
    rows = [row for row in table.to_pylist() if row["_row"] > delivery.progress]
    if not rows:
        return 0, ""
    return int(rows[-1]["_row"]), json.dumps(as_taken(delivery, keys, rows), ensure_ascii=False)


def as_taken(delivery: Delivery, keys: Keys, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as the database takes them."""
    contract = contract_of(delivery.contract)
    if contract.is_open:
        return list(open_rows(contract, rows, keys))
    return list(record_rows(contract, rows, keys, fallback=today(delivery.as_of)))


def _take(actor: Standing, delivery: Delivery, part: tuple[int, int], rows: str, passing: Pass) -> None:
    """One batch: the rows after the first number of `part`, up to the second."""
    with acting_as(actor.actor):
        be_patient()
        try:
            with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
                # Megabytes: as a parameter, where Django's cursor would write them into the statement.
                cursor.execute("select * from feeds_take(%s, %s, %s, %s::json)", [delivery.pk, *part, rows])
        except DatabaseError as error:
            if getattr(error.__cause__, "sqlstate", "") not in _OVERTAKEN:
                raise
            raise Conflict("Another worker is entering this delivery's rows.") from error
        passing(Failpoint.BATCH_NOT_COMMITTED)


def _deliver(actor: Standing, now: datetime, delivery_id: UUID) -> Delivery:
    delivery = locked(actor, delivery_id, policies.Permission.ENTER, wait=True)
    if delivery.state != DeliveryState.ENTERING:
        raise Conflict("Another worker has delivered this.")
    be_patient()
    with connection.cursor() as cursor:
        cursor.execute("select * from feeds_deliver(%s, %s)", [delivery_id, now])
    delivery.refresh_from_db()
    note(
        actor,
        now,
        policies.Permission.ENTER,
        delivery,
        {"state": str(delivery.state), **{key: int(value) for key, value in delivery.counts.items()}},
    )
    return delivery
