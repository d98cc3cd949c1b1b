"""Where to connect, and as whom: read from the environment, and made ready on demand."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from fourfold.ground.postgres import cluster, credentials, databases, roles, server
from fourfold.ground.postgres.credentials import EMBEDDED, Credentials
from fourfold.ground.postgres.leases import Lease
from fourfold.ground.postgres.locations import PORT, Places, data_home, ensure_home
from fourfold.ground.postgres.locks import Lock
from fourfold.ground.postgres.names import APP, MAINTENANCE
from fourfold.ground.postgres.sessions import session, truth
from fourfold.ground.postgres.trouble import DatabaseUnavailable, from_os_error

DEFAULT_DATABASE = "fourfold"
# As a host, so that whoever connects too early reads it in PostgreSQL's own message.
NOT_PREPARED = "/Fourfold's database is not prepared: run `fourfold doctor`"

_MADE_BY_DBA = (
    "The database administrator makes the roles: src/fourfold/ground/postgres/README.md has the statements."
)
# What belongs to the admin who set DATABASE_URL, and not to our roles.
_ADMINS_OWN = frozenset({"user", "password", "dbname", "passfile", "sslcert", "sslkey", "sslpassword"})
_IN_DJANGO = {"dbname": "NAME", "host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}


@dataclass(frozen=True, slots=True)
class Endpoints:
    """Connection parts (as psycopg takes them) of the app and the maintenance role.

    `admin` is the conninfo of a role that may create roles, where we have one. `prepared` is False while the
    passwords are not made yet: a connection then fails with a message that says so.
    """

    app: dict[str, str] = field(repr=False)
    maintenance: dict[str, str] = field(repr=False)
    admin: str | None = field(repr=False)
    embedded: bool
    database: str
    server: str
    prepared: bool


@dataclass(frozen=True, slots=True)
class Prepared:
    """A database that is ready. Keep it: the embedded server runs as long as its `lease` is held."""

    endpoints: Endpoints
    lease: Lease | None

    def release(self) -> None:
        """Give the lease back, if there is one. Safe to call twice."""
        if self.lease is not None:
            self.lease.release()


def resolve(environ: Mapping[str, str] = os.environ) -> Endpoints:
    """Where to connect, by DATABASE_URL, MAINTENANCE_DATABASE_URL, FOURFOLD_DATABASE_NAME and FOURFOLD_HOME.

    Starts nothing, connects to nothing, writes nothing. Raises DatabaseUnavailable for an address that is none.
    """
    url, maintenance_url = environ.get("DATABASE_URL", ""), environ.get("MAINTENANCE_DATABASE_URL", "")
    if url and maintenance_url:
        return _given(url, maintenance_url, environ)
    if maintenance_url:
        raise DatabaseUnavailable("MAINTENANCE_DATABASE_URL is set without DATABASE_URL. Set both, or neither.")
    return _on_server(url, environ) if url else _in_home(environ)


def prepare(environ: Mapping[str, str] = os.environ) -> Prepared:
    """Make the database ready: the embedded server runs, the roles and the database are there.

    Idempotent, and quick when all is there already. Raises DatabaseUnavailable with what to do about it.
    """
    endpoints = resolve(environ)
    if endpoints.admin is None and not endpoints.embedded:
        _check_given(endpoints)
        return Prepared(endpoints, None)
    home = data_home(environ)
    lease = server.start(home) if endpoints.embedded else None
    try:
        return Prepared(_with_roles(home, environ), lease)
    except BaseException:
        if lease is not None:
            lease.release()
        raise


def django_database(parts: Mapping[str, str]) -> dict[str, Any]:
    """An entry of Django's DATABASES for connection `parts`."""
    entry: dict[str, Any] = {"ENGINE": "django.db.backends.postgresql"}
    entry |= {django: parts.get(name, "") for name, django in _IN_DJANGO.items()}
    entry["OPTIONS"] = {name: value for name, value in parts.items() if name not in _IN_DJANGO}
    return entry | {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def _given(url: str, maintenance_url: str, environ: Mapping[str, str]) -> Endpoints:
    """Both roles were made by a database administrator, and are used as they are."""
    app, maintenance = _parts(url, "DATABASE_URL"), _parts(maintenance_url, "MAINTENANCE_DATABASE_URL")
    if chosen := environ.get("FOURFOLD_DATABASE_NAME"):
        app["dbname"] = maintenance["dbname"] = chosen
    return Endpoints(app, maintenance, None, False, app.get("dbname", ""), _server_of(app), True)


def _on_server(url: str, environ: Mapping[str, str]) -> Endpoints:
    """An admin on a server: our roles and our database are made there."""
    admin = {"dbname": "postgres"} | _parts(url, "DATABASE_URL")
    shared = {name: value for name, value in admin.items() if name not in _ADMINS_OWN}
    return _endpoints(shared, make_conninfo(**admin), _server_of(admin), environ)


def _in_home(environ: Mapping[str, str]) -> Endpoints:
    """The embedded server of the data home."""
    places = Places(data_home(environ))
    shared = {"host": str(places.sockets), "port": str(PORT)}
    try:
        password = places.superuser_password.read_text(encoding="utf-8")
    except OSError:
        admin = None
    else:
        admin = make_conninfo(**shared, dbname="postgres", user=cluster.SUPERUSER, password=password)
    return _endpoints(shared, admin, EMBEDDED, environ)


def _endpoints(shared: dict[str, str], admin: str | None, where: str, environ: Mapping[str, str]) -> Endpoints:
    database = environ.get("FOURFOLD_DATABASE_NAME") or DEFAULT_DATABASE
    known = credentials.read(data_home(environ), where)
    passwords = known or Credentials(app="", maintenance="")
    common = shared | {"dbname": database} | ({} if known else {"host": NOT_PREPARED})
    return Endpoints(
        app=common | {"user": APP, "password": passwords.app},
        maintenance=common | {"user": MAINTENANCE, "password": passwords.maintenance},
        admin=admin,
        embedded=where == EMBEDDED,
        database=database,
        server=where,
        prepared=known is not None,
    )


def _with_roles(home: Path, environ: Mapping[str, str]) -> Endpoints:
    endpoints = resolve(environ)
    if endpoints.prepared and databases.is_prepared(endpoints.app, endpoints.maintenance):
        return endpoints
    if endpoints.admin is None:
        raise DatabaseUnavailable(
            f"The password of the embedded PostgreSQL is gone: {Places(home).superuser_password} is missing or "
            "closed to you. Restore it from a backup, or start as the one who set Fourfold up."
        )
    try:
        ensure_home(home)
        with Lock(home / "prepare.lock").held():
            known = credentials.read(home, endpoints.server)
            if known is None:
                _refuse_strangers_roles(endpoints, environ)
                known = Credentials.generate()
                # Before the roles are made: if we are killed in between, the next start still knows them.
                credentials.save(home, endpoints.server, known)
            roles.bootstrap(endpoints.admin, database=endpoints.database, credentials=known)
    except OSError as error:
        raise from_os_error(f"The data folder {home} cannot be used.", error) from error
    return resolve(environ)


def _refuse_strangers_roles(endpoints: Endpoints, environ: Mapping[str, str]) -> None:
    """Roles that are there without their passwords being here belong to another installation: not ours to change."""
    if endpoints.embedded or endpoints.admin is None or environ.get("FOURFOLD_TAKE_ROLES") == "1":
        return
    if roles.exist(endpoints.admin):
        raise DatabaseUnavailable(
            f"The server {endpoints.server} already has Fourfold's roles, and {data_home(environ)} does not hold "
            "their passwords: another installation may be using them. Use the data folder of that installation "
            "(FOURFOLD_HOME), or, if it is no more, set FOURFOLD_TAKE_ROLES=1 once to give them new passwords."
        )


def _check_given(endpoints: Endpoints) -> None:
    """Refuse given roles that policies and grants do not name, or that pass the wall when they must not."""
    for parts, role, name in (
        (endpoints.app, APP, "DATABASE_URL"),
        (endpoints.maintenance, MAINTENANCE, "MAINTENANCE_DATABASE_URL"),
    ):
        with session(**parts) as connection:
            if not truth(connection, "select current_user = %s", role):
                raise DatabaseUnavailable(
                    f"With both addresses set, the role in {name} must be {role}. {_MADE_BY_DBA}"
                )
            try:
                roles.check(connection)
            except psycopg.errors.UndefinedObject as error:
                raise DatabaseUnavailable(
                    f"The server lacks a role of Fourfold's ({error.diag.message_primary}). {_MADE_BY_DBA}"
                ) from error


def _parts(url: str, name: str) -> dict[str, str]:
    try:
        if not url.startswith(("postgresql://", "postgres://")):
            raise psycopg.ProgrammingError
        return {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError:
        # Without the cause: it would repeat the address, and the password in it.
        raise DatabaseUnavailable(
            f"{name} is not the address of a PostgreSQL server. It looks like "
            "postgresql://role:password@host:5432/database; special characters in the password are %-escaped."
        ) from None


def _server_of(parts: Mapping[str, str]) -> str:
    return f"{parts.get('host') or parts.get('hostaddr') or 'local'}:{parts.get('port') or PORT}"
