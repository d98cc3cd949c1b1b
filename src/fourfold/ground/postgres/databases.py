"""Databases of ours: made, shaped (who may connect, who may create), copied and dropped."""

import psycopg
from psycopg import sql

from fourfold.ground.postgres.names import APP, MAINTENANCE, OWNER
from fourfold.ground.postgres.sessions import run, session, truth
from fourfold.ground.postgres.trouble import DatabaseUnavailable

# Left as the database's comment once it is whole. Raise the number when what is done here changes.
MARK = "Fourfold, prepared: 1"
_BUILTIN_SINCE = 170000
_WITHOUT_LIBRARY = ("locale_provider builtin builtin_locale 'C.UTF-8' locale 'C'",)
_LOCALES = {
    True: ("locale_provider builtin builtin_locale 'C.UTF-8' locale 'C.UTF-8'", *_WITHOUT_LIBRARY),
    False: ("locale_provider libc locale 'C.UTF-8'", "locale_provider libc locale 'C'"),
}


def make_database(admin: psycopg.Connection, name: str) -> None:
    """Create the database if there is none: UTF-8, ordered by code point where the server knows C.UTF-8."""
    if truth(admin, "select exists (select from pg_database where datname = %s)", name):
        return
    refused: psycopg.Error | None = None
    for locale in _LOCALES[admin.info.server_version >= _BUILTIN_SINCE]:
        try:
            run(
                admin,
                "create database {name} owner {owner} template template0 encoding 'UTF8' {locale}",
                name=name,
                owner=OWNER,
                locale=sql.SQL(locale),
            )
        except (psycopg.errors.WrongObjectType, psycopg.errors.InvalidParameterValue) as error:
            refused = error  # The C library of the server's machine does not know this locale.
        else:
            return
    raise DatabaseUnavailable(f"The server could not create the database {name}: {refused}")


def shape_database(inside: psycopg.Connection, name: str) -> None:
    """Make the owner, the schema and the grants what they should be. `inside` is the admin, in that database."""
    _take_if_empty(inside, name)
    run(inside, "alter schema public owner to {owner}", owner=OWNER)
    grant_schema(inside)
    _admit(inside, name)


def grant_schema(inside: psycopg.Connection) -> None:
    """Let our roles into the schema, and nobody else. `inside` is its owner, or a superuser."""
    run(inside, "revoke all on schema public from public, {app}", app=APP)
    run(inside, "grant usage on schema public to {app}", app=APP)
    run(inside, "grant usage, create on schema public to {maintenance}", maintenance=MAINTENANCE)


def is_prepared(app: dict[str, str], maintenance: dict[str, str]) -> bool:
    """Whether both roles can sign in, to a database that was prepared as we do it now."""
    question = "select shobj_description(oid, 'pg_database') = %s from pg_database where datname = current_database()"
    try:
        with session(**app) as connection, session(**maintenance):
            return truth(connection, question, MARK)
    except DatabaseUnavailable:
        return False


def drop_database(admin_conninfo: str, name: str) -> None:
    """Drop a database with all that is in it, ending the sessions in it. Does nothing if there is none."""
    with session(admin_conninfo) as admin:
        run(admin, "drop database if exists {name} with (force)", name=name)


def _admit(admin: psycopg.Connection, name: str) -> None:
    """Let our roles in and nobody else; then mark it as whole."""
    run(admin, "revoke all on database {name} from public", name=name)
    run(
        admin, "grant connect on database {name} to {app}, {maintenance}", name=name, app=APP, maintenance=MAINTENANCE
    )
    run(admin, "comment on database {name} is {mark}", name=name, mark=sql.Literal(MARK))


def _take_if_empty(inside: psycopg.Connection, name: str) -> None:
    """Take over a database that was there before, unless it holds something or cannot hold our text."""
    if truth(inside, "select pg_get_userbyid(datdba) = %s from pg_database where datname = %s", OWNER, name):
        return
    holds_tables = truth(
        inside,
        "select exists (select from pg_class where relnamespace::regnamespace::text"
        " not in ('pg_catalog', 'information_schema', 'pg_toast'))",
    )
    if holds_tables or inside.info.encoding != "utf-8":
        raise DatabaseUnavailable(
            f"The server has a database {name} that is not Fourfold's, with tables in it or in another encoding "
            "than UTF-8. Nothing was changed. Choose another name with FOURFOLD_DATABASE_NAME."
        )
    run(inside, "alter database {name} owner to {owner}", name=name, owner=OWNER)
