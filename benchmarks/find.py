"""Finding one person among a million, through the wall: how long the database takes, and whether the person is found.

Each of the made-up people has one record, as one of five agencies wrote it down. Questions are what another agency
wrote down of the same people, with its own mistakes: short forms, slips, sounds, swapped names, wrong digits, moves.
Four of the five agencies share with the looker; the fifth is hidden, and nobody there may be found. Timed are

- the statement that finds: as the server counts it (planning and execution, EXPLAIN ANALYZE, asked a second time),
  and as the driver waits for it, the first time, when its pages may not have been read before;
- `find_people` whole, which also reads, unseals, logs and ranks: what a page takes beside its drawing.

With a second number, the tables are filled to the size of that many people: copies of all keys, those of names, days
and postcodes under the same hashes, so that a search meets as many more. Nobody is sought among copies, so after that
times alone are told.

The peer is `pg_trgm` on as many names in the same server where that is installed; where it is not (the embedded
server has no extensions), DuckDB's Jaro-Winkler over all names, which compares every one.

    python -m benchmarks.find [PEOPLE [SIZE]]
    scripts/with-debian-postgres .venv/bin/python -m benchmarks.find 100000 1000000
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from benchmarks.find_data import HIDDEN, HOLDERS, SET, Kept, Record, copy, fill, load, made, one

EMAIL = "officer@kent-police.example"
PURPOSE = "safeguarding-children"
FIELDS = ("name", "born_on", "address", "postcode", "nhs_number", "upn", "pnc_id", "risk_level")
MOST = 20


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, the subject who is meant, and what is kept of them."""

    record: Record
    subject: UUID
    kept: Record


def settle() -> Any:
    """The register, an officer who is trained, and grants of all holders but the hidden one. Their standing."""
    from django.db import connections

    from benchmarks.importing import _settle
    from fourfold.ground.kernel.actors import Actor
    from fourfold.ground.postgres.context import acting_as
    from fourfold.trust.partnership.domain.roles import INSTALLATION
    from fourfold.trust.partnership.models.training import Training, TrainingKind
    from fourfold.trust.partnership.queries import account_by_email, person_of_account, standing_of

    _settle()
    account = account_by_email(EMAIL)
    if account is None:
        raise LookupError(EMAIL)
    with acting_as(INSTALLATION.actor):
        person_id = person_of_account(account.pk)
    Training.objects.using("maintenance").create(
        person_id=person_id,
        kind=TrainingKind.INFORMATION_SHARING,
        completed_on=date(2026, 1, 1),
        valid_until=date(2099, 1, 1),
    )
    with connections["maintenance"].cursor() as cursor:
        cursor.execute("alter table access_grant disable trigger user")
        for place, key in enumerate(HOLDERS):
            if place == HIDDEN:
                continue
            cursor.execute(
                "insert into access_grant (id, agreement_id, line_number, clause, provider_id, recipient_id,"
                " data_set, purpose, fields, subject_kinds, subject_roles, handling, recipient_roles,"
                " needs_relationship, since, until, revoked_because)"
                " select gen_random_uuid(), gen_random_uuid(), 1, '1', p.id, r.id, %s, %s,"
                " %s::text[], '{child}', '{at-risk}', '{official}', '{}', false, now() - interval '1 day',"
                " now() + interval '300 days', '' from partnership_agency p, partnership_agency r"
                " where p.key = %s and r.key = 'kent-police'",
                [SET, PURPOSE, list(FIELDS), key],
            )
    with acting_as(Actor.person(account.pk)) as _context:
        return standing_of(Actor.person(account.pk))


KINDS: dict[str, tuple[str, ...]] = {
    "name and date of birth": ("name", "born_on"),
    "name and postcode": ("name", "postcode"),
    "name, date of birth and postcode": ("name", "born_on", "postcode"),
    "name alone": ("name",),
    "NHS number": ("nhs_number",),
}


def asked_of(question: Question, fields: tuple[str, ...]) -> Any:
    """The question as the page asks it; None where the record does not say one of the fields."""
    from fourfold.records.identity.domain.searching import Asked, number_of

    said = question.record
    if any(field not in said for field in fields):
        return None
    try:
        born = date.fromisoformat(said["born_on"]) if "born_on" in fields else None
    except ValueError:
        return None
    number = number_of(said["nhs_number"]) if "nhs_number" in fields else ("", "")
    if "nhs_number" in fields and not (number[0] and "nhs_number" in question.kept):
        return None
    return Asked(
        name=said["name"] if "name" in fields else "",
        born=born,
        postcode=said["postcode"] if "postcode" in fields else "",
        number=number,
    )


def find(standing: Any, questions: list[Question], *, is_filled: bool = False) -> None:
    """Time the statement and, unless among copies, the whole; and count who is among the first twenty."""
    from fourfold.ground.kernel.clock import now
    from fourfold.records.feeds.queries.finding import hits_of
    from fourfold.records.feeds.queries.sight import Sight
    from fourfold.records.identity.domain.searching import keys_asked
    from fourfold.records.identity.queries.finding import find_people
    from fourfold.trust.access.looking import looking

    for kind, fields in KINDS.items():
        statement, served, whole, met, first, count, keys = [], [], [], 0, 0, 0, 0
        for question in questions:
            asked = asked_of(question, fields)
            if asked is None:
                continue
            with looking(standing, PURPOSE) as looker:
                sight = Sight(looker, PURPOSE, now())
                wanted = keys_asked(asked)
                hits_of(wanted[:1], most=1)  # what the transaction computes once, before any statement
                statement.append(_milliseconds(lambda: hits_of(wanted, most=26)))  # noqa: B023 (called at once)
                served.append(_server_milliseconds(lambda: hits_of(wanted, most=26)))  # noqa: B023
                keys, count = keys + len(wanted), count + 1
                if is_filled:
                    continue
                begun = time.perf_counter()
                found = [person.subject_id for person in find_people(sight, asked).people]
                whole.append((time.perf_counter() - begun) * 1000)
            met += question.subject in found[:MOST]
            first += question.subject in found[:1]
        if count:
            print(
                f"  {kind:34} {count:4} questions, {keys / count:5.0f} keys:"
                + ("" if is_filled else f" found {met / count:.3f}, first {first / count:.3f};")
                + f" in the server {_spread(served)}; waited for {_spread(statement)}"
                + ("" if is_filled else f"; whole {_spread(whole)}"),
                flush=True,
            )


