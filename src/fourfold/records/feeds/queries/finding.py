"""Records found by keys: among those alone that are shared with the looker, by fields that are shared with them.

Nothing else is counted, suggested or hinted at: who is not shared and who does not exist are answered alike, by the
same statements. A key of something hidden is not even passed over: labels stand in the index, beside the key.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models.expressions import RawSQL

from fourfold.records.feeds.domain.references import read_reference
from fourfold.records.feeds.domain.search_keys import AskedKey, hashed
from fourfold.records.feeds.models import Record
from fourfold.records.feeds.queries.sealing import all_keys
from fourfold.records.feeds.queries.sight import Sight

_EACH = 400
"""Records that one key brings at most: a key of more is no help, and the others decide."""

_FIND = """
with asked as materialized (
    select * from unnest(%(macs)s::bigint[], %(weights)s::real[], %(flags)s::bigint[]) as one (mac, weight, flag)
), met as (
    select k.subject_id, k.record_id, sum(a.weight) as weight, bit_or(a.flag) as flags
    from asked a
    cross join lateral (
        select s.subject_id, s.record_id from feeds_searchkey s
        where s.mac = a.mac {held} limit %(each)s) k
    group by k.subject_id, k.record_id
)
select subject_id, max(weight), bit_or(flags), (array_agg(record_id order by weight desc, record_id))[1:2]
from met group by subject_id order by 2 desc, 1 limit %(most)s
"""
_HELD = "and exists (select from feeds_record r where r.id = s.record_id and r.holder_id = %(holder)s)"


@dataclass(frozen=True, slots=True)
class Hit:
    """Somebody whose records have keys that were asked for: how much these count, and their best two records."""

    subject_id: UUID
    weight: float
    flags: int
    record_ids: tuple[UUID, ...]


def hits_of(asked: Sequence[AskedKey], *, most: int, holder_id: UUID | None = None) -> list[Hit]:
    """Who has most of the keys, the best first. `holder_id`: by that agency's records alone. One query."""
    ways = all_keys()
    facts: dict[str, Any] = {
        "macs": [hashed(one.text, keys) for keys in ways for one in asked],
        "weights": [float(one.weight) for one in asked] * len(ways),
        "flags": [one.flag for one in asked] * len(ways),
        "each": _EACH,
        "most": most,
        "holder": holder_id,
    }
    with connection.cursor() as cursor:
        cursor.execute(_FIND.format(held=_HELD if holder_id else ""), facts)
        return [Hit(subject, weight, flags, tuple(ids)) for subject, weight, flags, ids in cursor.fetchall()]


def records_by_id(sight: Sight, ids: Collection[UUID]) -> list[Record]:
    """These records with their holders, as far as both walls show them. One query."""
    found = Record.objects.filter(pk__in=ids).select_related("holder")
    return [record for record in found if sight.decide(record)]


def records_of_people(sight: Sight, subject_ids: Collection[UUID] | RawSQL) -> list[Record]:
    """What may be seen about these people, newest first, without what is locked. One query.

    `subject_ids`: the ids, or a statement that finds them.
    """
    found = Record.objects.filter(subject_id__in=subject_ids).select_related("holder").order_by("-occurred_on", "-pk")
    return [record for record in found if sight.decide(record) and not sight.is_locked(record)]


def subject_by_reference(sight: Sight, reference: str, *, holder_id: UUID | None = None) -> UUID | None:
    """The person whom a reference names, if a record of theirs is seen that is not locked. One query."""
    found = Record.objects.filter(reference=read_reference(reference), subject_id__isnull=False)
    if holder_id:
        found = found.filter(holder_id=holder_id)
    seen = (record for record in found[:_EACH] if sight.decide(record) and not sight.is_locked(record))
    return next((record.subject_id for record in seen), None)
