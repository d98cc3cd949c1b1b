"""Restoring a backup: check all of it, load it beside what is there, check again, and only then switch."""

import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from fourfold.ground.kernel.clock import show_moment
from fourfold.ground.kernel.errors import BadInput, FourfoldError
from fourfold.ground.postgres import endpoints as connecting
from fourfold.ground.postgres.clients import find_clients
from fourfold.ground.postgres.endpoints import Prepared
from fourfold.ground.postgres.locations import data_home
from fourfold.ground.postgres.locks import Lock
from fourfold.ground.postgres.sessions import session
from fourfold.ground.postgres.trouble import DatabaseUnavailable
from fourfold.project.keeping import filing, marks, places, reading, secret
from fourfold.project.keeping.container import Sink
from fourfold.project.keeping.keys import Identity
from fourfold.project.keeping.loading import Loader
from fourfold.project.keeping.manifest import Manifest
from fourfold.project.keeping.places import Place
from fourfold.project.keeping.reading import Found
from fourfold.trust.audit.domain.checkpoints import Checkpoint

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Wish:
    """What to restore, and how. `replace` is the typed name of a database that may be thrown away."""

    file: Path
    identities: Sequence[Identity]
    checkpoint: Checkpoint | None = None
    replace: str = ""
    keep_old: bool = False
    accept_unsound_audit: bool = False


class NotTheSame(FourfoldError):
    """What was loaded is not what was backed up. The restore was undone."""


def describe(found: Found) -> str:
    """A backup in words."""
    kept = found.manifest
    return (
        f"A backup of {show_moment(kept.made_at)}, by Fourfold {kept.fourfold} from PostgreSQL "
        f"{kept.server // 10_000}.{kept.server % 10_000}: {len(kept.tables)} tables, {kept.rows:,} rows, the audit "
        f"log up to position {kept.position:,}. All {found.size / 1e6:,.1f} MB of it were read and are whole."
    )


def restore(wish: Wish, say: Say) -> None:
    """Restore into this installation. An error leaves the database that was there as it was."""
    found = reading.examine(wish.file, wish.identities)
    say(describe(found))
    prepared = connecting.prepare()
    try:
        lock = Lock(data_home() / "restore.lock")
        if not lock.take():
            raise BadInput.one("Another restore is under way in this installation. Wait for it to end.")
        try:
            _restore(wish, found, prepared, say)
        finally:
            lock.free()
    finally:
        prepared.release()


def _restore(wish: Wish, found: Found, prepared: Prepared, say: Say) -> None:
    endpoints = prepared.endpoints
    present = places.look(endpoints)
    places.check_versions(present, found.manifest.server)
    place = places.choose(endpoints, present, replace=wish.replace, keep_old=wish.keep_old)
    places.refuse_if_used(endpoints)
    key = _use(place, found)
    waiting = _migrations_that_wait(found.manifest)
    known = _newest(wish.checkpoint, present.tip, _noted())
    _tell_rollback(found.manifest, known, say)
    say(f"Loading into {place.database}." + (f" {waiting} migrations will follow." if waiting else ""))
    place.open()
    try:
        _load(wish, found.manifest, place, present.server)
        _compare(found.manifest, place, say)
        _bring_up_to_date(wish, found.manifest, known, say)
        secret.keep(data_home(), key, say)
        place.switch()
    except BaseException:
        # On a full disk the server may be recovering. What we cannot take away now, the next restore takes away, and
        # the first error is the one to tell.
        with suppress(DatabaseUnavailable, psycopg.Error):
            _close_connections()
            place.discard()
        raise
    _gather(say)
    say(f"The restored database is in its place, as {endpoints.database}. Everybody signs in again.")


def _use(place: Place, found: Found) -> str:
    """From here on Django works on the database that is loaded, with the backup's secret key; which that is."""
    os.environ["FOURFOLD_DATABASE_NAME"] = place.database
    key = secret.use(found.secret_key, data_home())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fourfold.project.settings")
    import django

    django.setup()
    return key


def _migrations_that_wait(manifest: Manifest) -> int:
    """How many of our migrations the backup lacks. BadInput where it has some that we do not know."""
    from django.db.migrations.loader import MigrationLoader

    ours = {f"{label}.{name}" for label, name in MigrationLoader(None).disk_migrations}
    replaced = set(manifest.migrations) - ours
    if replaced:
        raise BadInput.one(
            f"This backup was written by a newer Fourfold ({manifest.fourfold}) or another one: it has the migration "
            f"{min(replaced)}, which this one does not know. Nothing was changed. Install that version, and restore "
            "with it."
        )
    return len(ours - set(manifest.migrations))


def _noted() -> Checkpoint | None:
    noted = filing.last(data_home())
    return noted.checkpoint if noted else None


