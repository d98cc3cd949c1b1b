"""The three roles and the database: made on any server from PostgreSQL 15, as often as you like.

`fourfold_owner` owns everything and cannot sign in; `fourfold_app` serves requests behind row-level security;
`fourfold_maintenance` (BYPASSRLS, a member of the owner) migrates, backs up and restores.
"""

import psycopg
from psycopg import sql

from fourfold.ground.postgres.credentials import Credentials
from fourfold.ground.postgres.databases import make_database, shape_database
from fourfold.ground.postgres.names import APP, MAINTENANCE, OWNER
from fourfold.ground.postgres.sessions import run, session, truth
from fourfold.ground.postgres.trouble import DatabaseUnavailable

_OLDEST = 150000
_LOCK_KEY = 4_404_404
_ATTRIBUTES = ("login", "superuser", "createdb", "createrole", "replication", "bypassrls")
_WANTED = {OWNER: set[str](), APP: {"login"}, MAINTENANCE: {"login", "bypassrls"}}
_LIMITS = {
    # Our statements are short; compiling one (where the server has LLVM) takes longer than running it.
    "jit": "off",
    "statement_timeout": "30s",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "60s",
}
_ASK_SUPERUSER = (
    "Let a superuser do it once: name a superuser in DATABASE_URL for the first start, or ask your database "
    f"administrator to create the roles {OWNER}, {APP} and {MAINTENANCE} and set both DATABASE_URL and "
    "MAINTENANCE_DATABASE_URL (src/fourfold/ground/postgres/README.md has the statements)."
)


def bootstrap(admin_conninfo: str, *, database: str, credentials: Credentials) -> None:
    """Make or mend the roles, their passwords and the database. Idempotent; two at once wait for one another.

    `admin_conninfo` names a superuser; from PostgreSQL 16 a role with CREATEROLE, CREATEDB and BYPASSRLS will do.
    Raises DatabaseUnavailable when the server is too old, or the admin may not do what is needed.
    """
    try:
        with session(admin_conninfo) as admin:
            _check_version(admin)
            admin.execute("select pg_advisory_lock(%s)", [_LOCK_KEY])
            _make_roles(admin, credentials)
            make_database(admin, database)
            with session(admin_conninfo, dbname=database) as inside:
                shape_database(inside, database)
                check(inside)
    except psycopg.errors.InsufficientPrivilege as error:
        raise DatabaseUnavailable(
            f"The role in DATABASE_URL may not set up Fourfold's roles and database. "
            f"PostgreSQL answered: {error.diag.message_primary}. {_ASK_SUPERUSER}"
        ) from error


def exist(admin_conninfo: str) -> bool:
    """Whether the server already has a role of ours."""
    with session(admin_conninfo) as admin:
        return truth(admin, "select exists (select from pg_roles where rolname in (%s, %s))", APP, MAINTENANCE)


def check(connection: psycopg.Connection) -> None:
    """Refuse roles that could pass the wall of row-level security. `connection` is to our database."""
    for question, mend in (
        (
            "select rolsuper or rolbypassrls or rolcreaterole from pg_roles where rolname = 'fourfold_app'",
            "ALTER ROLE fourfold_app NOSUPERUSER NOBYPASSRLS NOCREATEROLE",
        ),
        (
            "select exists (select from pg_auth_members where member = 'fourfold_app'::regrole)",
            "REVOKE (each role it is a member of) FROM fourfold_app",
        ),
        (
            "select has_schema_privilege('fourfold_app', 'public', 'CREATE')",
            "REVOKE CREATE ON SCHEMA public FROM fourfold_app, PUBLIC",
        ),
        (
            "select not (rolbypassrls or rolsuper) from pg_roles where rolname = 'fourfold_maintenance'",
            "ALTER ROLE fourfold_maintenance BYPASSRLS",
        ),
        (
            "select not pg_has_role('fourfold_maintenance', 'fourfold_owner', 'USAGE')",
            "GRANT fourfold_owner TO fourfold_maintenance",
        ),
    ):
        if truth(connection, question):
            raise DatabaseUnavailable(
                f"The database roles do not keep what they promise. To mend it, run as a superuser: {mend};"
            )


def _check_version(admin: psycopg.Connection) -> None:
    if admin.info.server_version < _OLDEST:
        raise DatabaseUnavailable(
            f"The server runs PostgreSQL {admin.info.server_version // 10000}; Fourfold needs 15 or newer. "
            "Upgrade it, or unset DATABASE_URL to use the embedded PostgreSQL."
        )


def _make_roles(admin: psycopg.Connection, credentials: Credentials) -> None:
    for role, wanted in _WANTED.items():
        _make_role(admin, role, wanted)
    for role, password in ((APP, credentials.app), (MAINTENANCE, credentials.maintenance)):
        # Hashed here, so that the password itself is never in a statement that the server may log.
        verifier = admin.pgconn.encrypt_password(password.encode(), role.encode(), b"scram-sha-256").decode()
        run(admin, "alter role {role} password {verifier}", role=role, verifier=sql.Literal(verifier))
    for name, limit in _LIMITS.items():
        run(admin, "alter role {role} set {name} = {limit}", role=APP, name=name, limit=sql.Literal(limit))
    if not truth(admin, "select pg_has_role(%s, %s, 'USAGE')", MAINTENANCE, OWNER):
        run(admin, "grant {owner} to {maintenance}", owner=OWNER, maintenance=MAINTENANCE)
    if not truth(admin, "select pg_has_role(current_user, %s, 'USAGE')", OWNER):
        run(admin, "grant {owner} to current_user", owner=OWNER)


def _make_role(admin: psycopg.Connection, role: str, wanted: set[str]) -> None:
    """Create it, or change only what differs: an admin who is no superuser may not even name the rest."""
    row = admin.execute(
        "select rolcanlogin, rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
        " from pg_roles where rolname = %s",
        [role],
    ).fetchone()
    if row is None:
        words = sql.SQL(" ").join(sql.SQL(name) for name in _ATTRIBUTES if name in wanted)
        run(admin, "create role {role} {words}", role=role, words=words)
        return
    for name, has in zip(_ATTRIBUTES, row, strict=True):
        if has != (name in wanted):
            word = sql.SQL(name if name in wanted else f"no{name}")
            run(admin, "alter role {role} {word}", role=role, word=word)
