"""Sealing chains every committed entry exactly once, while others write, and after a restore elsewhere."""

import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.db import connections, transaction

from fourfold.ground.kernel import clock
from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.audit import tasks
from fourfold.trust.audit.domain.findings import Kind
from fourfold.trust.audit.models import Entry
from fourfold.trust.audit.operations import record, record_denial, seal
from fourfold.trust.audit.verification import verify

SEALER = Actor.of_service(Service.AUDIT_SEALER)


@contextmanager
def elsewhere(actor: Actor):
    """A transaction on another connection, kept open as a slow request would; gives a way to write in it."""
    with acting_as(actor, using="denials"):
        yield lambda: Entry.objects.using("denials").create(
            occurred_at=clock.now(), actor=actor.reference, permission="plan:slow-act", outcome="done"
        )


def order(log) -> list[int]:
    return [seq for (seq,) in log.ask("select entry_seq from audit_link order by position")]


def test_batches_follow_each_other_without_gaps(log) -> None:
    log.write(10)
    assert seal(now=clock.now(), batch=3) == 10
    assert seal(now=clock.now(), batch=3) == 0
    log.write(3)
    assert seal(now=clock.now(), batch=3) == 3
    assert log.ask("select min(position), max(position), count(*) from audit_link") == [(1, 13, 13)]
    assert order(log) == sorted(order(log))


@pytest.mark.parametrize("already", [0, 2], ids=["empty chain", "chain begun"])
def test_what_an_open_transaction_may_still_precede_waits(log, already: int) -> None:
    log.sealed(already)
    with elsewhere(log.actor) as write:
        write()
        log.write()
        assert seal(now=clock.now()) == 0
        assert verify().unsealed == 1
    assert seal(now=clock.now()) == 2
    assert verify().sound


def test_the_chain_goes_by_transaction_and_then_by_number(log) -> None:
    with elsewhere(log.actor) as write:
        write()
        log.write()
        write()
        log.write()
    assert seal(now=clock.now()) == 4
    first, second, third, fourth = order(log)
    assert (first, third) == (second - 2, fourth - 2)
    assert verify().sound


def test_a_batch_may_end_inside_a_transaction(log) -> None:
    with acting_as(log.actor):
        for _ in range(7):
            record(actor=log.actor, now=clock.now(), permission="plan:act", subject_kind="", subject_id="")
    assert seal(now=clock.now(), batch=2) == 7
    assert verify().sound


def test_a_second_sealer_returns_at_once(log) -> None:
    log.write(2)
    with acting_as(SEALER, using="denials"), connections["denials"].cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended('fourfold.audit.seal', 0))")
        started = time.monotonic()
        assert seal(now=clock.now()) == 0
        assert time.monotonic() - started < 1
    assert seal(now=clock.now()) == 2


def test_a_sealing_that_is_cut_short_leaves_nothing_half_done(log) -> None:
    log.write(2)
    with transaction.atomic():
        seal(now=clock.now())
        transaction.set_rollback(True)
    assert log.ask("select count(*) from audit_link") == [(0,)]
    assert seal(now=clock.now()) == 2


def test_writers_at_work_while_two_sealers_seal_lose_nothing(log) -> None:
    chance, done, kept = random.Random(7), threading.Event(), []

    def write(seed: int) -> None:
        own = random.Random(seed)
        for _ in range(25):
            with acting_as(log.actor):
                for _ in range(own.randint(1, 3)):
                    record(actor=log.actor, now=clock.now(), permission="plan:act", subject_kind="", subject_id="")
                    kept.append(1)
                time.sleep(own.random() / 100)
                if own.random() < 0.3:
                    record_denial(
                        actor=log.actor, now=clock.now(), permission="plan:act", subject_kind="", subject_id=""
                    )
        connections.close_all()

    def keep_sealing() -> int:
        sealed = 0
        while not done.is_set():
            sealed += seal(now=clock.now(), batch=5)
        connections.close_all()
        return sealed

    with ThreadPoolExecutor(8) as pool:
        sealers = [pool.submit(keep_sealing) for _ in range(2)]
        for writer in [pool.submit(write, chance.randint(0, 1_000)) for _ in range(5)]:
            writer.result()
        done.set()
        sealed = sum(sealer.result() for sealer in sealers)
    assert sealed > 0, "nothing was sealed while the writers were at work, so nothing was tried"
    sealed += seal(now=clock.now())
    ((entries, distinct),) = log.ask(
        "select (select count(*) from audit_entry), count(distinct entry_id) from audit_link"
    )
    assert entries == distinct == sealed
    assert log.ask("select count(*) from audit_entry where outcome = 'done'") == [(len(kept),)]
    report = verify()
    assert report.sound, report.lines()
    assert (report.links, report.unsealed) == (entries, 0)


def test_after_a_restore_into_another_cluster_all_is_sealed_in_order(log) -> None:
    """Transaction ids start anew there, and may be lower or higher than those in the log."""
    log.sealed(3)
    log.write(4)
    log.tamper(
        "update audit_entry set cluster = 9223372036854775807,"
        " xid = case when mod(seq, 2) = 0 then 5 else 5000000000 end",
        "update audit_entry set row_hash = audit_entry_hash(audit_entry)",
        "delete from audit_link",
        "insert into audit_link (entry_id, entry_seq, sealed_at, position, row_hash, chain_hash)"
        " select id, seq, now(), row_number() over (order by xid, seq), row_hash, '' from audit_entry"
        " order by xid, seq limit 2",
    )
    log.hash_chain_anew()
    log.write(2)
    assert verify().sound
    assert seal(now=clock.now(), batch=2) == 7
    log.write(1)
    assert seal(now=clock.now()) == 1
    report = verify()
    assert report.sound, report.lines()
    assert (report.links, report.unsealed) == (10, 0)
    ours = "cluster = (select system_identifier from pg_control_system())"
    assert log.ask(
        f"select bool_and(({ours}) = (position > 7)) from audit_link l join audit_entry e on e.id = l.entry_id"
    ) == [(True,)]
    log.tamper("delete from audit_link where position = 5")
    assert verify().counts == {Kind.LINK_MISSING: 1, Kind.NEVER_SEALED: 1}


def test_the_job_runs_every_minute_as_the_sealer(log) -> None:
    log.write(2)
    tasks.seal(0)
    assert verify().links == 2
    assert tasks.seal.name == "audit.seal"
    registered = tasks.app.periodic_registry.periodic_tasks.values()
    assert [task.cron for task in registered if task.task is tasks.seal] == ["* * * * *"]
