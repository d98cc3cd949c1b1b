"""What the wall around personal data costs: the same statements on a million guarded rows, with and without it.

The peer runs the very same statement as maintenance, whom row-level security does not hold. `all open` is the hardest
case: everything is open to the looker, so both give the same rows, and whatever the wall takes is on top. In `a third
open` the peer is told which labels to keep, as a project without a wall would have to write into each statement.
"""

import statistics
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connection, connections

from benchmarks.timing import beside
from fourfold.ground.kernel.clock import now
from fourfold.trust.access.domain.deciding import decide
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.domain.resources import Action, Handling, Label, Resource, SubjectKind, SubjectRole
from fourfold.trust.access.looking import looking
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import account_by_email, standing_of

ROWS, HOLDERS, PEOPLE = 1_000_000, 30, 40_000
NAMES = 20_000
"""How many different tokens names have: each stands in 100 of the two million rows of words."""
LOOKER = "jo.farrow@kent-county-council.example"

_MAKE = f"""
create unlogged table bench_record (id uuid primary key, label_id int not null, subject_id uuid,
    is_restricted bool not null, occurred_on date not null, reference text not null);
insert into bench_record
    select gen_random_uuid(), (%(labels)s::int[])[1 + n %% {HOLDERS}],
           (%(people)s::uuid[])[1 + (n::bigint * 7919 %% {PEOPLE})::int], n %% 1000 = 0,
           date '2024-01-01' + (n %% 700), 'R' || n
    from generate_series(1, {ROWS}) n;
create index on bench_record (occurred_on desc, id);
create index on bench_record (label_id, occurred_on desc);
create unlogged table bench_word (id uuid not null, label_id int not null, subject_id uuid,
    is_restricted bool not null, word text not null, sound text not null);
insert into bench_word select id, label_id, subject_id, is_restricted,
    'name' || (hashtext(id::text || k) & 1073741823) %% {NAMES},
    'sound' || (hashtext(id::text || k) & 1073741823) %% {NAMES // 10}
    from bench_record, generate_series(1, 2) k;
create index on bench_word (word);
create index on bench_word (sound);
alter table bench_record owner to fourfold_owner;
alter table bench_word owner to fourfold_owner;
grant select on bench_record, bench_word to fourfold_app;
select access_guard('bench_record');
select access_guard('bench_word');
"""

STATEMENTS: dict[str, str] = {
    "one row by its key": "select * from bench_record where id = %(id)s",
    "list of 50, newest first": "select * from bench_record {where} order by occurred_on desc, id limit 50",
    "count by month": "select date_trunc('month', occurred_on), count(*) from bench_record {where} group by 1",
    "name, by a token": "select id, subject_id from bench_word where word = %(word)s {and_where}",
    "name, by its sound": "select id, subject_id from bench_word where sound = %(sound)s {and_where} limit 50",
}


def run() -> None:
    """Load a million rows, then time each statement and a decision."""
    raw = connections["maintenance"]
    raw.ensure_connection()
    with raw.cursor() as cursor:
        cursor.execute("alter table access_grant disable trigger user")
        cursor.execute("drop table if exists bench_record, bench_word")
        holders = _holders(cursor)
        labels = _labels(cursor, holders)
        people = [uuid4() for _ in range(PEOPLE)]
        cursor.execute(_MAKE, {"labels": labels, "people": people})
        cursor.execute("vacuum analyze bench_record")
        cursor.execute("vacuum analyze bench_word")
    with looking_as() as looker:
        standing = looker.standing
    for title, share in (("all open", HOLDERS), ("a third open", HOLDERS // 3)):
        _grant(raw, holders[:share], standing)
        print(f"\nA million guarded rows, {title}")
        with looking(standing, "bench") as looker:
            _time(raw, labels[:share] if share < HOLDERS else [])
            if share == HOLDERS:
                _decisions(looker, holders[0], people[0])
        with raw.cursor() as cursor:
            cursor.execute("delete from access_grant where data_set = 'bench'")
    with raw.cursor() as cursor:
        cursor.execute("drop table bench_record, bench_word")
        cursor.execute("alter table access_grant enable trigger user")


def looking_as() -> Any:
    """The looker of the demonstration's social worker."""
    from fourfold.ground.kernel.actors import Actor
    from fourfold.ground.postgres.context import acting_as

    user = account_by_email(LOOKER)
    if user is None:
        raise LookupError(LOOKER)
    actor = Actor.person(user.pk)
    with acting_as(actor):
        return looking(standing_of(actor), "")


def _holders(cursor: Any) -> list[UUID]:
    cursor.execute("select id from partnership_agency order by key limit %s", [HOLDERS])
    return [row[0] for row in cursor.fetchall()]


def _labels(cursor: Any, holders: list[UUID]) -> list[int]:
    found = []
    for holder in holders:
        cursor.execute("select access_label(%s, 'bench', 'child', 'at-risk', 'official')", [holder])
        found.append(cursor.fetchone()[0])
    return found


def _grant(raw: Any, holders: list[UUID], standing: Standing) -> None:
    home = standing.roles[0].agency_id
    with raw.cursor() as cursor:
        cursor.executemany(
            "insert into access_grant (id, agreement_id, line_number, clause, provider_id, recipient_id, data_set,"
            " purpose, fields, subject_kinds, subject_roles, handling, recipient_roles, needs_relationship,"
            " since, until, revoked_because) values (gen_random_uuid(), gen_random_uuid(), 1, '1', %s, %s, 'bench',"
            " 'bench', '{name,born_on}', '{child}', '{at-risk}', '{official}', '{}', false, %s, %s, '')",
            [[holder, home, now() - timedelta(days=1), datetime(2099, 1, 1, tzinfo=UTC)] for holder in holders],
        )


def _time(raw: Any, labels: list[int]) -> None:
    with raw.cursor() as cursor:
        wanted = "label_id = any (%(labels)s) and not is_restricted" if labels else "not is_restricted"
        cursor.execute(f"select id from bench_record where {wanted} limit 1", {"labels": labels})
        known = cursor.fetchone()[0]
    facts = {"id": known, "word": "name7", "sound": "sound7", "labels": labels}
    for title, statement in STATEMENTS.items():
        plain = statement.format(where="", and_where="")
        told = plain
        if labels:
            told = statement.format(
                where="where label_id = any (%(labels)s)", and_where="and label_id = any (%(labels)s)"
            )
        ours, theirs, ratio = beside(_asks(connection, plain, facts), _asks(raw, told, facts))
        print(f"  {title:28} {ours:9.3f} ms, without the wall {theirs:9.3f} ms, ratio {ratio:.2f}")


def _asks(where: Any, statement: str, facts: dict[str, Any]) -> Callable[[], object]:
    """Ask by psycopg itself, with a prepared statement, so that Python is the smaller part of what is timed."""
    where.ensure_connection()
    raw: psycopg.Connection[Any] = where.connection

    def ask() -> object:
        return raw.execute(statement, facts, prepare=True).fetchall()

    return ask


def _decisions(looker: Looker, holder: UUID, subject: UUID) -> None:
    label = Label(holder, "bench", SubjectKind.CHILD, SubjectRole.AT_RISK, Handling.OFFICIAL)
    resource = Resource(label, uuid4(), subject)
    at = now()
    times = []
    for _round in range(5):
        begun = now()
        for _each in range(20_000):
            decide(looker, Action.READ, resource, "bench", at)
        times.append((now() - begun).total_seconds() / 20_000 * 1e6)
    print(f"  decide(), grants loaded      {statistics.median(times):9.1f} microseconds")
