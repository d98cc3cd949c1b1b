"""Random worlds of grants and records, and putting one into the database past every wall."""

import random
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connections
from tests.access.trust.access.reference import LOOKERS, Opening, Row, World
from tests.people import Cast

GIVERS = ("kent-police", "kent-county-council", "medway-council", "ccgs")
TAKERS = (*GIVERS, "dartford-council", "victim-support", "nhs-kent-and-medway", "district-councils")
FIELDS = ("name", "born_on", "school", "worry", "address")
KINDS = ("child", "adult", "nobody")
ROLES = ("at-risk", "victim", "suspect")
HANDLING = ("official", "official-sensitive")
FOR_ROLES = ("member", "champion", "accountable-officer", "data-protection-officer")
TABLE = "walls_probe"
WORDS = "walls_probe_word"
"""Keys by which the records are found, as a search has them: those of the field `name`."""


def _some(rng: random.Random, values: tuple[str, ...], *, empty: bool = False) -> frozenset[str]:
    return frozenset(rng.sample(values, rng.randint(0 if empty else 1, len(values))))


class Maker:
    """Makes worlds from a seed. Names are new each time, so that worlds left behind never meet."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.mark = uuid4().hex[:8]
        self.data_sets = (f"one-{self.mark}", f"two-{self.mark}")
        self.purposes = (f"care-{self.mark}", f"crime-{self.mark}")
        self.people = tuple(self._id() for _ in range(5))

    def _id(self) -> UUID:
        return UUID(int=self.rng.getrandbits(128), version=4)

    def world(self, *, openings: int, rows: int, at: datetime) -> World:
        """A world whose grants began, ended or were revoked a while before or after `at`."""
        rng = self.rng
        made = tuple(self._row() for _ in range(rows))
        return World(
            openings=tuple(self._opening(at) for _ in range(openings)),
            rows=made,
            works_with=frozenset((rng.choice(LOOKERS), rng.choice(self.people)) for _ in range(8)),
            worked_with=frozenset((rng.choice(LOOKERS), rng.choice(self.people)) for _ in range(8)),
            kept_away=frozenset((rng.choice(LOOKERS), rng.choice(self.people)) for _ in range(4)),
            named=frozenset((rng.choice(LOOKERS), rng.choice(made).id) for _ in range(6) if made),
            emergencies=frozenset(
                (rng.choice(LOOKERS), rng.choice(self.people), rng.choice(self.purposes)) for _ in range(4)
            ),
            people=self.people,
            same=(frozenset(rng.sample(self.people, rng.choice((2, 3)))),) if rng.random() < 0.7 else (),
        )

    def _opening(self, at: datetime) -> Opening:
        rng = self.rng
        begins = at + timedelta(hours=rng.choice((-72, -48, -48, -48, -48, 24)))
        return Opening(
            id=self._id(),
            giver=rng.choice(GIVERS),
            taker=rng.choice(TAKERS),
            data_set=rng.choice(self.data_sets),
            purpose=rng.choice(self.purposes),
            fields=_some(rng, FIELDS),
            kinds=_some(rng, KINDS),
            roles=_some(rng, ROLES),
            handling=_some(rng, HANDLING),
            for_roles=_some(rng, FOR_ROLES, empty=True) if rng.random() < 0.4 else frozenset(),
            only_who_works_with=rng.random() < 0.35,
            only_about=rng.choice(self.people) if rng.random() < 0.25 else None,
            begins=begins,
            ends=begins + timedelta(hours=rng.choice((1, 600, 600, 600))),
            revoked=at - timedelta(hours=1) if rng.random() < 0.15 else None,
        )

    def _row(self) -> Row:
        rng = self.rng
        return Row(
            id=self._id(),
            holder=rng.choice(GIVERS),
            data_set=rng.choice(self.data_sets),
            kind=rng.choice(KINDS),
            role=rng.choice(ROLES),
            handled=rng.choice(HANDLING),
            about=rng.choice((*self.people, None)),
            restricted=rng.random() < 0.1,
        )


@cache
def past_the_wall() -> "psycopg.Connection[tuple[Any, ...]]":
    """A connection of maintenance that commits at once: a test's own transaction is rolled back, and seen by none."""
    connections["maintenance"].ensure_connection()
    raw = connections["maintenance"].connection
    return psycopg.connect(raw.info.dsn, password=raw.info.password, autocommit=True)


def _run(sql: str, rows: list[list[Any]] | None = None) -> None:
    with past_the_wall().cursor() as cursor:
        if rows is None:
            cursor.execute(sql)
        elif rows:
            cursor.executemany(sql, rows)


