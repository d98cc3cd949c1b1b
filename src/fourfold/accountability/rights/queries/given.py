"""What the holders gave for a pack, who looked at it, with whom it is shared: for the agency that was asked."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from fourfold.accountability.rights.domain.requests import Act
from fourfold.accountability.rights.models import Request
from fourfold.records.feeds.queries.sealing import unsealed
from fourfold.trust.audit.request_context import request_id


@dataclass(frozen=True, slots=True)
class Given:
    """A record as its holder gives it, without what it left out."""

    holder_id: UUID
    record_id: UUID
    act: Act
    note: str
    data_set: str
    role: str
    kind: str
    reference: str
    occurred_on: date
    recorded_at: datetime
    delivered_at: datetime | None
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Looks:
    """That people of an agency in one role looked for one purpose. No names."""

    agency_id: UUID
    role: str
    purpose: str
    first_on: date
    last_on: date
    looks: int


def given_of(asked: Request) -> list[Given]:
    """What the holders gave, read and logged in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "select holder_id, record_id, act, note, data_set, role, kind, reference, occurred_on, recorded_at,"
            " delivered_at, said::text from rights_given(%s, %s)",
            [asked.pk, request_id()],
        )
        return [
            Given(*[holder, record, Act(act), *rest, unsealed(json.loads(said))])
            for holder, record, act, *rest, said in cursor.fetchall()
        ]


def looks_of(asked: Request) -> list[Looks]:
    """Who looked at what is given, by agency, role and purpose."""
    with connection.cursor() as cursor:
        cursor.execute("select agency_id, role, purpose, first_on, last_on, looks from rights_looks(%s)", [asked.pk])
        return [Looks(*row) for row in cursor.fetchall()]


def shared_with(asked: Request) -> list[tuple[UUID, str, UUID, str]]:
    """Holder, data set, recipient and purpose of the agreements under which such data is shared today."""
    with connection.cursor() as cursor:
        cursor.execute("select holder_id, data_set, recipient_id, purpose from rights_shared_with(%s)", [asked.pk])
        return sorted(cursor.fetchall())
