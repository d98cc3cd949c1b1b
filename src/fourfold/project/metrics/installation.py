"""Figures of the installation as a whole, asked of the database and the disk when Prometheus comes by."""

import platform
import shutil
from collections.abc import Iterable, Iterator
from importlib.metadata import version

from django.db import DatabaseError, connections
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import FourfoldError
from fourfold.ground.postgres import rls
from fourfold.ground.postgres.locations import data_home
from fourfold.project import work
from fourfold.project.keeping import filing
from fourfold.trust.audit.queries import backlog
from fourfold.trust.messages import queries as outbox

_SESSIONS = "select count(*) from django_session where expire_date > now()"
_SIZE = "select pg_database_size(current_database())"


class InstallationCollector(Collector):
    """Asks anew at each scrape. Where the database does not answer, it says so and leaves the rest out."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The figures of this moment."""
        yield from _of_this_machine()
        try:
            found = [*_of_the_work(), *_of_the_outbox(), *_of_the_audit_log(), *_of_the_database()]
        except (DatabaseError, FourfoldError):
            yield gauge("fourfold_database_up", "Whether the database answers.", 0)
            return
        finally:
            connections.close_all()
        yield gauge("fourfold_database_up", "Whether the database answers.", 1)
        yield from found


def gauge(name: str, says: str, value: float) -> GaugeMetricFamily:
    """A figure without labels."""
    return GaugeMetricFamily(name, says, value=value)


def by_state(name: str, says: str, counts: Iterable[tuple[str, float]]) -> GaugeMetricFamily:
    """A figure for each state."""
    family = GaugeMetricFamily(name, says, labels=["state"])
    for state, count in counts:
        family.add_metric([state], count)
    return family


def _of_this_machine() -> Iterator[GaugeMetricFamily]:
    build = GaugeMetricFamily("fourfold_build_info", "What runs here.", labels=["version", "python"])
    build.add_metric([version("fourfold"), platform.python_version()], 1)
    yield build
    home = data_home()
    yield gauge("fourfold_disk_free_bytes", "Free on the disk of the data folder.", shutil.disk_usage(home).free)
    last = filing.last(home)
    if last is not None:
        age = (now() - last.made_at).total_seconds()
        yield gauge("fourfold_backup_age_seconds", "Since the last backup made here.", age)
        yield gauge("fourfold_backup_bytes", "Size of the last backup made here.", last.size)


def _of_the_work() -> Iterator[GaugeMetricFamily]:
    state = work.look()
    yield by_state("fourfold_jobs", "Background jobs.", state.jobs.items())
    yield gauge("fourfold_jobs_oldest_seconds", "How long the oldest job has been due.", state.oldest_seconds)
    yield gauge("fourfold_workers", "Background workers that gave a sign of life in the last minute.", state.workers)


def _of_the_outbox() -> Iterator[GaugeMetricFamily]:
    counts = outbox.counts()
    yield by_state("fourfold_outbox", "Messages.", ((state.value, count) for state, count in counts.items()))


def _of_the_audit_log() -> Iterator[GaugeMetricFamily]:
    lag = backlog(now())
    yield gauge("fourfold_audit_unsealed", "Entries of the audit log not sealed yet.", lag.unsealed)
    yield gauge("fourfold_audit_unsealed_seconds", "How long the oldest of these waits.", lag.waits.total_seconds())
    if lag.sealed_at is not None:
        age = (now() - lag.sealed_at).total_seconds()
        yield gauge("fourfold_audit_sealed_age_seconds", "Since the audit log was last sealed.", age)


def _of_the_database() -> Iterator[GaugeMetricFamily]:
    with connections["default"].cursor() as cursor:
        cursor.execute(_SESSIONS)
        yield gauge("fourfold_sessions", "Sessions that are alive.", cursor.fetchone()[0])
        cursor.execute(_SIZE)
        yield gauge("fourfold_database_bytes", "Size of the database.", cursor.fetchone()[0])
    bare = rls.unguarded_tables(using="maintenance")
    yield gauge("fourfold_unguarded_tables", "Tables without forced row-level security: always 0.", len(bare))
