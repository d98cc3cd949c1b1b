"""The database's clock, for tests that play another day: its own functions ask the time of the server."""

import re
from datetime import datetime

from tests.records import as_owner, ask_owner

from fourfold.ground.kernel.clock import now

_ASKS = re.compile(r"(?<![.\w])(?:statement_timestamp\(\)|clock_timestamp\(\)|now\(\))")
_FUNCTIONS = """
    select pg_get_functiondef(p.oid) from pg_proc p
    where p.pronamespace = 'public'::regnamespace and p.prokind = 'f' and p.proname not like 'procrastinate%%'
      and p.prosrc ~ '(statement_timestamp|clock_timestamp|now)\\(\\)'
"""


def set_database_clock(at: datetime) -> None:
    """Let the functions of the database say that it is `at`, running on from there, to the end of the test.

    What grants, roles and agreements open is asked of these functions, and of no setting: nobody but their owner can
    put their clock forward or back. The module's fixtures let the test past the walls (`records.past_the_walls`).
    """
    shift = f"interval '{(at - now()).total_seconds():.0f} seconds'"
    for (definition,) in ask_owner(_FUNCTIONS):
        as_owner(_ASKS.sub(lambda asked: f"({asked.group()} + {shift})", definition).replace("%", "%%"))
