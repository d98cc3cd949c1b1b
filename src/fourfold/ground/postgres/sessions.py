"""Plain psycopg connections for setting up a server, with errors that a person can act on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, LiteralString

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from fourfold.ground.postgres.trouble import DatabaseUnavailable

_CONNECT_WITHIN = "10"


@contextmanager
def session(conninfo: str = "", **parts: str) -> Iterator[psycopg.Connection]:
    """A connection that commits each statement. Raises DatabaseUnavailable if there is none to be had."""
    try:
        given: dict[str, Any] = {"connect_timeout": _CONNECT_WITHIN, **conninfo_to_dict(conninfo), **parts}
        connection = psycopg.connect(make_conninfo(**given), autocommit=True)
    except psycopg.OperationalError as error:
        raise DatabaseUnavailable(
            f"The database server did not let us in. It answered: {str(error).strip()} "
            "Check that it runs and, if you set DATABASE_URL, the host, the role and the password in it."
        ) from error
    with connection:
        yield connection


def run(connection: psycopg.Connection, statement: LiteralString, **names: object) -> None:
    """Execute a statement that takes no parameters. `names` are put in as identifiers, never as text."""
    parts = {name: sql.Identifier(value) if isinstance(value, str) else value for name, value in names.items()}
    connection.execute(sql.SQL(statement).format(**parts))


def truth(connection: psycopg.Connection, question: LiteralString, *values: str) -> bool:
    """The answer to a question of one row and one column; no row is False."""
    row = connection.execute(question, values).fetchone()
    return bool(row and row[0])
