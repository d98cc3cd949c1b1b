"""An act and its entry commit together; a refusal is kept whatever happens; nobody changes the log."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, ProgrammingError, connections, transaction

from fourfold.ground.kernel import clock
from fourfold.ground.kernel.actors import NOBODY, Actor, Service
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit import operations
from fourfold.trust.audit.domain.entries import Outcome
from fourfold.trust.audit.operations import Act, OutsideTransactionError, record, record_all, record_denial
from fourfold.trust.audit.request_context import new_request


def run(alias: str, sql: str) -> None:
    with connections[alias].cursor() as cursor:
        cursor.execute(sql)


def write(actor: Actor, **changed: object) -> None:
    fields = {"permission": "plan:edit-action", "subject_kind": "action", "subject_id": uuid4()} | changed
    record(actor=actor, now=clock.now(), **fields)


def test_an_entry_says_who_what_and_when_under_the_requests_id(log) -> None:
    subject, now = uuid4(), clock.now()
    with new_request() as request_id, acting_as(log.actor):
        record(
            actor=log.actor,
            now=now,
            permission="plan:read-restricted",
            subject_kind="action",
            subject_id=subject,
            outcome=Outcome.READ,
            purpose="safeguarding",
            detail={"fields": ["status"]},
        )
    columns = "actor, permission, outcome, subject_kind, subject_id, purpose, request_id, occurred_at, detail::text"
    assert log.ask(f"select {columns} from audit_entry") == [
        (
            f"person:{log.actor.id}",
            "plan:read-restricted",
            "read",
            "action",
            str(subject),
            "safeguarding",
            request_id,
            now,
            '{"fields": ["status"]}',
        )
    ]


def test_an_act_that_is_rolled_back_leaves_no_entry(log) -> None:
    with acting_as(log.actor):
        write(log.actor)
        transaction.set_rollback(True)
    assert log.ask("select count(*) from audit_entry") == [(0,)]


def test_an_entry_is_never_written_apart_from_its_act(log) -> None:
    with pytest.raises(OutsideTransactionError):
        write(log.actor)


def test_several_acts_are_written_in_their_order_each_with_its_own_hash(log) -> None:
    subjects = [uuid4() for _ in range(operations.BATCH + 2)]
    acts = [Act("plan:edit-action", "action", one, detail={"number": n}) for n, one in enumerate(subjects)]
    with acting_as(log.actor):
        record_all(actor=log.actor, now=clock.now(), acts=acts)
    found = log.ask("select subject_id, (detail ->> 'number')::int from audit_entry order by seq")
    assert found == [(str(one), n) for n, one in enumerate(subjects)]
    assert log.ask("select count(distinct row_hash), count(distinct xid) from audit_entry") == [(len(acts), 1)]


def test_of_several_acts_all_are_written_or_none(log) -> None:
    acts = [Act("plan:edit-action", "action", uuid4()), Act("plan:edit-action", "action", "free text")]
    with acting_as(log.actor), pytest.raises(ValueError, match="subject's id"):
        record_all(actor=log.actor, now=clock.now(), acts=acts)
    assert log.ask("select count(*) from audit_entry") == [(0,)]
    with pytest.raises(OutsideTransactionError):
        record_all(actor=log.actor, now=clock.now(), acts=acts[:1])


def test_a_refusal_outlives_the_requests_rollback(log) -> None:
    with acting_as(log.actor):
        write(log.actor)
        record_denial(
            actor=log.actor,
            now=clock.now(),
            permission="plan:edit-action",
            subject_kind="action",
            subject_id="no id at all",
        )
        transaction.set_rollback(True)
    assert log.ask("select outcome, subject_id from audit_entry") == [("denied", "unreadable")]


def test_a_refusal_that_cannot_be_written_is_an_error(log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "permission_name", lambda _name: None)
    with pytest.raises(DatabaseError):
        record_denial(
            actor=log.actor, now=clock.now(), permission="plan:read", subject_kind="action", subject_id=uuid4()
        )


def test_someone_not_signed_in_can_only_be_refused(log) -> None:
    record_denial(actor=NOBODY, now=clock.now(), permission="account:sign-in", subject_kind="", subject_id="")
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(NOBODY):
        write(NOBODY)
    assert log.ask("select actor, outcome from audit_entry") == [("nobody", "denied")]


@pytest.mark.parametrize(
    "other",
    [Actor.person(uuid4()), Actor.of_service(Service.INSTALLATION), NOBODY],
    ids=["person", "service", "nobody"],
)
def test_nobody_writes_in_anothers_name(log, other: Actor) -> None:
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(log.actor):
        write(other)


def test_a_service_writes_in_its_own_name(log) -> None:
    service = Actor.of_service(Service.INSTALLATION)
    with acting_as(service):
        write(service)
    assert log.ask("select actor from audit_entry") == [("service:installation",)]


def test_number_transaction_clock_and_hash_are_the_databases(log) -> None:
    """Whatever the application gives."""
    with acting_as(log.actor):
        run(
            "default",
            "insert into audit_entry (id, version, seq, cluster, xid, recorded_at, row_hash, occurred_at, actor,"
            " permission, outcome, subject_kind, subject_id, purpose, request_id, detail) values (gen_random_uuid(),"
            f" 'mine', -1, 7, 7, '2000-01-01', 'mine', now(), '{log.actor.reference}', 'a:b', 'done', '', '', '', '',"
            " '{}')",
        )
        with connections["default"].cursor() as cursor:
            cursor.execute("select pg_current_xact_id()::text::bigint")
            transaction_id = cursor.fetchone()[0]
    found = log.ask(
        "select version, seq > 0, xid, recorded_at > now() - interval '1 minute', row_hash = audit_entry_hash(e),"
        " cluster = (select system_identifier from pg_control_system()) from audit_entry e"
    )
    assert found == [("v1", True, transaction_id, True, True, True)]


REFUSED = [
    *("update audit_entry set purpose = 'x'", "delete from audit_entry", "truncate audit_entry"),
    *("update audit_link set sealed_at = now()", "delete from audit_link", "truncate audit_link"),
]


@pytest.mark.parametrize("sql", REFUSED)
@pytest.mark.parametrize("service", [None, *Service])
def test_the_application_can_neither_change_nor_remove(log, sql: str, service: Service | None) -> None:
    log.sealed(1)
    actor = Actor.of_service(service) if service else log.actor
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(actor):
        run("default", sql)


@pytest.mark.parametrize("sql", REFUSED)
def test_nor_can_the_owner(log, sql: str) -> None:
    log.sealed(1)
    with pytest.raises(ProgrammingError, match="append-only"):
        run("maintenance", sql)
    # As the role that owns the tables, for whom row-level security would let the change touch no row in silence.
    with pytest.raises(ProgrammingError, match="append-only"):
        run("maintenance", f"begin; set local role fourfold_owner; {sql}")
    run("maintenance", "rollback")


@pytest.mark.parametrize(
    "sql",
    [
        "select nextval('audit_entry_order')",
        "select last_value from audit_entry_order",
        "select setval('audit_entry_order', 1)",
    ],
)
def test_the_sequence_tells_nobody_how_much_is_written(log, sql: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), acting_as(log.actor):
        run("default", sql)


@pytest.mark.parametrize(
    ("actor", "rows"),
    [
        (NOBODY, 0),
        (Actor.person(uuid4()), 0),
        (Actor.of_service(Service.INSTALLATION), 0),
        (Actor.of_service(Service.AUDIT_SEALER), 2),
    ],
    ids=["nobody", "person", "installation", "sealer"],
)
@pytest.mark.parametrize("table", ["audit_entry", "audit_link"])
def test_only_the_sealer_reads(log, actor: Actor, rows: int, table: str) -> None:
    log.sealed(2)
    with acting_as(actor), connections["default"].cursor() as cursor:
        cursor.execute(f"select count(*) from {table}")
        assert cursor.fetchone() == (rows,)


@pytest.mark.parametrize("actor", [NOBODY, Actor.of_service(Service.INSTALLATION)], ids=["nobody", "installation"])
def test_only_the_sealer_seals(log, actor: Actor) -> None:
    log.write()
    ((entry,),) = log.ask("select id from audit_entry")
    with pytest.raises(DatabaseError), acting_as(actor):
        run("default", f"insert into audit_link (entry_id, sealed_at) values ('{entry}', now())")


@pytest.mark.parametrize("break_it", ["outcome = 'maybe'", "actor = 'Jo Bloggs'"])
def test_the_tables_hold_known_outcomes_and_opaque_actors(log, break_it: str) -> None:
    log.write()
    with pytest.raises(DatabaseError, match="audit_entry_"):
        log.tamper(f"update audit_entry set {break_it}")
