"""Shared records for tests: live data sets, grants and people, in the test's own transaction.

Grants come from signed agreements, and rows are seen by grants alone. Tests of records need grants of every shape
without signing for each: `as_owner` puts them past the walls, and its function is there for tests only.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, connections
from django.test import Client
from tests.people import Colleague, signed_in_client

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.domain.records import NewRecord
from fourfold.records.feeds.operations import Added, add_records
from fourfold.records.feeds.queries import Sight
from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole
from fourfold.trust.access.looking import CHOSEN, looking
from fourfold.trust.catalogue.operations import register_catalogue
from fourfold.trust.partnership.domain.roles import INSTALLATION
from fourfold.trust.partnership.queries import agency_ids_by_key, standing_of

MISSING = "missing-episodes"
INCIDENTS = "police-incidents"
POLICE, COUNTY, MEDWAY, HEALTH = "kent-police", "kent-county-council", "medway-council", "nhs-kent-and-medway"
SAFEGUARDING, CRIME = "safeguarding-children", "community-safety"

_DO = """
create or replace function tests_do(statement text) returns void language plpgsql security definer
    set search_path = public, pg_temp as $$ begin execute statement; end $$;
create or replace function tests_ask(statement text) returns jsonb language plpgsql security definer
    set search_path = public, pg_temp as $$
    declare found jsonb;
    begin
        execute 'select coalesce(jsonb_agg(to_jsonb(array(select value from jsonb_each(to_jsonb(one))))), ''[]'')'
                ' from (' || statement || ') one' into found;
        return found;
    end $$;
"""


@contextmanager
def past_the_walls() -> Iterator[None]:
    """While this lasts `as_owner` works. It is committed, so it is for fixtures of a whole module."""
    with connections["maintenance"].cursor() as cursor:
        cursor.execute(_DO)
    try:
        yield
    finally:
        with connections["maintenance"].cursor() as cursor:
            cursor.execute("drop function tests_do(text), tests_ask(text)")


def as_owner(statement: str, parameters: list[Any] | None = None) -> None:
    """Run a statement past row-level security, in the test's transaction."""
    with connection.cursor() as cursor:
        whole = connection.ops.compose_sql(statement, parameters or [])  # type: ignore[attr-defined]
        cursor.execute("select tests_do(%s)", [whole])


def ask_owner(statement: str, parameters: list[Any] | None = None) -> list[list[Any]]:
    """What a question finds past row-level security, as JSON knows it; columns in the order of their names."""
    with connection.cursor() as cursor:
        whole = connection.ops.compose_sql(statement, parameters or [])  # type: ignore[attr-defined]
        cursor.execute("select tests_ask(%s)::text", [whole])
        return list(json.loads(cursor.fetchone()[0]))


def agency(key: str) -> UUID:
    """The id of an agency of the register."""
    with acting_as(INSTALLATION.actor):
        return agency_ids_by_key()[key]


@dataclass(frozen=True)
class Given:
    """A grant, as tests vary it."""

    provider: str
    recipient: str
    data_set: str
    purpose: str
    fields: tuple[str, ...]
    kinds: tuple[str, ...] = ("child", "adult")
    roles: tuple[str, ...] = tuple(role.value for role in SubjectRole)
    handling: tuple[str, ...] = tuple(code.value for code in Handling)
    recipient_roles: tuple[str, ...] = ()
    needs_relationship: bool = False
    subject_id: UUID | None = None
    since: timedelta = timedelta(days=-30)
    until: timedelta = timedelta(days=300)
    clause: str = "Schedule, line 1"

    def changed(self, **changes: Any) -> "Given":
        """The same, with something else."""
        return replace(self, **changes)


def give(given: Given) -> UUID:
    """Put a grant in force; its id."""
    grant_id = uuid4()
    with without_triggers("access_grant"):
        as_owner(
            "insert into access_grant (id, agreement_id, line_number, clause, request_id, provider_id, recipient_id,"
            " data_set, purpose, fields, subject_kinds, subject_roles, handling, recipient_roles, needs_relationship,"
            " subject_id, since, until, revoked_because)"
            " values (%s, %s, 1, %s, %s, %s, %s, %s, %s,"
            " %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s, %s, %s, %s, '')",
            [
                *(grant_id, uuid4(), given.clause, uuid4() if given.subject_id else None),
                *(agency(given.provider), agency(given.recipient), given.data_set, given.purpose),
                *map(list, (given.fields, given.kinds, given.roles, given.handling, given.recipient_roles)),
                *(given.needs_relationship, given.subject_id, now() + given.since, now() + given.until),
            ],
        )
    return grant_id


def end(grant_id: UUID) -> None:
    """Revoke a grant, from this moment on."""
    with without_triggers("access_grant"):
        as_owner("update access_grant set revoked_at = now(), revoked_because = 'test' where id = %s", [grant_id])


@contextmanager
def without_triggers(table: str) -> Iterator[None]:
    """Put rows into a table whose triggers ask for signed documents."""
    as_owner(f"alter table {table} disable trigger user")
    yield
    as_owner("set constraints all immediate")
    as_owner(f"alter table {table} enable trigger user")


