"""What a holder is asked, about which of its records, and what it decided so far."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.requests import PartAnswer, RequestKind
from fourfold.accountability.rights.models import Entry, LegalHold, Notice, Part, RecordDecision, RecordMark
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.requests import agencies_of
from fourfold.ground.kernel.errors import NotFound
from fourfold.records.feeds.queries.sealing import unsealed
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.request_context import request_id
from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Asked:
    """What a holder knows of a request: what is asked, about whom; not how to reach them."""

    request_id: UUID
    reference: str
    kind: RequestKind
    agency: str
    state: str
    due_on: date
    behalf: str
    name: str
    born: str
    more: str
    words: str


@dataclass(frozen=True, slots=True)
class HeldRecord:
    """A record of the holder's about the people concerned. `is_seen`: not taken back, waiting or closed."""

    record_id: UUID
    data_set: str
    role: str
    kind: str
    reference: str
    occurred_on: date
    handling: str
    is_restricted: bool
    is_seen: bool
    recorded_at: datetime
    delivered_at: datetime | None
    row_number: int | None
    said: dict[str, str]


def parts_for_actor(actor: Standing, *, waiting: bool) -> QuerySet[Part]:
    """What the actor's agencies are asked about their records, what is due first; else what they answered."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.part")
    found = Part.objects.filter(holder_id__in=agencies_of(actor)).select_related("holder")
    if waiting:
        return found.filter(answer=PartAnswer.WAITING).order_by("answer_by", "asked_at", "id")
    return found.exclude(answer=PartAnswer.WAITING).order_by("-decided_at", "id")


def part_for_actor(actor: Standing, part_id: UUID, *, lock: bool = False) -> Part:
    """One part of the actor's own agency. Raises `NotFound`, for those of others too."""
    found = Part.objects.filter(pk=part_id, holder_id__in=agencies_of(actor)).select_related("holder")
    part = (found.select_for_update(of=("self",)) if lock else found).first()
    if part is None:
        raise NotFound("rights.part", part_id)
    return part


def asked_of(part_ids: Sequence[UUID]) -> dict[UUID, Asked]:
    """What was asked, for parts already fetched. One query."""
    with connection.cursor() as cursor:
        cursor.execute("select part_id, said::text from rights_asked(%s::uuid[])", [list(part_ids)])
        return {part_id: _asked(json.loads(said)) for part_id, said in cursor.fetchall()}


def records_of(part: Part) -> list[HeldRecord]:
    """The holder's records of the people concerned, newest first, read and logged in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select record_id, data_set, role, kind, reference, occurred_on, handling, is_restricted, is_seen,"
            " recorded_at, delivered_at, row_number, said::text from rights_records(%s, %s)",
            [part.pk, request_id()],
        )
        return [HeldRecord(*[*row, unsealed(json.loads(said))]) for *row, said in cursor.fetchall()]


def decisions_of(part: Part) -> dict[UUID, RecordDecision]:
    """What was decided so far, by record."""
    rows = RecordDecision.objects.filter(part=part).select_related("decided_by")
    return {row.record_id: row for row in rows}


def history_of_part(part: Part) -> QuerySet[Entry]:
    """The lines of one part, newest first."""
    return Entry.objects.filter(part_id=part.pk).select_related("by").order_by("-at", "-id")


def marks_of(record_ids: Collection[UUID]) -> list[RecordMark]:
    """What these records carry, of those that the actor sees; the oldest first."""
    live = RecordMark.objects.filter(record_id__in=list(record_ids), until__isnull=True)
    return list(live.order_by("since", "id"))


def notices_for_actor(actor: Standing) -> QuerySet[Notice]:
    """What other holders tell the actor's agencies about records that their people read; what waits first."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.notice")
    found = Notice.objects.filter(agency_id__in=agencies_of(actor)).select_related("holder", "agency", "settled_by")
    return found.order_by("-settled_at", "-at", "id")


def notice_for_actor(actor: Standing, notice_id: UUID) -> Notice:
    """One notice to the actor's agency, not settled yet. Raises `NotFound`."""
    found = Notice.objects.filter(pk=notice_id, agency_id__in=agencies_of(actor), settled_at__isnull=True)
    notice = found.select_related("holder").select_for_update(of=("self",)).first()
    if notice is None:
        raise NotFound("rights.notice", notice_id)
    return notice


def holds_for_actor(actor: Standing) -> QuerySet[LegalHold]:
    """The legal holds of the actor's agencies: what is to be reviewed first, lifted ones last."""
    require(policies.handle(actor), Permission.READ, subject_kind="rights.hold")
    found = LegalHold.objects.filter(holder_id__in=agencies_of(actor)).select_related(
        "holder", "placed_by", "lifted_by"
    )
    return found.order_by("lifted_at", "review_on", "id")


def hold_for_actor(actor: Standing, hold_id: UUID, *, lock: bool = False) -> LegalHold:
    """One live hold. Raises `NotFound`."""
    found = LegalHold.objects.filter(pk=hold_id, holder_id__in=agencies_of(actor), lifted_at__isnull=True)
    hold = (found.select_for_update(of=("self",)) if lock else found).first()
    if hold is None:
        raise NotFound("rights.hold", hold_id)
    return hold


def held_subjects(holder_id: UUID, subject_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Those of these people about whom the holder is under a legal hold."""
    live = LegalHold.objects.filter(holder_id=holder_id, subject_id__in=subject_ids, lifted_at__isnull=True)
    return frozenset(live.values_list("subject_id", flat=True))


def _asked(said: dict[str, Any]) -> Asked:
    return Asked(
        request_id=UUID(said["request"]),
        reference=said["reference"],
        kind=RequestKind(said["kind"]),
        agency=said["agency"],
        state=said["state"],
        due_on=date.fromisoformat(said["due_on"]),
        behalf=said["behalf"],
        name=said["name"],
        born=said["born"] or "",
        more=said["more"],
        words=said["words"],
    )
