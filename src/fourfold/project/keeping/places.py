"""Where a backup is restored: into a new database that takes the old one's name at last, or into an empty one."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from time import sleep

import psycopg
from psycopg import sql

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.postgres import databases, leases
from fourfold.ground.postgres.endpoints import Endpoints
from fourfold.ground.postgres.locations import data_home
from fourfold.ground.postgres.names import OWNER
from fourfold.ground.postgres.sessions import run, session, truth
from fourfold.ground.postgres.trouble import DatabaseUnavailable
from fourfold.project.keeping.making import tip_of
from fourfold.trust.audit.domain.checkpoints import Checkpoint

_TRIES = 20
_STOP_FIRST = "Stop `fourfold serve` and `fourfold worker` first; what people enter now would be lost."


@dataclass(frozen=True, slots=True)
class Present:
    """What stands in the database now."""

    tables: int
    rows: bool
    tip: Checkpoint | None
    server: int


def look(endpoints: Endpoints) -> Present:
    """What the database holds. `rows`: whether there is an account or an entry of the audit log."""
    with session(**endpoints.maintenance) as inside:
        count = inside.execute(
            "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
        ).fetchone()
        return Present(
            tables=int(count[0]) if count else 0,
            rows=_has_rows(inside, "partnership_user") or _has_rows(inside, "audit_entry"),
            tip=tip_of(inside),
            server=inside.info.server_version,
        )


def refuse_if_used(endpoints: Endpoints) -> None:
    """BadInput while another process of Fourfold, or anybody else, uses the database."""
    if endpoints.embedded and leases.count(data_home()) > 1:
        raise BadInput.one(f"Other processes use this installation. {_STOP_FIRST}")
    question = (
        "select exists (select from pg_stat_activity where datname = current_database()"
        " and pid <> pg_backend_pid() and backend_type = 'client backend')"
    )
    with session(**endpoints.maintenance) as inside:
        if truth(inside, question):
            raise BadInput.one(f"Somebody uses the database {endpoints.database}. {_STOP_FIRST}")


def _has_rows(inside: psycopg.Connection, table: str) -> bool:
    if not truth(inside, "select to_regclass(%s) is not null", f"public.{table}"):
        return False
    found = inside.execute(sql.SQL("select exists (select from {})").format(sql.Identifier("public", table)))
    return bool((found.fetchone() or [False])[0])


class Place(ABC):
    """Where a restore goes. `database` is the name under which it is loaded."""

    def __init__(self, endpoints: Endpoints) -> None:
        self.endpoints = endpoints
        self.database = endpoints.database

    @property
    def parts(self) -> dict[str, str]:
        """The connection of maintenance to the database that is loaded."""
        return self.endpoints.maintenance | {"dbname": self.database}

    @abstractmethod
    def open(self) -> None:
        """Make it ready for loading."""

    @abstractmethod
    def discard(self) -> None:
        """Take away what was loaded."""

    @abstractmethod
    def switch(self) -> None:
        """From now on, this is the installation's database."""


class NewDatabase(Place):
    """A new database beside the old one. Until both are renamed in one transaction, the old one is untouched."""

    def __init__(self, endpoints: Endpoints, *, keep_old: bool) -> None:
        super().__init__(endpoints)
        self._admin = endpoints.admin or ""
        self._keep_old = keep_old
        self.database = f"{endpoints.database}_restoring"
        self.old = f"{endpoints.database}_before_restore"

    def open(self) -> None:
        """Make it, over one that an interrupted restore left behind."""
        with session(self._admin) as admin:
            if self._keep_old and truth(
                admin, "select exists (select from pg_database where datname = %s)", self.old
            ):
                raise BadInput.one(
                    f"The database {self.old} is still there from a restore before. Drop it first, or do not keep "
                    "the old one this time."
                )
        databases.drop_database(self._admin, self.database)
        with session(self._admin) as admin:
            databases.make_database(admin, self.database)
        with session(self._admin, dbname=self.database) as inside:
            databases.shape_database(inside, self.database)

    def discard(self) -> None:
        """Drop it."""
        databases.drop_database(self._admin, self.database)

    def switch(self) -> None:
        """Give it the old one's name, and drop the old one unless it is to be kept."""
        if not self._keep_old:
            databases.drop_database(self._admin, self.old)
        with session(self._admin) as admin:
            for left in range(_TRIES, 0, -1):
                try:
                    self._rename_both(admin)
                    break
                except psycopg.errors.ObjectInUse:
                    if left == 1:
                        raise BadInput.one(f"Somebody uses {self.endpoints.database}. {_STOP_FIRST}") from None
                    sleep(0.25)
        if not self._keep_old:
            databases.drop_database(self._admin, self.old)

    def _rename_both(self, admin: psycopg.Connection) -> None:
        with admin.transaction():
            run(admin, "alter database {old} rename to {aside}", old=self.endpoints.database, aside=self.old)
            run(admin, "alter database {new} rename to {name}", new=self.database, name=self.endpoints.database)


class EmptyDatabase(Place):
    """The database that a database administrator made for us, while it has no tables. We may make no other."""

    def open(self) -> None:
        """Nothing to make."""

    def discard(self) -> None:
        """Empty it again."""
        with session(**self.endpoints.maintenance) as inside, inside.transaction():
            run(inside, "set local role {owner}", owner=OWNER)
            run(inside, "drop schema public cascade")
            run(inside, "create schema public")
        with session(**self.endpoints.maintenance) as inside:
            run(inside, "set role {owner}", owner=OWNER)
            databases.grant_schema(inside)

    def switch(self) -> None:
        """It has its name already."""


def choose(endpoints: Endpoints, present: Present, *, replace: str, keep_old: bool) -> Place:
    """Where to restore. BadInput where the database holds something and its name was not typed to give it up."""
    if endpoints.admin is None:
        if present.tables:
            raise BadInput.one(
                f"The database {endpoints.database} has tables, and with MAINTENANCE_DATABASE_URL we may make no "
                "other. Let your database administrator make an empty one (docs/operations/install.md has the "
                "statements), and name it in both addresses."
            )
        return EmptyDatabase(endpoints)
    if present.rows and replace != endpoints.database:
        raise BadInput.one(
            f"The database {endpoints.database} holds accounts or an audit log, and a restore takes its place. "
            f"Make a backup of it first. Then type its name to give it up: --replace {endpoints.database}"
        )
    return NewDatabase(endpoints, keep_old=keep_old)


def check_versions(present: Present, server_of_backup: int) -> None:
    """Raise DatabaseUnavailable where the server is older than the one that the backup is from."""
    here, there = present.server // 10_000, server_of_backup // 10_000
    if here < there:
        raise DatabaseUnavailable(
            f"This backup is from PostgreSQL {there}, and the server here runs {here}. PostgreSQL does not load what "
            f"a newer version wrote. Nothing was changed. Use a server of version {there} or newer."
        )