def make_live(holder: str, *data_sets: str) -> None:
    """Let an agency hold data sets, as an approved impact assessment would."""
    with acting_as(INSTALLATION.actor):
        register_catalogue(actor=INSTALLATION, now=now())
    with without_triggers("catalogue_holderdataset"):
        for key in data_sets:
            as_owner(
                "insert into catalogue_holderdataset (id, holder_id, data_set_id, live_since, dpia_id, equality_id)"
                " select %s, %s, id, %s, %s, %s from catalogue_dataset where key = %s",
                [uuid4(), agency(holder), today() - timedelta(days=60), uuid4(), uuid4(), key],
            )


@dataclass(frozen=True)
class Told:
    """A record, as tests vary it."""

    name: str = "Alex Tanner"
    born_on: str = "2011-03-27"
    role: SubjectRole = SubjectRole.AT_RISK
    kind: SubjectKind = SubjectKind.CHILD
    data_set: str = MISSING
    on: date = field(default_factory=lambda: today() - timedelta(days=10))
    values: dict[str, str] = field(default_factory=dict)
    reference: str = ""
    is_restricted: bool = False

    def record(self) -> NewRecord:
        """As an operation takes it."""
        said = {"name": self.name, "born_on": self.born_on} if self.name else {}
        return NewRecord(
            data_set=self.data_set,
            subject_kind=self.kind,
            subject_role=self.role,
            occurred_on=self.on,
            values={**said, **self.values},
            reference=self.reference,
            person="" if self.reference else self.name,
            is_restricted=self.is_restricted,
            is_synthetic=True,
        )


def hand_in(holder: str, *told: Told) -> Added:
    """Records of an agency, handed in by the installation."""
    with acting_as(INSTALLATION.actor):
        return add_records(
            actor=INSTALLATION, now=now(), holder_id=agency(holder), records=[one.record() for one in told]
        )


def subject_of(record_id: UUID) -> UUID:
    """The person whom a record is about."""
    return UUID(ask_owner("select subject_id from feeds_record where id = %s", [record_id])[0][0])


def relate(who: Colleague, kind: str, subject_kind: str, subject_id: UUID) -> None:
    """Write a relationship of somebody to a person or a record."""
    as_owner(
        "insert into access_relationship (id, user_id, subject_kind, subject_id, kind, since, given_by)"
        " values (%s, %s, %s, %s, %s, now() - interval '1 day', 'service:installation')",
        [uuid4(), who.user_id, subject_kind, subject_id, kind],
    )


def exclude(who: Colleague, subject_id: UUID) -> None:
    """Keep somebody from a person's records."""
    as_owner(
        "insert into access_exclusion (id, user_id, subject_id, kind, reason, placed_by, since, ended_by)"
        " values (%s, %s, %s, 'placed', '', 'service:installation', now() - interval '1 day', '')",
        [uuid4(), who.user_id, subject_id],
    )


def client_for(who: Colleague, purpose: str) -> Client:
    """Somebody signed in, who has chosen what they look for."""
    client = signed_in_client(who)
    session = client.session
    session[CHOSEN] = purpose
    session.save()
    return client


@contextmanager
def sight(who: Colleague, purpose: str, at: datetime | None = None) -> Iterator[Sight]:
    """What somebody sees for a purpose."""
    with acting_as(who.actor):
        standing = standing_of(who.actor)
    with looking(standing, purpose) as looker:
        yield Sight(looker, purpose, at or now())


OPEN = ("name", "born_on", "reported_at", "risk_level")
EPISODE = {
    "reported_at": "2026-09-03T22:15",
    "risk_level": "Medium",
    "found_where": "Chatham bus station",
    "exploitation_concern": "Older friends who give presents",
}
TO_COUNTY = Given(POLICE, COUNTY, MISSING, SAFEGUARDING, OPEN)
OWN = Given(POLICE, POLICE, MISSING, SAFEGUARDING, (*OPEN, "found_where", "exploitation_concern"))
INCIDENTS_TO_COUNTY = Given(POLICE, COUNTY, INCIDENTS, CRIME, ("name", "offence"))


@dataclass(frozen=True)
class World:
    """What was put in place: one episode of Alex, one of Bo, and the grant to Kent County Council."""

    alex: UUID
    bo: UUID
    alex_id: UUID
    bo_id: UUID
    alex_reference: str
    grant: UUID


def small_world() -> World:
    """Kent Police hold episodes and incidents; the county reads some fields, the police read more of their own."""
    make_live(POLICE, MISSING, INCIDENTS)
    give(OWN)
    give(INCIDENTS_TO_COUNTY)
    grant = give(TO_COUNTY)
    bo_told = Told("Bo Whitfield", "2010-07-01", role=SubjectRole.VICTIM, values=EPISODE)
    added = hand_in(POLICE, Told(values=EPISODE), bo_told)
    alex, bo = added.record_ids
    return World(alex, bo, subject_of(alex), subject_of(bo), added.references["Alex Tanner"], grant)
