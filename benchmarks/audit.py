"""Writing the audit log from four processes, beside a chain that each writer extends under one lock.

A request here is one transaction with its entries in it, held open for 20 ms. Most requests write one entry (`one`);
the aims are for ten, given one at a time (`each`: `record`) or together (`together`: `record_all`, as an act on many
things does). The peer hashes each entry over the last one as it is written, as chains are usually made: the lock on
its tip is held until the transaction ends, so requests wait for each other. Ours is chained by the sealer.

    python -m benchmarks.audit
"""

import multiprocessing
import os
import time
from collections.abc import Callable
from hashlib import sha256
from multiprocessing.queues import Queue
from multiprocessing.synchronize import Barrier
from typing import TYPE_CHECKING
from uuid import uuid4

if TYPE_CHECKING:
    from fourfold.trust.audit.operations import Act

WRITERS, SECONDS, ENTRIES = 4, 4, 10
HELD = 0.020
MOST_EVENTS, MOST_REQUESTS = 1_500, 160

_PEER = """
drop table if exists bench_chain;
create table bench_chain (position bigint primary key, content jsonb not null, chain_hash bytea not null);
insert into bench_chain values (0, '{}', decode(repeat('00', 32), 'hex'));
grant select, insert on bench_chain to fourfold_app;
"""


def _detail() -> dict[str, object]:
    """What a read of three records of one person tells."""
    return {
        "agency": uuid4(),
        "keys": [uuid4() for _ in range(3)],
        "subjects": [uuid4()],
        "fields": ["name", "born_on", "reported_at", "returned_at", "exploitation_concern"],
        "grants": [uuid4(), uuid4()],
    }


def _acts(count: int) -> "list[Act]":
    from fourfold.trust.audit.domain.entries import Outcome
    from fourfold.trust.audit.operations import Act

    return [
        Act("record:read", "record", uuid4(), Outcome.READ, "safeguarding-children", _detail()) for _ in range(count)
    ]


def together(held: float, count: int = ENTRIES) -> None:
    """A request that writes its entries in one statement."""
    from fourfold.ground.kernel.actors import Actor
    from fourfold.ground.kernel.clock import now
    from fourfold.ground.postgres.context import acting_as
    from fourfold.trust.audit.operations import record_all

    actor = Actor.person(uuid4())
    with acting_as(actor):
        record_all(actor=actor, now=now(), acts=_acts(count))
        time.sleep(held)


def one(held: float) -> None:
    """A request that writes one entry, as most do."""
    together(held, 1)


def each(held: float) -> None:
    """A request that writes its entries one after the other."""
    from fourfold.ground.kernel.actors import Actor
    from fourfold.ground.kernel.clock import now
    from fourfold.ground.postgres.context import acting_as
    from fourfold.trust.audit.operations import record

    actor = Actor.person(uuid4())
    with acting_as(actor):
        for act in _acts(ENTRIES):
            record(
                actor=actor,
                now=now(),
                permission=act.permission,
                subject_kind=act.subject_kind,
                subject_id=act.subject_id,
                outcome=act.outcome,
                purpose=act.purpose,
                detail=act.detail,
            )
        time.sleep(held)


def peer(held: float) -> None:
    """A request that extends one chain under one lock."""
    import json

    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(4711)")
        for _ in range(ENTRIES):
            content = json.dumps(_detail(), default=str)
            cursor.execute("select position, chain_hash from bench_chain order by position desc limit 1")
            position, before = cursor.fetchone()
            chained = sha256(bytes(before) + content.encode()).digest()
            cursor.execute("insert into bench_chain values (%s, %s, %s)", [position + 1, content, chained])
        time.sleep(held)


WAYS: dict[str, tuple[Callable[[float], None], int]] = {
    "together": (together, ENTRIES),
    "each": (each, ENTRIES),
    "one": (one, 1),
    "peer": (peer, ENTRIES),
}
"""How a request writes, and how many entries."""


def _write(way: str, held: float, begin: "Barrier", counts: "Queue[int]") -> None:
    """In a process of its own: requests one after the other until the time is over."""
    from fourfold.project.bootstrap import prepare_django

    prepared = prepare_django()
    request, _ = WAYS[way]
    request(0)
    begin.wait()
    until, done = time.monotonic() + SECONDS, 0
    while time.monotonic() < until:
        request(held)
        done += 1
    counts.put(done)
    prepared.release()


def requests_a_second(way: str, held: float) -> float:
    """How many requests all writers make together."""
    context = multiprocessing.get_context("spawn")
    begin, counts = context.Barrier(WRITERS), context.Queue()
    writers = [context.Process(target=_write, args=(way, held, begin, counts)) for _ in range(WRITERS)]
    for writer in writers:
        writer.start()
    total = sum(counts.get(timeout=120) for _ in writers)
    for writer in writers:
        writer.join()
    return float(total) / SECONDS


def run() -> None:
    """Print every way, side by side, in turn."""
    from django.db import connections

    with connections["maintenance"].cursor() as cursor:
        cursor.execute(_PEER)
    print(f"Audit: {WRITERS} writers, {SECONDS} s each; {ENTRIES} entries a request, but for `one`\n")
    print("| Each request holds its transaction | Way | Requests a second | Events a second |")
    print("|---|---|---|---|")
    for held in (0.0, HELD):
        for way, (_, count) in WAYS.items():
            found = requests_a_second(way, held)
            print(f"| {held * 1000:.0f} ms | {way} | {found:.0f} | {found * count:,.0f} |", flush=True)
    print(f"\nThe aim is {MOST_EVENTS:,} events a second and, with 20 ms held, {MOST_REQUESTS} requests a second.\n")


def main() -> None:
    """Make a database for this alone, and run."""
    import shutil
    import tempfile
    from pathlib import Path

    home = Path(tempfile.mkdtemp(prefix="fourfold-bench-"))
    os.environ |= {"FOURFOLD_HOME": str(home), "FOURFOLD_INSECURE_HTTP": "1", "FOURFOLD_HOSTS": "localhost"}
    os.environ.pop("DATABASE_URL", None)
    from fourfold.ground.postgres import server
    from fourfold.project import bootstrap

    prepared = bootstrap.prepare_django()
    try:
        bootstrap.migrate()
        run()
    finally:
        prepared.release()
        server.stop_now(home)
        shutil.rmtree(home, ignore_errors=True)


if __name__ == "__main__":
    main()
