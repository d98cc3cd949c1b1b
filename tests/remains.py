"""What a test that commits left in the worker's database."""

import os

import psycopg

from fourfold.ground.postgres.endpoints import resolve
from fourfold.project.keeping.marks import table_names

STAYS = {"audit_entry", "access_label"}
"""Written by whatever is done, for good: no test rests on their being empty."""


def rows() -> dict[str, int]:
    """How many rows each table has now."""
    with psycopg.connect(**resolve(os.environ).maintenance) as connection:
        names = set(table_names(connection)) - STAYS
        counts = ", ".join(f"(select count(*) from {name})" for name in sorted(names))
        found = connection.execute(f"select {counts}".encode()).fetchone() or ()
    return dict(zip(sorted(names), found, strict=True))