def _newest(*known: Checkpoint | None) -> Checkpoint | None:
    return max((item for item in known if item), key=lambda item: item.position, default=None)


def _tell_rollback(manifest: Manifest, known: Checkpoint | None, say: Say) -> None:
    if known and known.position > manifest.position:
        say(
            f"! This backup is older than what is known here: the audit log reached position {known.position:,}, and"
            f" the backup ends at {manifest.position:,}. What was done after it is lost with it. Write that down, "
            "with today's date, beside the checkpoints."
        )


def _load(wish: Wish, manifest: Manifest, place: Place, server: int) -> None:
    begun: list[Loader] = []

    def begin(again: Manifest, _secret_key: str) -> Sink:
        if again != manifest:
            raise BadInput.one(f"{wish.file} was changed while we read it. Nothing was changed here.")
        begun.append(
            Loader(find_clients(max(manifest.client, server // 10_000)), place.parts, server_major=server // 10_000)
        )
        return begun[0].write

    try:
        reading.decrypt(wish.file, wish.identities, begin)
        begun[0].finish()
    finally:
        for loader in begun:
            loader.close()
    with session(**place.parts) as inside:
        inside.execute("analyze")


def _compare(manifest: Manifest, place: Place, say: Say) -> None:
    """Every table against its mark. Raises NotTheSame, naming the tables."""
    with session(**place.parts) as inside:
        inside.execute("begin isolation level repeatable read read only")
        marks.fix_settings(inside)
        loaded = marks.marks(inside)
    differ = sorted(
        name for name in loaded.keys() | manifest.tables.keys() if loaded.get(name) != manifest.tables.get(name)
    )
    if differ:
        raise NotTheSame(
            f"What was loaded is not what was backed up, in {', '.join(differ)}. The restore was undone, and what was"
            " here stays. Try another backup."
        )
    say(f"✓ rows: {len(loaded)} tables, {manifest.rows:,} rows, each as in the backup")


def _bring_up_to_date(wish: Wish, manifest: Manifest, known: Checkpoint | None, say: Say) -> None:
    """Migrations, row-level security, the audit chain; then the log itself hears of the restore."""
    from fourfold.accountability.rights.operations import listing
    from fourfold.ground.kernel.clock import now
    from fourfold.project import bootstrap, registers
    from fourfold.project.keeping import telling
    from fourfold.trust.audit import operations
    from fourfold.trust.messages.operations import hold_after_restore
    from fourfold.trust.sealing import queries as sealing

    begun = time.monotonic()
    waiting = bootstrap.pending_migrations()
    bootstrap.migrate()
    if waiting:
        registers.bring_up_to_date()
    say(f"✓ tables: {f'{len(waiting)} migrations applied' if waiting else 'up to date'}")
    say("✓ wall: row-level security of every room applied")
    sealing.read_again()
    say("✓ keys: the data keys open with the secret key")
    again = listing.apply_again()
    say(
        f"✓ removals: {again.removed} records that were removed after this backup were removed again"
        if again.removed
        else "✓ removals: nothing came back that was removed"
    )
    if again.placed:
        say(f"✓ legal holds: {again.placed} that were placed after this backup stand again")
    for hold in again.lost:
        say(f"! legal hold {hold} could not be placed again: this backup does not know its person or who placed it.")
    _verify(wish, manifest, say)
    held = hold_after_restore(now=now())
    if held:
        say(f"! outbox: {held} letters waited. They may have gone since, so each waits for an administrator's word.")
    position = known.position if known else 0
    telling.record_restore(manifest=manifest, known_position=position, now=now())
    operations.seal(now=now())
    say(f"✓ sealed: the audit log holds this restore ({time.monotonic() - begun:.1f} s)")
    _close_connections()


def _verify(wish: Wish, manifest: Manifest, say: Say) -> None:
    from fourfold.trust.audit import verification

    given = wish.checkpoint
    witness = given if given and given.position <= manifest.position else manifest.checkpoint
    report = verification.verify(checkpoint=witness)
    if report.sound:
        say(f"✓ audit: sound, {report.entries:,} entries, and it reaches the backup's checkpoint")
        return
    words = "\n".join(report.lines())
    if not wish.accept_unsound_audit:
        raise NotTheSame(
            f"{words}\nThe restore was undone. If this is the best backup that there is, and the accountable officers"
            " know of it, restore with --accept-unsound-audit."
        )
    say(f"✗ audit: {words}")


def _gather(say: Say) -> None:
    from fourfold.project import static

    try:
        static.gather()
    except BadInput as error:  # a machine where `make setup` has not run: the data is restored all the same
        say(f"! static files: {error}")


def _close_connections() -> None:
    from django.db import connections

    connections.close_all()
