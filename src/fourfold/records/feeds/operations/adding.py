"""Handing in records: all of them or none, each checked against the catalogue."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from uuid import UUID, uuid4

from django.db import connection, transaction

from fourfold.ground.kernel.actors import Service
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.identifiers import sealed
from fourfold.records.feeds.domain.records import NewRecord, problems_of
from fourfold.records.feeds.domain.references import draw_reference
from fourfold.records.feeds.domain.search_keys import KEYS_VERSION, stored_keys
from fourfold.records.feeds.models import Content, Record, Subject
from fourfold.records.feeds.queries.sealing import room_keys
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.resources import SubjectKind
from fourfold.trust.audit.operations import record as write_down
from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.partnership.domain.roles import Standing

SHOWN = 20
"""Problems that one refusal lists."""


@dataclass(frozen=True, slots=True)
class Added:
    """The ids of the records, in the order in which they were given, and the references of people who are new."""

    record_ids: tuple[UUID, ...]
    references: Mapping[str, str]
    """By the holder's own mark (`NewRecord.person`)."""


@transaction.atomic
def add_records(*, actor: Standing, now: datetime, holder_id: UUID, records: Sequence[NewRecord]) -> Added:
    """Keep an agency's records. Raises BadInput with the place of each problem (`record 3: born_on`).

    A reference that is given must be of somebody whom the actor may see, for the purpose of the transaction; one that
    is hidden and one that does not exist are refused alike. The installation sees all, for the demonstration.
    """
    require(
        policies.add(actor, holder_id=holder_id), policies.Permission.ADD, subject_kind="agency", subject_id=holder_id
    )
    people = _known_people(actor, {record.reference for record in records if record.reference})
    problems = list(islice(_problems(records, holder_id, people, now), SHOWN))
    if problems:
        raise BadInput(problems)
    new = _new_people(records, now)
    rows = [
        _row(record, holder_id, people.get(record.reference) or new.get(_mark(place, record)), now)
        for place, record in enumerate(records)
    ]
    _keep(rows, records)
    write_down(
        actor=actor.actor,
        now=now,
        permission=policies.Permission.ADD,
        subject_kind="agency",
        subject_id=holder_id,
        detail={"count": len(rows), "data_sets": sorted({record.data_set for record in records})},
    )
    return Added(tuple(row.pk for row in rows), {mark: person.reference for mark, person in new.items()})


def _problems(
    records: Sequence[NewRecord], holder_id: UUID, people: Mapping[str, Subject], now: datetime
) -> Iterator[Problem]:
    data_sets = load_catalogue().data_sets
    for key in sorted({record.data_set for record in records} & data_sets.keys()):
        if not _is_live(holder_id, key):
            yield Problem(
                f"{data_sets[key].label} is not live for this agency. It goes live with an approved data protection "
                "impact assessment and an equality assessment.",
                "data_set",
            )
    for place, record in enumerate(records, start=1):
        for problem in problems_of(record, data_sets.get(record.data_set), today(now)):
            yield Problem(problem.message, f"record {place}: {problem.where}")
        if record.reference and record.reference not in people:
            message = "There is nobody by this reference whom you may see. Leave it empty for somebody new."
            yield Problem(message, f"record {place}: reference")


def _is_live(holder_id: UUID, data_set: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select catalogue_is_live(%s, %s)", [holder_id, data_set])
        return bool(cursor.fetchone()[0])


def _known_people(actor: Standing, references: set[str]) -> dict[str, Subject]:
    if actor.service is Service.INSTALLATION:
        with connection.cursor() as cursor:
            cursor.execute("select r, feeds_person_of(r) from unnest(%s::text[]) r", [sorted(references)])
            found = cursor.fetchall()
    else:
        seen = Record.objects.filter(reference__in=references, subject__isnull=False)
        found = list(seen.values_list("reference", "subject_id").distinct())
    return {reference: Subject(pk=subject_id, reference=reference) for reference, subject_id in found if subject_id}


def _mark(place: int, record: NewRecord) -> str:
    return record.person or f"record {place + 1}"


def _new_people(records: Sequence[NewRecord], now: datetime) -> dict[str, Subject]:
    new = {
        _mark(place, record): Subject(reference=draw_reference(), added_at=now)
        for place, record in enumerate(records)
        if not record.reference and record.subject_kind is not SubjectKind.NOBODY
    }
    Subject.objects.bulk_create(new.values(), batch_size=1_000)
    return new


def _row(record: NewRecord, holder_id: UUID, subject: Subject | None, now: datetime) -> Record:
    return Record(
        id=uuid4(),
        holder_id=holder_id,
        data_set=record.data_set,
        subject_kind=record.subject_kind,
        subject_role=record.subject_role,
        handling=record.handling,
        subject_id=subject.pk if subject else None,
        reference=subject.reference if subject else "",
        occurred_on=record.occurred_on,
        is_restricted=record.is_restricted,
        is_synthetic=record.is_synthetic,
        recorded_at=now,
    )


def _keep(rows: Sequence[Record], records: Sequence[NewRecord]) -> None:
    """Content comes last: it closes a record (`feeds_is_mine_to_fill`), and enters its keys (`rls/3_keys.sql`)."""
    Record.objects.bulk_create(rows, batch_size=1_000)
    keys = room_keys()
    contents = [
        Content(
            record_id=row.pk,
            values=sealed(record.values, keys),
            keys=stored_keys(record.values, keys) if row.subject_id else {},
            data_key_id=keys.number,
            keys_version=KEYS_VERSION,
        )
        for row, record in zip(rows, records, strict=True)
    ]
    Content.objects.bulk_create(contents, batch_size=1_000)
