"""What the database tells the measurer, and nobody else, of deliveries and of their rows: figures alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.reports.domain.missing_tables import AGE_BANDS, INTERVIEW_HOURS, REPEAT_DAYS, Cells
from fourfold.records.reports.domain.quality_figures import Fact


@dataclass(frozen=True, slots=True)
class Linked:
    """The share of a feed's people held to be one person with another agency's, and when linkage last ended."""

    said: str
    at: datetime


def deliveries(since: date) -> list[Fact]:
    """Every delivery that came since a day, in the order in which they came."""
    names = ("contract", "holder_id", "as_of", "received_at", "mended", "touched")
    whole = ("counts", "remarks", "waiting")
    columns = ", ".join((*names, "state", *(f"{name}::text" for name in whole)))
    rows = _rows(f"select {columns} from reports_deliveries(%s)", [since])  # noqa: S608 (names of our own)
    return [
        Fact(
            **dict(zip(names, row, strict=False)),
            state=DeliveryState(row[len(names)]),
            **{name: json.loads(text) for name, text in zip(whole, row[len(names) + 1 :], strict=True)},
        )
        for row in rows
    ]


def volume(contract: str, holder_id: UUID, since: date, until: date) -> dict[str, int | None]:
    """A feed's rows by the month in which they happened (`2026-10`), as published."""
    rows = _rows("select month, published from reports_volume(%s, %s, %s, %s)", [contract, holder_id, since, until])
    return {f"{month:%Y-%m}": published for month, published in rows}


def filled(contract: str, holder_id: UUID, since: date) -> dict[str, str]:
    """The share of a feed's rows in which each column holds something; "" says whether there are rows."""
    return dict(_rows("select key, said from reports_filled(%s, %s, %s)", [contract, holder_id, since]))


def linked(contract: str, holder_id: UUID) -> Linked | None:
    """How many of a feed's people another agency knows, too; None while no linkage has been completed."""
    rows = _rows("select said, linked_at from reports_linked(%s, %s)", [contract, holder_id])
    return Linked(*rows[0]) if rows else None


def news(since: datetime) -> bool:
    """Whether a delivery came, entered or was undone since a moment."""
    return bool(_rows("select reports_news(%s)", [since])[0][0])


def missing(since: date, until: date) -> Cells:
    """The published cells of the missing children report."""
    rows = _rows(
        "select cut, row_key, column_key, published from reports_missing(%s, %s, %s, %s, %s)",
        [since, until, list(AGE_BANDS), REPEAT_DAYS, INTERVIEW_HOURS],
    )
    found: Mapping[tuple[str, str, str], int | None] = {(cut, row, column): n for cut, row, column, n in rows}
    return found


def _rows(statement: str, parameters: list[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