@contextmanager
def probe_table() -> Iterator[str]:
    """A guarded table of the tests' own, and grants that no agreement has to stand behind, for a while.

    The table stays, empty: whoever drops it waits for the test's own transaction, which has read it.
    """
    for table, key in ((TABLE, "id"), (WORDS, "record_id")):
        columns = f"{key} uuid primary key, label_id int, subject_id uuid, is_restricted bool, world text"
        _run(f"create table if not exists {table} ({columns})")
        _run(f"alter table {table} owner to fourfold_owner")
        _run(f"grant select on {table} to fourfold_app")
    guard()
    _run("alter table access_grant disable trigger user")
    try:
        yield TABLE
    finally:
        for table in ("access_grant", "access_exclusion", "access_emergency", TABLE, WORDS):
            _run(f"delete from {table}")
        _run("delete from access_relationship where subject_kind in ('person', 'record')")
        _run("delete from access_sameperson")
        _run("alter table access_grant enable trigger user")


def guard() -> None:
    """Put the guard on the two tables, as the database says it now."""
    _run(f"select access_guard('{TABLE}'), access_guard('{WORDS}', 'record_id')")


def put(world: World, mark: str, people: Cast, at: datetime) -> None:
    """Write the world as maintenance, for whom there is no wall."""
    agency = agencies_past_the_wall()
    user = {who: getattr(people, who).user_id for who in LOOKERS}
    _run(
        "insert into access_grant (id, agreement_id, line_number, clause, provider_id, recipient_id, data_set,"
        " purpose, fields, subject_kinds, subject_roles, handling, recipient_roles, needs_relationship,"
        " subject_id, request_id, since, until, revoked_at, revoked_because)"
        " values (%s, gen_random_uuid(), 1, '1', %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, '')",
        [
            [
                *(one.id, agency[one.giver], agency[one.taker], one.data_set, one.purpose, sorted(one.fields)),
                *(sorted(one.kinds), sorted(one.roles), sorted(one.handling), sorted(one.for_roles)),
                *(one.only_who_works_with, one.only_about, one.only_about, one.begins, one.ends, one.revoked),
            ]
            for one in world.openings
        ],
    )
    for table, field in ((TABLE, ""), (WORDS, "name")):
        _run(
            f"insert into {table} values (%s, access_label(%s, %s, %s, %s, %s, %s), %s, %s, %s)",
            [
                [
                    *(row.id, agency[row.holder], row.data_set, row.kind, row.role, row.handled, field),
                    *(row.about, row.restricted, mark),
                ]
                for row in world.rows
            ],
        )
    _run(
        "insert into access_sameperson (subject_id, person_id) values (%s, %s)",
        [[one, min(group)] for group in world.same for one in group],
    )
    begun = at - timedelta(hours=1)
    _run(
        "insert into access_relationship (id, user_id, subject_kind, subject_id, kind, since, given_by)"
        " values (gen_random_uuid(), %s, %s, %s, %s, %s, 'test')",
        [
            *([user[who], "person", about, "case", begun] for who, about in world.works_with),
            *([user[who], "record", record, "named-reader", begun] for who, record in world.named),
        ],
    )
    _run(  # what was, and is no more, opens nothing and keeps nobody away
        "insert into access_relationship (id, user_id, subject_kind, subject_id, kind, since, until, given_by)"
        " values (gen_random_uuid(), %s, 'person', %s, 'referral', %s, %s, 'test')",
        [[user[who], about, begun, at - timedelta(minutes=1)] for who, about in world.worked_with],
    )
    _run(
        "insert into access_exclusion (id, user_id, subject_id, kind, reason, placed_by, since, until, ended_by)"
        " values (gen_random_uuid(), %s, %s, 'relative', '', 'test', %s, %s, 'test')",
        [[user[who], about, begun, at - timedelta(minutes=1)] for who, about in world.worked_with],
    )
    _run(
        "insert into access_exclusion (id, user_id, subject_id, kind, reason, placed_by, since, ended_by)"
        " values (gen_random_uuid(), %s, %s, 'placed', '', 'test', %s, '')",
        [[user[who], about, begun] for who, about in world.kept_away],
    )
    _run(
        "insert into access_emergency (id, user_id, agency_id, subject_id, purpose, reason, since, until, review)"
        " values (gen_random_uuid(), %s, gen_random_uuid(), %s, %s, 'test', %s, %s, '')",
        [[user[who], about, purpose, begun, at + timedelta(hours=2)] for who, about, purpose in world.emergencies],
    )


def agencies_past_the_wall() -> dict[str, UUID]:
    """Every agency of the register."""
    with past_the_wall().cursor() as cursor:
        cursor.execute("select key, id from partnership_agency")
        return dict(cursor.fetchall())
