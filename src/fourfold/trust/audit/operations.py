"""Writing the audit log: an act with its entry, a refusal on its own connection, and sealing into the chain."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from uuid import uuid4

from django.db import DEFAULT_DB_ALIAS, connections

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.domain.entries import (
    Outcome,
    clean_detail,
    permission_name,
    token,
    token_or_junk,
)
from fourfold.trust.audit.request_context import request_id

DENIALS = "denials"
"""The alias of the connection that outlives the request's rollback."""
BATCH = 1_000
_NOTHING: Mapping[str, object] = MappingProxyType({})


class OutsideTransactionError(RuntimeError):
    """An entry was about to be written apart from the act that it tells of."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act, read or refusal of several that are written together. The fields are those of `record`."""

    permission: str
    subject_kind: str
    subject_id: object
    outcome: Outcome = Outcome.DONE
    purpose: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


def record(
    *,
    actor: Actor,
    now: datetime,
    permission: str,
    subject_kind: str,
    subject_id: object,
    outcome: Outcome = Outcome.DONE,
    purpose: str = "",
    detail: Mapping[str, object] = _NOTHING,
) -> None:
    """Write what `actor` did or read, in the caller's transaction: act and entry commit together or not at all.

    The transaction must be one of `acting_as(actor)`: row-level security refuses an entry in another's name.
    `detail` holds keys, counts, states and ids only; ValueError for anything else.
    """
    act = Act(permission, subject_kind, subject_id, outcome, purpose, detail)
    record_all(actor=actor, now=now, acts=[act])


def record_all(*, actor: Actor, now: datetime, acts: Sequence[Act]) -> None:
    """As `record`, for several acts of one moment: an entry each, in this order, all of them or none.

    One statement for as many as `BATCH`, which costs a third of an entry at a time.
    """
    if not connections[DEFAULT_DB_ALIAS].in_atomic_block:
        raise OutsideTransactionError("Write the audit entry inside the transaction of the act.")
    rows = [_row(actor, now, act) for act in acts]
    for first in range(0, len(rows), BATCH):
        _insert(DEFAULT_DB_ALIAS, rows[first : first + BATCH])


def _row(actor: Actor, now: datetime, act: Act) -> dict[str, object]:
    return _columns(actor, now) | {
        "permission": permission_name(act.permission),
        "outcome": Outcome(act.outcome).value,
        "subject_kind": token(act.subject_kind, "kind of subject"),
        "subject_id": token(act.subject_id, "subject's id"),
        "purpose": token(act.purpose, "purpose"),
        "detail": clean_detail(act.detail),
    }


def _columns(actor: Actor, now: datetime) -> dict[str, object]:
    """What every entry says: which, when, whose, and of which request."""
    return {
        "id": str(uuid4()),
        "occurred_at": now.isoformat(),
        "actor": actor.reference,
        "request_id": request_id(),
    }


def record_denial(
    *,
    actor: Actor,
    now: datetime,
    permission: str,
    subject_kind: str,
    subject_id: object,
    purpose: str = "",
    detail: Mapping[str, object] = _NOTHING,
) -> None:
    """Write that `actor` was refused, at once and for good, whatever becomes of the request's own transaction.

    A subject that comes from outside and is no id is kept as `unreadable`. Database errors go up: a refusal
    that cannot be written down must not be answered as if it had been.
    """
    with acting_as(actor, using=DENIALS):
        said = {
            "permission": permission_name(permission),
            "outcome": Outcome.DENIED.value,
            "subject_kind": token_or_junk(subject_kind),
            "subject_id": token_or_junk(subject_id),
            "purpose": token_or_junk(purpose),
            "detail": clean_detail(detail),
        }
        _insert(DENIALS, [_columns(actor, now) | said])


# Past the ORM, which takes three times as long for a row of which the trigger fills half. Every act writes one.
_INSERT = """
insert into audit_entry (id, request_id, occurred_at, actor, permission, outcome, subject_kind, subject_id, purpose,
                         detail)
select * from jsonb_to_recordset(%s::jsonb) as given (
    id uuid, request_id text, occurred_at timestamptz, actor text, permission text, outcome text, subject_kind text,
    subject_id text, purpose text, detail jsonb)
"""


def _insert(using: str, rows: Sequence[Mapping[str, object]]) -> None:
    with connections[using].cursor() as cursor:
        cursor.execute(_INSERT, [json.dumps(rows)])


# The chain's order is (transaction, seq). Below the oldest running transaction everything is decided, so no entry
# can turn up later before the tip, and each batch starts where the last one ended. What has a link already (only a
# tamperer moves an entry along) is left out, so that it cannot stop the sealing.
_SEAL_AFTER_TIP = """
insert into audit_link (entry_id, sealed_at)
select e.id, %(now)s from audit_entry e
where e.cluster = %(cluster)s and (e.xid, e.seq) > (%(xid)s, %(seq)s)
  and e.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint
  and not exists (select from audit_link l where l.entry_id = e.id)
order by e.xid, e.seq limit %(batch)s
"""

# With an empty chain, or after a restore into another cluster, whose transaction ids start anew: first what the
# former cluster left unsealed, all of it committed, then our own.
_SEAL_ANY = """
insert into audit_link (entry_id, sealed_at)
select e.id, %(now)s from audit_entry e
where (e.cluster <> %(cluster)s or e.xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint)
  and not exists (select from audit_link l where l.entry_id = e.id)
order by e.cluster = %(cluster)s, e.cluster, e.xid, e.seq limit %(batch)s
"""

# The planner takes row-level security for very selective, and would sort the whole backlog for every batch instead
# of following the index. Where it must sort all the same, PostgreSQL before 18 then thinks the statement so dear that
# it compiles it, for half a second.
_ENTER = """
select pg_try_advisory_xact_lock(hashtextextended('fourfold.audit.seal', 0)),
       set_config('enable_sort', 'off', true), set_config('jit', 'off', true)
"""

_TIP = """
select (select system_identifier from pg_control_system()), tip.cluster, tip.xid, tip.seq
from (values (1)) as one left join lateral (
    select e.cluster, e.xid, e.seq from audit_link l join audit_entry e on e.id = l.entry_id
    order by l.position desc limit 1
) as tip on true
"""


def seal(*, now: datetime, batch: int = BATCH) -> int:
    """Chain every committed entry that is not yet sealed; the number sealed.

    Works as the audit sealer, a batch a transaction. While another process seals, this one returns at once.
    """
    total = 0
    while True:
        with acting_as(Actor.of_service(Service.AUDIT_SEALER)):
            sealed = _seal_batch(now, batch)
        total += sealed
        if sealed < batch:
            return total


def _seal_batch(now: datetime, batch: int) -> int:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_ENTER)
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(_TIP)
        here, tip_cluster, xid, seq = cursor.fetchone()
        statement = _SEAL_AFTER_TIP if tip_cluster == here else _SEAL_ANY
        cursor.execute(statement, {"now": now, "cluster": here, "xid": xid, "seq": seq, "batch": batch})
        return int(cursor.rowcount)
