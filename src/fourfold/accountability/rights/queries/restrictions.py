"""Records that must not be used for now: which, since when, and who asked for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.requests import Act, MarkKind
from fourfold.accountability.rights.models import RecordDecision, RecordMark
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.parts import asked_of
from fourfold.accountability.rights.queries.requests import agencies_of
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Restricted:
    """What a restricted record is, without what it says; `asked`: by which request, of which agency."""

    data_set: str
    reference: str
    occurred_on: date
    asked: tuple[tuple[str, str], ...]


def restrictions_for_actor(actor: Standing) -> QuerySet[RecordMark]:
    """The restrictions of the actor's agencies: those in force first, the longest first."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.restriction")
    found = RecordMark.objects.filter(holder_id__in=agencies_of(actor), kind=MarkKind.RESTRICTED)
    return found.select_related("holder", "ended_by").order_by("-until", "since", "id")


def restriction_for_actor(actor: Standing, mark_id: UUID, *, lock: bool = False) -> RecordMark:
    """One restriction in force. Raises `NotFound`."""
    found = RecordMark.objects.filter(
        pk=mark_id, holder_id__in=agencies_of(actor), kind=MarkKind.RESTRICTED, until__isnull=True
    )
    mark = (found.select_for_update(of=("self",)) if lock else found).first()
    if mark is None:
        raise NotFound("rights.restriction", mark_id)
    return mark


def restricted(record_ids: Collection[UUID]) -> dict[UUID, Restricted]:
    """What these records of the actor's agencies are, by record. Three queries."""
    decided = RecordDecision.objects.filter(record_id__in=list(record_ids), act=Act.RESTRICT)
    parts = list(decided.values_list("record_id", "part_id"))
    asked = asked_of([part_id for _record, part_id in parts])
    by_record: dict[UUID, list[tuple[str, str]]] = {}
    for record_id, part_id in parts:
        if part_id in asked:
            by_record.setdefault(record_id, []).append((asked[part_id].agency, asked[part_id].reference))
    with connection.cursor() as cursor:
        sql = "select record_id, data_set, reference, occurred_on from rights_facts(%s::uuid[])"
        cursor.execute(sql, [list(record_ids)])
        return {
            one: Restricted(data_set, reference, on, tuple(by_record.get(one, ())))
            for one, data_set, reference, on in cursor.fetchall()
        }
