"""The audit log as a file of lines of JSON, for a second agency to check with `tools/verify_audit.py`."""

import json
from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connections, transaction

from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.postgres.context import acting_as

FORMAT = "fourfold-audit-export-v1"
_PAGE = 2_000

_ENTRY = """
case when e.id is not null then jsonb_build_array(
    e.version, e.id, e.seq, e.cluster, e.xid,
    (extract(epoch from e.recorded_at) * 1000000)::bigint, (extract(epoch from e.occurred_at) * 1000000)::bigint,
    e.actor, e.permission, e.outcome, e.subject_kind, e.subject_id, e.purpose, e.request_id, e.detail) end
"""

_LINKS = f"""
select jsonb_build_object('position', l.position, 'sealed_at', (extract(epoch from l.sealed_at) * 1000000)::bigint,
    'entry_seq', l.entry_seq, 'row_hash', encode(l.row_hash, 'hex'), 'chain_hash', encode(l.chain_hash, 'hex'),
    'entry', {_ENTRY})::text
from audit_link l left join audit_entry e on e.id = l.entry_id
order by l.position, l.entry_seq
"""  # noqa: S608 (only constants are put together)

_UNSEALED = f"""
select jsonb_build_object('row_hash', encode(e.row_hash, 'hex'), 'entry', {_ENTRY})::text
from audit_entry e where not exists (select from audit_link l where l.entry_id = e.id)
order by e.seq
"""  # noqa: S608 (only constants are put together)


def lines() -> Iterator[str]:
    """The lines, without their ends: the format, each link with its entry, what is not sealed yet, the counts.

    As the audit sealer, in bounded memory and one transaction; changes nothing. Use it up before doing anything else.
    """
    counts = {"links": 0, "unsealed": 0}
    yield json.dumps({"format": FORMAT})
    with transaction.atomic():
        # One picture for both parts: what is sealed meanwhile would else stand in neither or in both.
        connections[DEFAULT_DB_ALIAS].cursor().execute("set transaction isolation level repeatable read")
        with acting_as(Actor.of_service(Service.AUDIT_SEALER)):
            for name, sql in (("links", _LINKS), ("unsealed", _UNSEALED)):
                for line in _rows(sql):
                    counts[name] += 1
                    yield line
    yield json.dumps({"end": True} | counts)


def _rows(sql: str) -> Iterator[str]:
    with connections[DEFAULT_DB_ALIAS].chunked_cursor() as cursor:
        cursor.execute(sql)
        while page := cursor.fetchmany(_PAGE):
            yield from (line for (line,) in page)
