"""What of an agency's records may be removed with others, what stays and why, and how far a removal is."""

import json
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.removal import GOES, Halts, RemovalState, periods_of
from fourfold.accountability.rights.models import DueRemoval
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.requests import agencies_of
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.request_context import request_id
from fourfold.trust.partnership.domain.roles import Standing

COUNTED = 500
"""Of how many records that are due, the oldest, it is counted what may go."""
SHOWN = 25


@dataclass(frozen=True, slots=True)
class Line:
    """A record that is due. `why`: why it stays; empty where it may go."""

    record_id: UUID
    on: date
    reference: str
    role: str
    why: str


@dataclass(frozen=True, slots=True)
class Waits:
    """Why a removal waits, and whether whoever decided and whoever confirmed are officers still."""

    halts: Halts
    decider: bool
    confirmer: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of records begins: after this one."""

    on: date
    record_id: UUID

    def __str__(self) -> str:
        return f"{self.on.isoformat()}_{self.record_id}"


def place_of(said: str) -> Place | None:
    """From an address; None for anything that is none."""
    day, _stroke, record = said.partition("_")
    try:
        return Place(date.fromisoformat(day), UUID(record))
    except ValueError:
        return None


def lines_for_actor(
    actor: Standing, holder_id: UUID, data_set: str, on: date, after: Place | None
) -> tuple[list[Line], Place | None]:
    """Some of the records of the actor's agency that are due, the oldest first, and after which the next begin.

    The reading is written down. Empty for a holder that is not the actor's.
    """
    require(policies.handle(actor), Permission.READ, subject_kind="rights.removal")
    begins: tuple[date | None, UUID | None] = (after.on, after.record_id) if after else (None, None)
    with connection.cursor() as cursor:
        cursor.execute(
            "select record_id, occurred_on, reference, subject_role, why"
            " from rights_removal_lines(%s, %s, %s, %s, %s, %s, %s, %s)",
            [holder_id, data_set, json.dumps(periods_of(data_set)), on, *begins, SHOWN + 1, request_id()],
        )
        found = [Line(*row) for row in cursor.fetchall()]
    last = found[SHOWN - 1] if len(found) > SHOWN else None
    return found[:SHOWN], Place(last.on, last.record_id) if last else None


def counts_for_actor(actor: Standing, holder_id: UUID, data_set: str, on: date) -> tuple[int, dict[str, int]]:
    """Of the oldest `COUNTED` that are due, how many may go, and how many stay, by reason."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.removal")
    with connection.cursor() as cursor:
        cursor.execute(
            "select why, records from rights_removal_counts(%s, %s, %s, %s, %s)",
            [holder_id, data_set, json.dumps(periods_of(data_set)), on, COUNTED],
        )
        found: dict[str, int] = dict(cursor.fetchall())
    return found.pop(GOES, 0), found


def removals_for_actor(actor: Standing) -> QuerySet[DueRemoval]:
    """What the actor's agencies had removed, the newest first."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.removal")
    found = DueRemoval.objects.filter(holder_id__in=agencies_of(actor))
    return found.select_related("holder", "decided_by", "confirmed_by", "ended_by").order_by("-decided_at", "id")


def removal_for_actor(actor: Standing, removal_id: UUID, *, lock: bool = False) -> DueRemoval:
    """A removal of the actor's agency. Raises `NotFound` alike for hidden and absent."""
    found = removals_for_actor(actor).filter(pk=removal_id)
    one = (found.select_for_update(of=("self",)) if lock else found).first()
    if one is None:
        raise NotFound("rights.removal", removal_id)
    return one


def open_removals(actor: Standing) -> dict[tuple[UUID, str], UUID]:
    """Those of the actor's agencies that are not over, by holder and data set."""
    rows = removals_for_actor(actor).filter(state__in=[RemovalState.PROPOSED, RemovalState.GOING])
    return {(one.holder_id, one.data_set): one.pk for one in rows}


def waits_of(removal: DueRemoval) -> Waits:
    """Why a removal already fetched waits."""
    with connection.cursor() as cursor:
        cursor.execute("select halts, decider, confirmer from rights_removal_waits(%s)", [removal.pk])
        halts, decider, confirmer = cursor.fetchone()
    return Waits(Halts(halts), decider, confirmer)


def unnamed_requests(actor: Standing, holder_id: UUID) -> int:
    """How many open requests to the actor's agency do not say yet whom they are about."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.removal")
    with connection.cursor() as cursor:
        cursor.execute("select rights_unnamed(%s)", [holder_id])
        return int(cursor.fetchone()[0])
