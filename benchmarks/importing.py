"""Delivering the real street crime of Kent, 21 months, beside a plain import.

Ours receives each file, finds encoding, delimiter and columns, checks every row against the contract, keeps each
once, and shows a month when it is whole, through row-level security. The peer reads the same files with the csv
module and writes the same table with `bulk_create`, a thousand at a time, past the walls: it checks nothing, and a
second run doubles every row. Each runs in a process of its own, on an installation of its own.

    python -m benchmarks.importing
"""

import csv
import gzip
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from multiprocessing.queues import Queue
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from fourfold.ground.kernel.actors import Actor
    from fourfold.records.feeds.models import Delivery, OpenRow

FILES = Path(__file__).resolve().parents[2] / "shared/data/police_kent/street"
CONTRACT, AGENCY, EMAIL = "street-crime", "kent-police", "officer@kent-police.example"
MOST_SECONDS, MOST_MEGABYTES = 60, 500
_BATCH = 1_000


def ours() -> int:
    """Deliver each file; a month that a limit holds is let in. How many rows entered."""
    from fourfold.ground.kernel.actors import Actor
    from fourfold.project.cli.feed_deliver import carried
    from fourfold.records.feeds.domain.deliveries import DeliveryState, How
    from fourfold.trust.partnership.queries import account_by_email

    account = account_by_email(EMAIL)
    if account is None:
        raise LookupError(EMAIL)
    actor = Actor.person(account.pk)
    entered = 0
    for file in files():
        delivery = carried(actor, CONTRACT, file, How.COMMAND)
        if delivery.state == DeliveryState.HELD:
            delivery = _let_in(actor, delivery.pk)
        entered += delivery.counts["entered"]
    return entered


def _let_in(actor: "Actor", delivery_id: UUID) -> "Delivery":
    from fourfold.ground.kernel.clock import now
    from fourfold.ground.postgres.context import acting_as
    from fourfold.records.feeds.operations import let_enter, work_off
    from fourfold.trust.partnership.queries import standing_of

    with acting_as(actor):
        let_enter(actor=standing_of(actor), now=now(), delivery_id=delivery_id, because="Short at the source.")
    return work_off(delivery_id, actor)


def peer() -> int:
    """Read each file and write its rows. How many there were."""
    from django.db import transaction

    from fourfold.records.feeds.models import OpenRow

    written = 0
    for file in files():
        with gzip.open(file, "rt", encoding="utf-8", newline="") as text, transaction.atomic(using="maintenance"):
            rows = list(_plain_rows(csv.DictReader(text)))
            OpenRow.objects.using("maintenance").bulk_create(rows, batch_size=_BATCH)
            written += len(rows)
    return written


def _plain_rows(rows: Iterator[dict[str, str]]) -> "Iterator[OpenRow]":
    from fourfold.records.feeds.models import OpenRow

    for number, row in enumerate(rows, start=2):
        yield OpenRow(
            delivery_id=UUID(int=1),
            holder_id=UUID(int=1),
            contract=CONTRACT,
            row_number=number,
            fingerprint=sha256(f"{number}{row}".encode()).digest(),
            occurrence=1,
            month=f"{row['Month']}-01",
            lsoa_code=row["LSOA code"],
            longitude=float(row["Longitude"]) if row["Longitude"] else None,
            latitude=float(row["Latitude"]) if row["Latitude"] else None,
            category=row["Crime type"],
            values=row,
        )


def files() -> list[Path]:
    """The months, oldest first."""
    return sorted(FILES.glob("*.csv.gz"))


def _alone(work: Callable[[], int], said: "Queue[tuple[int, float, float, int]]") -> None:
    with tempfile.TemporaryDirectory(prefix="fourfold-bench-") as home:
        os.environ["FOURFOLD_HOME"] = home
        os.environ.pop("DATABASE_URL", None)
        from fourfold.project import bootstrap

        prepared = bootstrap.prepare_django()
        bootstrap.migrate()
        _settle()
        begun, worked = time.perf_counter(), time.process_time()
        rows = work()
        seconds, processor = time.perf_counter() - begun, time.process_time() - worked
        said.put((rows, seconds, processor, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024))
        prepared.release()


def _settle() -> None:
    """The register of agencies, and somebody of the police."""
    from datetime import date

    from fourfold.ground.kernel.clock import now
    from fourfold.ground.postgres.context import acting_as
    from fourfold.trust.partnership import operations
    from fourfold.trust.partnership.domain.roles import INSTALLATION, RoleKind
    from fourfold.trust.partnership.queries import agency_ids_by_key, known_register

    with acting_as(INSTALLATION.actor):
        operations.register_agencies(actor=INSTALLATION, now=now(), register=known_register())
        operations.add_person(
            actor=INSTALLATION,
            now=now(),
            since=date(2025, 1, 1),
            new=operations.NewPerson(
                name="A data officer",
                agency_id=agency_ids_by_key()[AGENCY],
                kind=RoleKind.MEMBER,
                email=EMAIL,
            ),
        )


def main() -> int:
    """Time both and print a table; 1 where ours is over its aims."""
    context = multiprocessing.get_context("spawn")
    found = []
    for name, work in (("ours", ours), ("csv and bulk_create", peer)):
        said: Queue[tuple[int, float, float, int]] = context.Queue()
        process = context.Process(target=_alone, args=(work, said))
        process.start()
        rows, seconds, processor, megabytes = said.get()
        process.join()
        found.append((seconds, megabytes))
        sys.stdout.write(
            f"{name:<20} {rows:>8,} rows {seconds:6.1f} s ({processor:.1f} s of it Python's) {megabytes:>5} MB\n"
        )
    sys.stdout.write(f"ratio of the times    {found[0][0] / found[1][0]:.2f}\n")
    return int(found[0][0] > MOST_SECONDS or found[0][1] > MOST_MEGABYTES)


if __name__ == "__main__":
    raise SystemExit(main())
