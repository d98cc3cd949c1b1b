"""When the period of a record is over, so that it may be removed with others; and what keeps it. Pure.

In doubt it stays. A row is removed whole, with all its versions, and only if every one that is seen is over by every
date from which its contract lets the time run. `rls/6_removing.sql` asks the same by itself.
"""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from fourfold.accountability.rights.domain.clock import months_after
from fourfold.engines.tabular.contract import Contract
from fourfold.ground.kernel.clock import LONDON
from fourfold.records.feeds.domain.contracts import contracts

Periods = Mapping[str, Any]
"""By contract: `months` since it happened, `ends` and `looks`, as JSON keeps them."""
GOES = ""
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?[+-]\d\d:\d\d", re.ASCII)


class RemovalState(StrEnum):
    """How far the removal of what is due is."""

    PROPOSED = "proposed"
    GOING = "going"
    DONE = "done"
    WITHDRAWN = "withdrawn"


class Stays(StrEnum):
    """Why a record is not removed with others."""

    RUNS = "runs"
    EMPTY = "empty"
    """A date from which the time runs is not there. Its contract and column follow, with strokes."""
    LOOK = "look"
    """Its contract asks for a person's look at such rows. Contract and column follow."""
    UNKNOWN = "unknown"
    VERSION = "version"
    CHANGED = "changed"
    HELD = "held"
    RESTRICTED = "restricted"
    KEPT = "kept"
    ASKED = "asked"
    UNDER_WAY = "under-way"


class Halts(StrEnum):
    """Why the work waits."""

    NOTHING = ""
    LEFT = "left"
    COMING = "coming"
    WAITING = "waiting"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Version:
    """What the database says of a version of a row that is seen: under which contract, of what day, which cells."""

    id: UUID
    on: date
    contract: str
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that is due, with the versions of its row; when anything was last said of it; what is in the way."""

    id: UUID
    on: date
    touched: datetime
    way: str
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class Batch:
    """The next records of a removal, and what was decided about all of it. `halts`: why nothing is done for now."""

    halts: Halts
    holder_id: UUID
    before: date
    at: datetime
    periods: Periods
    rows: tuple[Candidate, ...]


def periods_of(data_set: str) -> dict[str, Any]:
    """The periods in force for a data set, by contract, as they are kept with a decision."""
    return {one.key: _period(one) for one in contracts() if one.data_set == data_set}


def _period(contract: Contract) -> dict[str, Any]:
    retention = contract.retention
    return {
        "months": retention.months,
        "ends": [
            {
                "column": end.column,
                "kind": contract.column(end.column).kind.value,
                "months": end.months,
                "where": end.where,
                "codes": list(end.codes),
            }
            for end in retention.ends
        ],
        "looks": [{"column": one.column, "codes": list(one.codes)} for one in retention.looks],
    }


def read_batch(said: str) -> Batch:
    """From what the database answers."""
    told = json.loads(said)
    rows = tuple(
        Candidate(
            id=UUID(row["id"]),
            on=date.fromisoformat(row["on"]),
            touched=datetime.fromisoformat(row["touched"]),
            way=row["way"],
            versions=tuple(
                Version(UUID(one["id"]), date.fromisoformat(one["on"]), one["contract"], one["cells"] or {})
                for one in row["versions"]
            ),
        )
        for row in told["rows"]
    )
    at, before = datetime.fromisoformat(told["at"]), date.fromisoformat(told["before"])
    return Batch(Halts(told["halts"]), UUID(told["holder"]), before, at, told["periods"], rows)


def why_stays(row: Candidate, batch: Batch) -> str:
    """Why a record stays (`Stays`, with where that is said), or `GOES`."""
    own = [one for one in row.versions if one.id == row.id]
    if not own:
        return Stays.CHANGED
    if why := why_runs(own[0], batch.periods, batch.before):
        return why
    if any(why_runs(one, batch.periods, batch.before) for one in row.versions):
        return Stays.VERSION
    return Stays.CHANGED if row.touched > batch.at else row.way


def why_runs(version: Version, periods: Periods, before: date) -> str:
    """Why the period of a version is not over before a day; empty where it is."""
    period = periods.get(version.contract)
    if period is None:
        return Stays.UNKNOWN
    ends = [end for end in period["ends"] if _applies(end, version.cells)]
    days = [(day_of(version.cells.get(end["column"]), end["kind"]), end) for end in ends]
    known = [(day, end["months"]) for day, end in days if day is not None]
    if any(months_after(day, months) >= before for day, months in [(version.on, period["months"]), *known]):
        return Stays.RUNS
    if not ends:
        return Stays.UNKNOWN
    for look in period["looks"]:
        if (version.cells.get(look["column"]) or "") in look["codes"]:
            return f"{Stays.LOOK}/{version.contract}/{look['column']}"
    empty = next((end["column"] for day, end in days if day is None), None)
    return f"{Stays.EMPTY}/{version.contract}/{empty}" if empty else GOES


def day_of(said: object, kind: str) -> date | None:
    """The day that a cell says, in London; a month's last day; None where it says none that can be read."""
    if not (_MOMENT if kind == "datetime" else _DAY).fullmatch(str(said)):
        return None
    with suppress(ValueError):
        if kind == "datetime":
            return datetime.fromisoformat(str(said)).astimezone(LONDON).date()
        day = date.fromisoformat(str(said))
        return months_after(day, 1) - timedelta(days=1) if kind == "month" else day
    return None


def split(batch: Batch) -> tuple[Sequence[UUID], dict[str, int]]:
    """Which of a batch may go, and how many stay, by reason."""
    going, staying = [], dict[str, int]()
    for row in batch.rows:
        if why := why_stays(row, batch):
            staying[str(why)] = staying.get(str(why), 0) + 1
        else:
            going.append(row.id)
    return going, staying


def _applies(end: Mapping[str, Any], cells: Mapping[str, Any]) -> bool:
    """Whether a date counts for a row. One that does not say whether it is of those counts as one."""
    return not end["where"] or cells.get(end["where"]) in (None, *end["codes"])
