"""Setting the demonstration up, step by step, and keeping what users entered."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import FourfoldError
from fourfold.ground.postgres import databases, endpoints, server
from fourfold.ground.postgres.endpoints import Prepared
from fourfold.ground.postgres.locations import data_home
from fourfold.project import bootstrap

STOP_WITHIN = 12
CLEAR = "\x1b[K"
"""Clears the rest of a line that a longer one stood on."""


def set_up(*, reset: bool, say: Callable[[str], None]) -> Prepared:
    """Database, tables, people, plan and a year of work. Says what it does, and that it keeps what is there."""
    begun = time.monotonic()
    prepared = bootstrap.prepare_django()
    note = data_home() / f"loading-{prepared.endpoints.database}"
    _refuse_real_accounts()
    if reset or note.exists():
        prepared = _start_afresh(prepared)
        say("Threw the former demonstration away." if reset else "Loading broke off before: starting afresh.")
    from fourfold.project import static

    waiting = bootstrap.pending_migrations()
    if waiting:
        say(f"Preparing the database ({len(waiting)} migrations).")
    bootstrap.migrate()
    static.gather()
    _load(say, note)
    say(f"Ready in {time.monotonic() - begun:.0f} s.")
    return prepared


def _refuse_real_accounts() -> None:
    """A demonstration never shares a database with real people, and `--reset` never drops theirs."""
    from django.db import ProgrammingError

    from fourfold.trust.partnership.queries import has_real_accounts

    try:
        real = has_real_accounts()
    except ProgrammingError:  # no tables yet, hence nobody
        return
    if real:
        raise FourfoldError(
            "This database holds real accounts, so the demonstration keeps out of it. Give the demonstration a home "
            "of its own: set FOURFOLD_HOME to an empty folder, or FOURFOLD_DATABASE_NAME to another name."
        )


def _start_afresh(prepared: Prepared) -> Prepared:
    from django.db import connections

    connections.close_all()
    found = prepared.endpoints
    if found.admin is None:
        raise FourfoldError(
            "This database was given by MAINTENANCE_DATABASE_URL, so we do not drop it. Empty it yourself, then "
            "run `fourfold demo`."
        )
    databases.drop_database(found.admin, found.database)
    again = endpoints.prepare()
    prepared.release()
    return again


def _load(say: Callable[[str], None], note: Path) -> None:
    """Load what is not there. While it loads, `note` stands in the data folder: whoever finds it starts afresh."""
    from fourfold.project.demonstration import loading
    from fourfold.project.demonstration.story import tell

    if loading.is_loaded():
        say("Kept the demonstration as you left it. (`fourfold demo --reset` starts afresh.)")
        return
    say("Loading the demonstration: every person in it is made up.")
    note.touch()
    loading.load_people(now())
    tell(progress=_progress)
    say("Linking the records of its people.")
    link()
    say("Counting what is published.")
    count()
    measure()
    seal()
    note.unlink()


def link() -> None:
    """Find out which records are the same person's, as the worker does every few minutes."""
    from fourfold.ground.postgres.context import acting_as
    from fourfold.records.identity.operations import ask_for_run, work_off_waiting
    from fourfold.trust.partnership.domain.roles import LINKER

    with acting_as(LINKER.actor):
        ask_for_run(actor=LINKER, now=now())
    work_off_waiting()


def count() -> None:
    """Measure feeds and publish the reports that are due, as the worker does each night."""
    from fourfold.ground.postgres.context import acting_as
    from fourfold.records.reports.operations.areas import publish_areas
    from fourfold.records.reports.operations.missing_publishing import publish_missing
    from fourfold.records.reports.operations.quality_measuring import measure_quality
    from fourfold.trust.partnership.domain.roles import MEASURER

    with acting_as(MEASURER.actor):
        measure_quality(actor=MEASURER, now=now())
        publish_missing(actor=MEASURER, now=now())
        publish_areas(actor=MEASURER, now=now())


def measure() -> None:
    """Measure what the rooms measure, as the worker does each night."""
    from fourfold.accountability.indicators.operations.measuring import measure_all
    from fourfold.ground.postgres.context import acting_as
    from fourfold.trust.partnership.domain.roles import MEASURER

    with acting_as(MEASURER.actor):
        measure_all(actor=MEASURER, now=now())


def seal() -> None:
    """Seal the audit log up to now, as the worker does every minute while it runs."""
    from fourfold.trust.audit import operations

    operations.seal(now=now())


def _progress(done: int, total: int, what: str) -> None:
    """One line that is rewritten on a terminal, and one in ten lines elsewhere."""
    if sys.stdout.isatty():
        bar = "█" * (30 * done // total) + "░" * (30 - 30 * done // total)
        sys.stdout.write(f"\r  {bar} {done} of {total} {what}{CLEAR}" + ("\n" if done == total else ""))
    elif done == total or done % 10 == 0:
        sys.stdout.write(f"  {done} of {total} {what}\n")
    sys.stdout.flush()


def wait_for_database_to_stop() -> None:
    """After our lease is released: until the embedded server has stopped, unless somebody else uses it."""
    if not endpoints.resolve().embedded:
        return
    home = data_home()
    until = time.monotonic() + STOP_WITHIN
    while time.monotonic() < until:
        found = server.status(home)
        if not found.running or found.leases:
            return
        time.sleep(0.2)
