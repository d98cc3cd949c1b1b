"""The work of a removal that two officers decided: some records a transaction, until none is left to look at.

It runs as the chaser, and asks before each batch whether both officers are still there. Killed at any point, it goes
on where the last batch ended: a batch, its counts and its place are one transaction.
"""

import json
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import cast
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from fourfold.accountability.rights.domain.removal import Halts, read_batch, split
from fourfold.accountability.rights.operations.listing import copy_list, copy_removed_after_commit
from fourfold.accountability.rights.operations.writing import note
from fourfold.accountability.rights.policies import Permission
from fourfold.ground.kernel.clock import now as clock
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER

REMOVE_DUE = "rights.remove_due"
BATCH = 200
"""Records that are looked at in one transaction."""


class Point(StrEnum):
    """Where a worker may die. Tests kill it at each, and nothing is lost, doubled or stuck."""

    BEFORE_BATCH = "before-batch"
    BATCH_NOT_COMMITTED = "batch-not-committed"
    BATCH_NOT_LISTED = "batch-not-listed"
    AFTER_BATCH = "after-batch"
    AFTER_LAST = "after-last"


Pass = Callable[[Point], None]


def on(_point: Point) -> None:
    """Go on."""


def carry_out(removal_id: UUID, *, passing: Pass = on) -> int:
    """Remove what may go, as far as nothing is in the way; how many records went in this run."""
    copy_list()  # what a worker that died removed last, and did not write down
    gone = 0
    while (some := _batch(removal_id, passing)) is not None:
        gone += some
        passing(Point.AFTER_BATCH)
    passing(Point.AFTER_LAST)
    return gone


def _batch(removal_id: UUID, passing: Pass) -> int | None:
    """One transaction: how many went; None where it is over, or waits."""
    passing(Point.BEFORE_BATCH)
    with acting_as(CHASER.actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select rights_removal_next(%s, %s)::text", [removal_id, BATCH])
        (said,) = cursor.fetchone()
        at, since = clock(), _database_clock(cursor)  # from here on nobody else removes rows of this holder
        batch = read_batch(said) if said else None
        if batch is None or batch.halts is not Halts.NOTHING:
            return None
        if not batch.rows:
            cursor.execute("select rights_removal_done(%s, %s)", [removal_id, at])
            note(CHASER, at, Permission.REMOVE_DUE, removal_id, {"act": "done"}, kind="rights.removal")
            return None
        going, staying = split(batch)
        last = batch.rows[-1]
        cursor.execute(
            "select rights_remove_batch(%s, %s::uuid[], %s::jsonb, %s, %s)",
            [removal_id, list(going), json.dumps(staying), last.on, last.id],
        )
        gone = int(cursor.fetchone()[0])
        detail = {"act": "batch", "agency": batch.holder_id, "looked": len(batch.rows), "removed": gone}
        note(CHASER, at, Permission.REMOVE_DUE, removal_id, {**detail, "records": list(going)}, kind="rights.removal")
        passing(Point.BATCH_NOT_COMMITTED)
        transaction.on_commit(lambda: passing(Point.BATCH_NOT_LISTED))
        if gone:
            copy_removed_after_commit(since, _database_clock(cursor))
    return gone


def _database_clock(cursor: CursorWrapper) -> datetime:
    """What the database writes into its list: its own clock, which may not be ours."""
    cursor.execute("select clock_timestamp()")
    (at,) = cursor.fetchone()
    return cast("datetime", at)


def work_off_after_commit(removal_id: UUID) -> None:
    """Have the worker do it, once what asks for it is committed."""
    transaction.on_commit(lambda: defer(removal_id), robust=True)


def defer(removal_id: UUID) -> None:
    """Hand a removal to the worker, unless it waits there already. No lock: a worker that died keeps nobody out."""
    try:
        app.configure_task(REMOVE_DUE, queueing_lock=f"{REMOVE_DUE}:{removal_id}").defer(removal_id=str(removal_id))
    except AlreadyEnqueued:
        return


def take_up() -> int:
    """Hand removals that should go on, and on which nobody may be working, to the worker; how many."""
    with acting_as(CHASER.actor), connection.cursor() as cursor:
        cursor.execute("select rights_unfinished_removals()")
        found: list[UUID] = cursor.fetchone()[0]
    for removal_id in found:
        defer(removal_id)
    return len(found)
