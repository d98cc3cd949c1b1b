"""Checking the audit log against its hashes, its chain and a checkpoint that somebody else kept."""

from collections.abc import Iterator
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit.domain.checkpoints import Checkpoint
from fourfold.trust.audit.domain.findings import Finding, Kind, Report
from fourfold.trust.audit.domain.walk import Sealed, Walk
from fourfold.trust.audit.models import Link

_PAGE = 2_000
_SEALER = Actor.of_service(Service.AUDIT_SEALER)

# The canonical form v1 of `migrations/0002_append_only.py`, written out: a verification that called the database's
# own function would believe whoever had replaced it.
_RECOMPUTED = """
case when e.version = 'v1' then sha256(convert_to(jsonb_build_array(
    e.version, e.id, e.seq, e.cluster, e.xid,
    (extract(epoch from e.recorded_at) * 1000000)::bigint, (extract(epoch from e.occurred_at) * 1000000)::bigint,
    e.actor, e.permission, e.outcome, e.subject_kind, e.subject_id, e.purpose, e.request_id, e.detail
)::text, 'UTF8')) end
"""

_CHAIN = f"""
select l.position, l.entry_id, l.entry_seq, l.row_hash, (extract(epoch from l.sealed_at) * 1000000)::bigint,
       l.chain_hash, e.seq, e.row_hash, {_RECOMPUTED}
from audit_link l left join audit_entry e on e.id = l.entry_id
order by l.position, l.entry_seq
"""  # noqa: S608 (only constants are put together)

# Sealing goes by (transaction, seq) within a cluster and finishes a former cluster first (`operations.py`), so an
# entry that stands before the tip and has no link had one once.
_UNSEALED = f"""
with tip as materialized (
    select e.cluster, e.xid, e.seq from audit_link l join audit_entry e on e.id = l.entry_id
    order by l.position desc limit 1
)
select e.id, e.seq, e.row_hash, {_RECOMPUTED},
       exists (select from tip where case when e.cluster = tip.cluster then (e.xid, e.seq) < (tip.xid, tip.seq)
           else tip.cluster = (select system_identifier from pg_control_system()) end)
from audit_entry e
where not exists (select from audit_link l where l.entry_id = e.id)
order by e.seq
"""  # noqa: S608 (only constants are put together)

_GUARDS = """
select guard.name from (values
    ('audit_entry', 'audit_entry_append_only', 'A'), ('audit_link', 'audit_link_append_only', 'A'),
    ('audit_entry', 'audit_entry_stamp', 'O'), ('audit_link', 'audit_link_stamp', 'O')
) as guard (place, name, state)
left join pg_trigger t on t.tgname = guard.name and t.tgrelid = guard.place::regclass and t.tgenabled = guard.state
where t.oid is null order by guard.name
"""


def verify(*, checkpoint: Checkpoint | None = None) -> Report:
    """Check every entry and link, as the audit sealer, in bounded memory; changes nothing.

    Without a checkpoint, a tail cut off with its entries and a history hashed anew throughout cannot be seen.
    """
    report = Report()
    with acting_as(_SEALER):
        _check_guards(report)
        _check_chain(report, checkpoint)
        _check_unsealed(report)
    return report


def take_checkpoint() -> Checkpoint:
    """The chain's tip, for a second agency to keep. BadInput if nothing has been sealed yet."""
    with acting_as(_SEALER):
        tip = Link.objects.order_by("-position").first()
    if tip is None:
        raise BadInput.one("Nothing has been sealed yet. Run `fourfold audit seal` first.")
    return Checkpoint(tip.position, bytes(tip.chain_hash), tip.sealed_at)


def _rows(sql: str) -> Iterator[tuple[Any, ...]]:
    with connections[DEFAULT_DB_ALIAS].chunked_cursor() as cursor:
        cursor.execute(sql)
        while page := cursor.fetchmany(_PAGE):
            yield from page


def _check_guards(report: Report) -> None:
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute(_GUARDS)
        for (name,) in cursor.fetchall():
            report.add(Finding(Kind.GUARD_OFF, f"The trigger {name} is missing or switched off."))


def _check_chain(report: Report, checkpoint: Checkpoint | None) -> None:
    walk = Walk(report, checkpoint)
    for row in _rows(_CHAIN):
        walk.step(Sealed._make(row))
    walk.finish()


def _check_unsealed(report: Report) -> None:
    for entry, seq, stored, recomputed, passed_over in _rows(_UNSEALED):
        report.entries += 1
        report.unsealed += 1
        place = f"Entry {seq} ({entry}), not sealed"
        if recomputed != stored:
            message = f"{place}: the entry's fields no longer match its hash."
            report.add(Finding(Kind.ENTRY_ALTERED, message, seq=seq, entry=str(entry)))
        elif passed_over:
            message = f"{place}: later entries are sealed, so its link was deleted."
            report.add(Finding(Kind.NEVER_SEALED, message, seq=seq, entry=str(entry)))