def trigrams(raw: Any, kept: Kept, questions: list[Question], subjects: list[UUID], times: int) -> bool:
    """The peer in the same server: an index of trigrams over names, each so many times. False where there is none."""
    with raw.cursor() as cursor:
        if not one(cursor, "select count(*) from pg_available_extensions where name = 'pg_trgm'", []):
            return False
        cursor.execute("create extension if not exists pg_trgm")
        cursor.execute("create table bench_name (id uuid, name text, born text)")
        lines = (
            f"{subject}\t{said['name'].casefold()}\t{said.get('born_on', '')}\n"
            for subject, (_holder, said) in zip(subjects, kept, strict=True)
        )
        copy(cursor, "bench_name", lines)
        cursor.execute(
            "insert into bench_name select gen_random_uuid(), name, born from bench_name, generate_series(2, %s)",
            [times],
        )
        cursor.execute("create index on bench_name using gin (name gin_trgm_ops)")
        cursor.execute("vacuum analyze bench_name")
        ask = "select id from bench_name where name %% %s order by similarity(name, %s) desc, born = %s desc limit 20"

        def peer(question: Question) -> list[UUID]:
            name, born = question.record["name"].casefold(), question.record.get("born_on", "")
            return [row[0] for row in cursor.execute(ask, [name, name, born]).fetchall()]

        _peer("pg_trgm, names ordered by likeness", peer, questions)
    return True


def jaro_winkler(kept: Kept, questions: list[Question], subjects: list[UUID]) -> None:
    """The peer where there is no extension: DuckDB compares each question with every name."""
    import duckdb
    import pyarrow as pa

    held = pa.table(
        {
            "id": [str(subject) for subject in subjects],
            "name": [said["name"].casefold() for _holder, said in kept],
            "born": [said.get("born_on", "") for _holder, said in kept],
        }
    )
    database = duckdb.connect(config={"threads": 2})
    database.register("held", held)
    database.execute("create table names as select * from held")
    ask = "select id from names order by jaro_winkler_similarity(name, ?) + (born = ?)::int * 0.3 desc limit 20"

    def peer(question: Question) -> list[UUID]:
        values = [question.record["name"].casefold(), question.record.get("born_on", "")]
        return [UUID(row[0]) for row in database.execute(ask, values).fetchall()]

    _peer("DuckDB, Jaro-Winkler over all, and date of birth", peer, questions[:40])


def _peer(title: str, ask: Callable[[Question], list[UUID]], questions: list[Question]) -> None:
    times, met = [], 0
    for question in questions:
        begun = time.perf_counter()
        found = ask(question)
        times.append((time.perf_counter() - begun) * 1000)
        met += question.subject in found
    print(f"  {title}: {len(questions)} questions: found {met / len(questions):.3f}; {_spread(times)}")


def _milliseconds(what: Callable[[], object]) -> float:
    begun = time.perf_counter()
    what()
    return (time.perf_counter() - begun) * 1000


def _server_milliseconds(what: Callable[[], object]) -> float:
    """What the server says of the call's one statement: planning and execution, in milliseconds."""
    from django.db import connection

    told = []

    def explained(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        execute(f"explain (analyze, timing off, format json) {sql}", params, many, context)
        plan = context["cursor"].fetchone()[0][0]
        told.append(plan["Planning Time"] + plan["Execution Time"])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(explained):
        what()
    return sum(told)


def _spread(times: list[float]) -> str:
    times = sorted(times)
    return f"{statistics.median(times):.1f} ms, p95 {times[int(len(times) * 0.95)]:.1f} ms"


def main() -> None:
    """Load, ask, and ask the peer."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    times = max(1, (int(sys.argv[2]) if len(sys.argv) > 2 else people) // people)
    with tempfile.TemporaryDirectory(prefix="fourfold-bench-") as home:
        os.environ["FOURFOLD_HOME"] = home
        os.environ.setdefault("FOURFOLD_DATABASE_NAME", "fourfold_bench_find")
        from fourfold.project import bootstrap

        prepared = bootstrap.prepare_django()
        bootstrap.migrate()
        from django.db import connections

        standing = settle()
        begun = time.perf_counter()
        kept, asked = made(people)
        print(f"{len(kept):,} people, made in {time.perf_counter() - begun:.0f} s", flush=True)
        begun = time.perf_counter()
        subjects = load(kept)
        print(f"loaded in {time.perf_counter() - begun:.0f} s", flush=True)
        questions = [Question(record, subjects[place], kept[place][1]) for place, record in asked]
        find(standing, questions)
        if times > 1:
            print(f"filled to {fill(times):,} keys, as of {people * times:,} people", flush=True)
            find(standing, questions, is_filled=True)
        named = [one for one in questions if "born_on" in one.record]
        if not trigrams(connections["maintenance"].connection, kept, named, subjects, times):
            print("  pg_trgm is not in this server (the embedded one has no extensions)")
            jaro_winkler(kept, named, subjects)
        prepared.release()


if __name__ == "__main__":
    main()
