"""Records of a data set, many at once, for analysis: the database's wall and Python's, one after the other."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from fourfold.records.feeds.domain.bulk import opens_in_bulk
from fourfold.records.feeds.models import Record
from fourfold.records.feeds.queries.records import Wanted, records_of_set
from fourfold.records.feeds.queries.sight import Sight
from fourfold.trust.audit.request_context import request_id


@dataclass(frozen=True, slots=True)
class Opened:
    """A record that is open in bulk, and which of its fields. What it says is not read yet."""

    id: UUID
    subject_id: UUID
    on: date
    fields: frozenset[str]


@dataclass(frozen=True, slots=True)
class Period:
    """From a day up to and without another."""

    since: date
    until: date


def open_in_bulk(sight: Sight, wanted: Wanted, recipient_id: UUID, period: Period, *, most: int) -> list[Opened]:
    """Records of the period that grants to an agency open in bulk, newest first. One query, at most `most` of them.

    Restricted records are left out, also for those whom they name: these were told of one person.
    """
    found = records_of_set(sight, wanted).filter(
        occurred_on__gte=period.since, occurred_on__lt=period.until, is_restricted=False
    )
    opened = (one for record in found[:most] if (one := _opened(sight, record, recipient_id)))
    return list(opened)


def _opened(sight: Sight, record: Record, recipient_id: UUID) -> Opened | None:
    decision = sight.decide(record)
    if not decision or record.subject_id is None or record.is_restricted:
        return None
    grants = [grant for grant in sight.grants(decision.because) if opens_in_bulk(grant, recipient_id)]
    if not grants:
        return None
    return Opened(
        record.pk, record.subject_id, record.occurred_on, frozenset().union(*(grant.fields for grant in grants))
    )


def read_bulk(opened: Iterable[Opened], recipient_id: UUID, wanted: Collection[str]) -> dict[UUID, dict[str, str]]:
    """What these records say of the wanted fields, by their ids. One statement, logged with every key it fetched.

    At most `MOST_IN_BULK`. What the database does not open is left out, and each field that the grants do not name.
    """
    by_id = {one.id: one for one in opened}
    with connection.cursor() as cursor:
        cursor.execute(
            "select record_id, shown::text from feeds_read_bulk(%s::uuid[], %s::text[], %s, %s)",
            [list(by_id), sorted(wanted), recipient_id, request_id()],
        )
        said = {key: json.loads(shown) for key, shown in cursor.fetchall()}
    return {
        key: {field: text for field, text in values.items() if field in by_id[key].fields}
        for key, values in said.items()
    }
