"""Making a backup: one snapshot for the marks, the checkpoint and pg_dump, encrypted as it is read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Protocol

import psycopg
import pyrage  # type: ignore[import-untyped]

from fourfold.ground.kernel.errors import FourfoldError
from fourfold.ground.postgres.clients import find_clients
from fourfold.ground.postgres.endpoints import Endpoints
from fourfold.ground.postgres.sessions import session, truth
from fourfold.project.keeping import marks
from fourfold.project.keeping.container import opening
from fourfold.project.keeping.dumping import Dump
from fourfold.project.keeping.keys import Recipient
from fourfold.project.keeping.manifest import Manifest
from fourfold.trust.audit.domain.checkpoints import Checkpoint


class Writer(Protocol):
    """Where encrypted bytes go."""

    def write(self, piece: bytes, /) -> int: ...

    def flush(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Made:
    """A backup that was written whole. `size` is in bytes."""

    manifest: Manifest
    size: int


class CannotWrite(FourfoldError):
    """The place for the backup took no more."""


class _Counting:
    """Passes on what is written, counts it, and remembers what went wrong: age's own error would hide it."""

    def __init__(self, out: Writer) -> None:
        self._out = out
        self.size = 0
        self.failure: OSError | None = None

    def write(self, piece: bytes) -> int:
        try:
            self._out.write(piece)
        except OSError as error:
            self.failure = error
            raise
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        self._out.flush()


def make(
    out: Writer, *, recipients: Sequence[Recipient], endpoints: Endpoints, secret_key: str, now: datetime
) -> Made:
    """Write a backup of the database to `out`, in bounded memory, while the service runs.

    Raises CannotWrite or DatabaseUnavailable; what was written until then is no backup, and does not open as one.
    """
    with session(**endpoints.maintenance) as connection:
        connection.execute("begin isolation level repeatable read read only")
        marks.fix_settings(connection)
        row = connection.execute("select pg_export_snapshot()").fetchone()
        snapshot = str(row[0]) if row else ""
        server = connection.info.server_version
        client = find_clients(server // 10_000)
        manifest = _manifest(connection, client.major, endpoints.database, now)
        dump = Dump(opening(manifest, secret_key), client, endpoints.maintenance, snapshot)
        counting = _Counting(out)
        try:
            pyrage.encrypt_io(dump, counting, list(recipients))
        except (pyrage.EncryptError, OSError) as error:
            raise _explained(error, counting, dump) from error
        finally:
            dump.close()
    return Made(manifest, counting.size)


def _explained(error: Exception, counting: _Counting, dump: Dump) -> FourfoldError:
    if counting.failure is not None:
        return CannotWrite(f"The backup could not be written: {counting.failure.strerror}.")
    return dump.failure or CannotWrite(f"The backup could not be encrypted: {error}.")


def _manifest(connection: psycopg.Connection, client: int, database: str, now: datetime) -> Manifest:
    return Manifest(
        made_at=now,
        fourfold=version("fourfold"),
        server=connection.info.server_version,
        client=client,
        database=database,
        migrations=migrations_of(connection),
        tables=marks.marks(connection),
        left_out=marks.LEFT_OUT,
        checkpoint=tip_of(connection),
    )


def migrations_of(connection: psycopg.Connection) -> tuple[str, ...]:
    """The migrations that a database has had, as `room.name`; none where there are no tables."""
    if not truth(connection, "select to_regclass('public.django_migrations') is not null"):
        return ()
    found = connection.execute("select app || '.' || name from django_migrations order by id")
    return tuple(name for (name,) in found)


def tip_of(connection: psycopg.Connection) -> Checkpoint | None:
    """Where the audit chain stands in this very snapshot, which the audit room's own connection would not see."""
    if not truth(connection, "select to_regclass('public.audit_link') is not null"):
        return None
    tip = connection.execute(
        "select position, chain_hash, sealed_at from audit_link order by position desc limit 1"
    ).fetchone()
    return Checkpoint(int(tip[0]), bytes(tip[1]), tip[2]) if tip else None
