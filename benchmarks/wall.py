"""What the wall around personal data costs: the same statements on a million guarded rows, with and without it.

The peer runs the very same statement as maintenance, whom row-level security does not hold. `all open` is the hardest
case: everything is open to the looker, so both give the same rows, and whatever the wall takes is on top. In `a third
open` the peer is told which labels to keep, as a project without a wall would have to write into each statement. By
relationship, both are told of which people the list is, as the product's lists are: the wall then judges each row.

Each is asked in two ways: by the driver alone with a statement prepared in the server, which hides nothing of what
the wall takes; and through Django's models, as the product asks, planned anew each time.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
from django.db import connection, connections, models
from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from benchmarks.timing import beside
from fourfold.ground.kernel.clock import now
from fourfold.trust.access.domain.deciding import decide
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.domain.resources import Action, Handling, Label, Resource, SubjectKind, SubjectRole
from fourfold.trust.access.looking import looking
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import account_by_email, standing_of

ROWS, HOLDERS, PEOPLE = 1_000_000, 30, 40_000
ROUNDS, SLOW_ROUNDS = 200, 25
KNOWN = 50
"""People with whom the looker works, in the scene of grants by relationship."""
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
create index on bench_record (subject_id, occurred_on desc);
create index on bench_record (label_id, occurred_on desc) include (subject_id, is_restricted, id);
create unlogged table bench_word (id uuid not null, label_id int not null, subject_id uuid,
    is_restricted bool not null, word text not null, sound text not null);
insert into bench_word select id, label_id, subject_id, is_restricted,
    'name' || (hashtext(id::text || k) & 1073741823) %% {NAMES},
    'sound' || (hashtext(id::text || k) & 1073741823) %% {NAMES // 10}
    from bench_record, generate_series(1, 2) k;
create index on bench_word (word, label_id);
create index on bench_word (sound, label_id);
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


class BenchRecord(models.Model):
    """The guarded table as the product would see it."""

    id = models.UUIDField(primary_key=True)
    label_id = models.IntegerField()
    subject_id = models.UUIDField(null=True)
    is_restricted = models.BooleanField()
    occurred_on = models.DateField()
    reference = models.TextField()

    class Meta:
        app_label, managed, db_table = "bench", False, "bench_record"

    def __str__(self) -> str:
        return str(self.pk)


class BenchWord(models.Model):
    """The words of names, likewise."""

    id = models.UUIDField(primary_key=True)
    label_id = models.IntegerField()
    subject_id = models.UUIDField(null=True)
    word = models.TextField()
    sound = models.TextField()

    class Meta:
        app_label, managed, db_table = "bench", False, "bench_word"

    def __str__(self) -> str:
        return str(self.pk)


Asked = QuerySet[Any, Any]
MODELS: dict[str, Callable[[Asked, Asked, dict[str, Any]], Asked]] = {
    "one row by its key": lambda records, _words, facts: records.filter(pk=facts["id"]),
    "list of 50, newest first": lambda records, _words, _facts: records.order_by("-occurred_on", "id")[:50],
    "count by month": lambda records, _words, _facts: (
        records.annotate(month=TruncMonth("occurred_on")).values_list("month").annotate(found=Count("pk")).order_by()
    ),
    "name, by a token": lambda _records, words, facts: words.filter(word=facts["word"]),
    "name, by its sound": lambda _records, words, facts: words.filter(sound=facts["sound"])[:50],
}


@dataclass(frozen=True)
class Scene:
    """What is open to the looker, and what each side is told to keep: column to values."""

    title: str
    holders: list[UUID]
    ours: dict[str, Any]
    peers: dict[str, Any]


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
    third, known = labels[: HOLDERS // 3], people[:KNOWN]
    for scene in (
        Scene("all open", holders, {}, {}),
        Scene("a third open", holders[: len(third)], {}, {"label_id": third}),
        Scene(f"open by relationship to {KNOWN} people", holders, {"subject_id": known}, {"subject_id": known}),
    ):
        _grant(raw, scene, standing)
        print(f"\nA million guarded rows, {scene.title}")
        with looking(standing, "bench") as looker:
            _time(raw, scene)
            if not scene.ours:
                _decisions(looker, holders[0], people[0])
        with raw.cursor() as cursor:
            cursor.execute("delete from access_grant where data_set = 'bench'")
            cursor.execute("delete from access_relationship where given_by = 'bench'")
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


def _grant(raw: Any, scene: Scene, standing: Standing) -> None:
    home, since = standing.roles[0].agency_id, now() - timedelta(days=1)
    known = scene.ours.get("subject_id", [])
    with raw.cursor() as cursor:
        cursor.executemany(
            "insert into access_grant (id, agreement_id, line_number, clause, provider_id, recipient_id, data_set,"
            " purpose, fields, subject_kinds, subject_roles, handling, recipient_roles, needs_relationship,"
            " since, until, revoked_because) values (gen_random_uuid(), gen_random_uuid(), 1, '1', %s, %s, 'bench',"
            " 'bench', '{name,born_on}', '{child}', '{at-risk}', '{official}', '{}', %s, %s, %s, '')",
            [[holder, home, bool(known), since, datetime(2099, 1, 1, tzinfo=UTC)] for holder in scene.holders],
        )
        cursor.executemany(
            "insert into access_relationship (id, user_id, subject_kind, subject_id, kind, since, given_by)"
            " values (gen_random_uuid(), %s, 'person', %s, 'case', %s, 'bench')",
            [[standing.user_id, one, since] for one in known],
        )


def _time(raw: Any, scene: Scene) -> None:
    with raw.cursor() as cursor:
        cursor.execute(
            f"select id from bench_record where {_told(scene.peers, 'not is_restricted')} limit 1", scene.peers
        )
        known = cursor.fetchone()[0]
    facts = {"id": known, "word": "name7", "sound": "sound7", **scene.ours, **scene.peers}
    for title, statement in STATEMENTS.items():
        rounds = SLOW_ROUNDS if title.startswith("count") else ROUNDS
        ours, theirs = (
            statement.format(where=f"where {_told(kept, 'true')}", and_where=f"and {_told(kept, 'true')}")
            for kept in (scene.ours, scene.peers)
        )
        _say(f"  {title:26}", beside(_asks(connection, ours, facts), _asks(raw, theirs, facts), rounds=rounds))
        _say(
            "; by models",
            beside(
                _models(title, "default", scene.ours, facts),
                _models(title, "maintenance", scene.peers, facts),
                rounds=rounds,
            ),
        )
        print()


def _say(what: str, timed: tuple[float, float, float]) -> None:
    ours, theirs, ratio = timed
    print(f"{what} {ours:9.3f} ms, without the wall {theirs:9.3f}, ratio {ratio:.2f}", end="")


def _told(kept: dict[str, Any], always: str) -> str:
    return " and ".join([always, *(f"{column} = any (%({column})s)" for column in kept)])


def _models(title: str, using: str, kept: dict[str, Any], facts: dict[str, Any]) -> Callable[[], object]:
    filters = {f"{column}__in": values for column, values in kept.items()}

    def ask() -> object:
        records, words = BenchRecord.objects.using(using), BenchWord.objects.using(using)
        return list(MODELS[title](records.filter(**filters), words.filter(**filters), facts))

    return ask


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
