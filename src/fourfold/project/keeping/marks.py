"""A mark for each table: its rows hashed one by one and summed, so that order does not matter and no row is sorted.

The hash is taken over PostgreSQL's own text of a row, under settings that are fixed here: whatever time zone or date
style the server, the role or the client has, the same rows give the same mark, from PostgreSQL 15 to 18.
"""

import psycopg
from psycopg import sql

from fourfold.project.keeping.manifest import TableMark

LEFT_OUT = (
    "django_session",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "sign_in_throttle",
)
"""Tables whose rows a backup leaves out: who is signed in, counted attempts, and jobs under way."""

_FIXED = """
set local timezone = 'UTC';
set local datestyle = 'ISO, YMD';
set local intervalstyle = 'iso_8601';
set local extra_float_digits = 1;
set local bytea_output = 'hex';
set local idle_in_transaction_session_timeout = 0;
set local statement_timeout = 0;
set local row_security = off
"""

_TABLES = """
select relname from pg_class
where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition and relname <> all(%s)
order by relname
"""

# Two sums of 64 bits each: a lost, added, doubled or changed row changes both but for one chance in 2^128.
_MARK = """
select count(*),
       coalesce(sum(('x' || encode(substring(h for 8), 'hex'))::bit(64)::bigint), 0)::text || ':' ||
       coalesce(sum(('x' || encode(substring(h from 9 for 8), 'hex'))::bit(64)::bigint), 0)::text
from (select sha256(convert_to(r::text, 'UTF8')) as h from {table} as r) as hashed
"""


def fix_settings(connection: psycopg.Connection) -> None:
    """Fix, for the transaction under way, what the text of a row depends on."""
    connection.execute(_FIXED)


def table_names(connection: psycopg.Connection) -> list[str]:
    """The tables whose rows a backup keeps."""
    return [name for (name,) in connection.execute(_TABLES, [list(LEFT_OUT)])]


def mark_of(connection: psycopg.Connection, table: str) -> TableMark:
    """The mark of a table as this transaction sees it; `fix_settings` first."""
    row = connection.execute(sql.SQL(_MARK).format(table=sql.Identifier("public", table))).fetchone()
    rows, mark = row or (0, "")
    return TableMark(int(rows), str(mark))


def marks(connection: psycopg.Connection) -> dict[str, TableMark]:
    """The marks of all tables that a backup keeps."""
    return {name: mark_of(connection, name) for name in table_names(connection)}
