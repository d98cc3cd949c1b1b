"""What `fourfold doctor` looks at. Each examination says what it found and, where it is wrong, how to mend it.

What stops or endangers the service now is to be mended; what will cost dearly one day (no backup, no worker) is
advice, which leaves the installation sound: a demonstration needs neither.
"""

import shutil
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connections

from fourfold.ground.kernel.clock import now, show_moment
from fourfold.ground.kernel.errors import FourfoldError
from fourfold.ground.postgres import rls
from fourfold.ground.postgres.locations import data_home
from fourfold.project import bootstrap, work
from fourfold.project.keeping import filing, keys
from fourfold.trust.audit.queries import longest_unsealed_wait
from fourfold.trust.messages import queries as outbox
from fourfold.trust.messages.domain.states import NEEDS_SOMEBODY, State
from fourfold.trust.messages.transport.mail import examined
from fourfold.trust.sealing import queries as sealing

LEAST_VERSION = 150000
LEAST_FREE = 512 * 1024 * 1024
SEALED_WITHIN_MINUTES = 15
BACKUP_WITHIN_DAYS = 2
JOB_TAKEN_WITHIN_MINUTES = 15


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, what was found, how to mend it if it is not sound, and what we advise if it is."""

    what: str
    says: str
    mend: str = ""
    advice: str = ""

    @property
    def sound(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.mend


def examine() -> Iterator[Finding]:
    """Every examination in turn. One that fails is itself a finding."""
    for what, look in EXAMINATIONS.items():
        try:
            yield look(what)
        except (DatabaseError, FourfoldError, OSError) as error:
            yield Finding(what, str(error).strip(), "Mend this first, then run `fourfold doctor` again.")


def _server(what: str) -> Finding:
    version = connections["default"].pg_version  # type: ignore[attr-defined]
    shown = f"PostgreSQL {version // 10000}.{version % 10000}"
    return Finding(what, shown, "" if version >= LEAST_VERSION else "Fourfold needs PostgreSQL 15 or newer.")


def _app_role(what: str) -> Finding:
    with connections["default"].cursor() as cursor:
        cursor.execute(
            "select current_user, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb,"
            " pg_has_role(current_user, 'fourfold_owner', 'member') from pg_roles where rolname = current_user"
        )
        name, powerful, owns = cursor.fetchone()
    if powerful or owns:
        return Finding(
            what,
            f"the service connects as {name}, which row-level security does not hold",
            "Give DATABASE_URL the role fourfold_app, and MAINTENANCE_DATABASE_URL the role fourfold_maintenance.",
        )
    return Finding(what, f"the service connects as {name}, held by row-level security")


def _tables(what: str) -> Finding:
    waiting = bootstrap.pending_migrations()
    if waiting:
        return Finding(what, f"{len(waiting)} migrations wait", "Run `fourfold migrate`.")
    return Finding(what, "up to date")


def _wall(what: str) -> Finding:
    bare = rls.unguarded_tables(using="maintenance")
    if bare:
        return Finding(what, f"without forced row-level security: {', '.join(bare)}", "Run `fourfold migrate`.")
    return Finding(what, "every table of ours forces row-level security")


def _audit(what: str) -> Finding:
    waits = longest_unsealed_wait(now())
    if waits is not None and waits.total_seconds() > SEALED_WITHIN_MINUTES * 60:
        return Finding(
            what,
            f"entries have waited {waits.total_seconds() / 60:.0f} minutes to be sealed",
            "Run `fourfold worker` beside the service; `fourfold audit seal` seals now.",
        )
    return Finding(what, "sealed up to now")


def _mail(what: str) -> Finding:
    return Finding(what, examined() or "no server is set")


def _outbox(what: str) -> Finding:
    counts = outbox.counts()
    stuck = {state: counts[state] for state in NEEDS_SOMEBODY if counts[state]}
    if stuck:
        shown = ", ".join(f"{count} {state.value}" for state, count in stuck.items())
        return Finding(what, shown, advice="Open Outbox, from the page of an administrator's account.")
    shown = f"{counts[State.WAITING]} wait"
    if counts[State.WAITING] and not (settings.SMTP_URL or settings.MAIL_FOLDER):
        return Finding(what, f"{shown}, and no server is set", advice="See docs/operations/mail.md.")
    return Finding(what, shown)


def _worker(what: str) -> Finding:
    found = work.look()
    if not found.workers:
        return Finding(what, "none runs", advice="Run `fourfold worker` beside the service.")
    minutes = found.oldest_seconds / 60
    if minutes > JOB_TAKEN_WITHIN_MINUTES:
        return Finding(what, f"a job has waited {minutes:.0f} minutes", advice="Restart `fourfold worker`.")
    return Finding(what, f"{found.workers} at work, {found.jobs['failed']} failed jobs kept")


def _backups(what: str) -> Finding:
    """Newest backup made by this installation; what becomes of the file afterwards is not ours to see."""
    if not keys.configured():
        how = "Make keys with `fourfold backup-key`, and set FOURFOLD_BACKUP_RECIPIENTS."
        return Finding(what, "no key is set for which they would be encrypted", advice=how)
    keys.recipients()
    last = filing.last(data_home())
    if last is None:
        return Finding(what, "none was made yet", advice="Run `fourfold backup --into FOLDER` each night.")
    age = now() - last.made_at
    shown = f"the last was made {show_moment(last.made_at)} ({last.size / 1e6:,.1f} MB)"
    late = age.days >= BACKUP_WITHIN_DAYS
    return Finding(what, shown, advice="See why the nightly backup did not run." if late else "")


def _keys(what: str) -> Finding:
    found = sealing.read_again()
    if len(found.data) > 1:
        how = "Run `fourfold keys rotate --as EMAIL` to its end."
        return Finding(what, f"key {min(found.data)} is being replaced by {found.current}", advice=how)
    return Finding(what, f"data key {found.current}, which opens with the secret key")


def _static(what: str) -> Finding:
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not manifest.is_file():
        return Finding(what, "not gathered", "Run `make setup`, then `fourfold migrate`, which gathers them.")
    return Finding(what, f"gathered in {settings.STATIC_ROOT}")


def _home(what: str) -> Finding:
    home = data_home()
    mode = stat.S_IMODE(home.stat().st_mode)
    if mode & 0o066:
        return Finding(what, f"{home} may be read by others ({mode:o})", f"Run: chmod 700 {home}")
    free = shutil.disk_usage(home).free
    if free < LEAST_FREE:
        return Finding(what, f"{free // 2**20} MB left on the disk of {home}", "Make room: at least 512 MB.")
    return Finding(what, f"{home}, {free // 2**30} GB free")


def _deployment(what: str) -> Finding:
    found = [] if not settings.SECURE else checks.run_checks(include_deployment_checks=True)
    serious = [message for message in found if message.level >= checks.WARNING]
    if serious:
        return Finding(what, "; ".join(message.msg for message in serious), "See docs/operations/install.md.")
    if not settings.SECURE:
        return Finding(what, "plain http, for the demonstration or development on this machine alone")
    return Finding(what, "cookies, redirects and headers are set for TLS")


EXAMINATIONS: dict[str, Callable[[str], Finding]] = {
    "server": _server,
    "role": _app_role,
    "tables": _tables,
    "wall": _wall,
    "audit": _audit,
    "mail": _mail,
    "outbox": _outbox,
    "worker": _worker,
    "keys": _keys,
    "backups": _backups,
    "static files": _static,
    "data folder": _home,
    "deployment": _deployment,
}
