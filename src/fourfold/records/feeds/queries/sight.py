"""Seeing a record: the database's wall and Python's, one after the other; only what both open is shown."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from fourfold.ground.kernel.clock import today
from fourfold.records.feeds.domain.records import LOCKED
from fourfold.records.feeds.models import Record
from fourfold.records.feeds.queries.sealing import unsealed
from fourfold.trust.access.domain.deciding import decide
from fourfold.trust.access.domain.decisions import Because, Decision
from fourfold.trust.access.domain.grants import Grant, Looker
from fourfold.trust.access.domain.resources import Action, Handling, Label, Resource, SubjectKind, SubjectRole
from fourfold.trust.audit.request_context import request_id


@dataclass(frozen=True, slots=True)
class Sight:
    """Who looks, for which purpose, at which instant. The transaction's context must say the same."""

    looker: Looker
    purpose: str
    at: datetime

    def decide(self, record: Record) -> Decision:
        """Whether the record may be read, and which of its fields."""
        return decide(self.looker, Action.READ, resource_of(record), self.purpose, self.at)

    def is_locked(self, record: Record) -> bool:
        """Whether of a record that the agreements open no more is shared than that it exists, and with whom."""
        return self.decide(record).fields <= LOCKED

    @property
    def is_trained(self) -> bool:
        """Whether the looker's training is in date: without it nothing is shown, whatever agreements say."""
        until = self.looker.trained_until
        return until is not None and today(self.at) < until

    def people_alone(self, data_set: str) -> frozenset[UUID] | None:
        """The people about whom alone the data set may be open; None where something of it opens for everybody.

        What the wall would find out row by row, said beforehand, so that an index can answer.
        """
        some = [
            grant
            for (_holder, key, purpose), grants in self.looker.grants.items()
            if (key, purpose) == (data_set, self.purpose)
            for grant in grants
        ]
        if any(grant.subject_id is None and not grant.needs_relationship for grant in some):
            return None
        about = {grant.subject_id for grant in some if grant.subject_id is not None}
        in_emergency = {one.subject_id for one in self.looker.emergencies}
        return frozenset(self.looker.related | in_emergency | about)

    def grants(self, because: Iterable[Because]) -> list[Grant]:
        """The grants that a decision rests on."""
        wanted = {one.grant_id for one in because}
        return [grant for some in self.looker.grants.values() for grant in some if grant.id in wanted]


@dataclass(frozen=True, slots=True)
class Shown:
    """A record, what of it is shared with the looker, and the decision that says so."""

    record: Record
    values: dict[str, str]
    decision: Decision


def sight_of(request: HttpRequest, at: datetime) -> Sight:
    """The sight of a request to a view that `looks_at_people`."""
    found = cast("Any", request)
    return Sight(found.looker, found.purpose, at)


def resource_of(record: Record) -> Resource:
    """A record as a decision sees it."""
    label = Label(
        record.holder_id,
        record.data_set,
        SubjectKind(record.subject_kind),
        SubjectRole(record.subject_role),
        Handling(record.handling),
    )
    return Resource(label, record.pk, record.subject_id, record.is_restricted)


def read(sight: Sight, records: Iterable[Record], *, wanted: Collection[str] | None = None) -> list[Shown]:
    """What the records say, those left out that Python refuses, or that are locked.

    One statement, logged with every key it fetched. `wanted`: only these fields; None: all that are shared. At most
    200 records.
    """
    allowed = [
        (record, decision)
        for record in records
        if (decision := sight.decide(record)) and not decision.fields <= LOCKED
    ]
    said = _said([record.pk for record, _decision in allowed], wanted)
    return [
        Shown(record, {key: value for key, value in said[record.pk].items() if key in decision.fields}, decision)
        for record, decision in allowed
        if record.pk in said
    ]


def _said(ids: list[UUID], wanted: Collection[str] | None) -> dict[UUID, dict[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "select record_id, shown::jsonb from feeds_read(%s::uuid[], %s::text[], %s)",
            [ids, None if wanted is None else sorted(wanted), request_id()],
        )
        return {record_id: unsealed(_parsed(shown)) for record_id, shown in cursor.fetchall()}


def _parsed(shown: Any) -> dict[str, str]:
    import json

    return dict(json.loads(shown) if isinstance(shown, str) else shown)
