"""Faults planted in a feed, with a list of what was planted: for practising with quarantine, and for testing it.

Each fault is one that agencies send. A row gets one at most, so that what is found can be held against the list.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from zlib import crc32

import pyarrow as pa

from fourfold.engines.population.chance import Chance

PLANTED = pa.schema([(name, pa.string()) for name in ("row", "column", "fault", "was", "is")])
"""`row` counts as the file does: the header is row 1."""
Row = dict[str, str | None]
NEVER_EMPTY = (
    "incident_reference", "episode_reference", "interview_reference", "intervention_reference", "event_reference",
    "case_reference", "referral_reference", "person_reference", "forename", "surname",
)  # fmt: skip
CODED = (
    "role", "offence_group", "risk_level", "answer", "event", "status", "intervention", "sentence", "kind",
    "exploitation_type", "method", "location_type", "missing_from", "cause",
)  # fmt: skip
ORDERED = (
    ("occurred_until", "occurred_at"), ("reported_at", "occurred_at"), ("returned_at", "reported_at"),
    ("offered_at", "returned_at"), ("held_at", "offered_at"), ("ended_on", "started_on"),
    ("arrived_at", "assaulted_at"),
    ("status_until", "status_since"), ("sentence_until", "sentence_from"), ("closed_on", "reported_on"),
    ("reasonable_grounds_on", "referred_on"),
)  # fmt: skip
"""Pairs of moments of which the first cannot come before the second."""
NUMBERED = ("nhs_number", "upn", "pnc_id")
PAST = ("date_of_birth", "occurred_at", "reported_at", "assaulted_at", "status_since", "started_on", "sentence_from")
FUTURE = 400
BELOW_HEADER = 2


def plant(table: pa.Table, share: float, seed: int, today: date) -> tuple[pa.Table, pa.Table]:
    """The table with faults in about `share` of its rows, and what was planted (schema `PLANTED`).

    A fifth as many rows come a second time, after all others.
    """
    chance = Chance(seed, crc32(",".join(table.column_names).encode()))
    rows: list[Row] = table.to_pylist()
    told = [
        {"row": str(number), **fault}
        for number, row in enumerate(rows, start=BELOW_HEADER)
        if chance.happens(share)
        for fault in _one(row, today, chance)
    ]
    for number, row in _twice(rows, {str(fault["row"]) for fault in told}, share / 5, chance):
        rows.append(row)
        told.append({"row": str(len(rows) + 1), "column": "", "fault": "told twice", "was": str(number), "is": ""})
    return pa.Table.from_pylist(rows, table.schema), pa.Table.from_pylist(told, PLANTED)


def _twice(rows: Sequence[Row], faulty: set[str], share: float, chance: Chance) -> list[tuple[int, Row]]:
    """Rows without a fault of their own to tell again, where a row has an identity, with their numbers."""
    if not rows or "person_reference" not in rows[0]:
        return []
    sound = [(number, dict(row)) for number, row in enumerate(rows, start=BELOW_HEADER) if str(number) not in faulty]
    return [(number, row) for number, row in sound if chance.happens(share)]


def _one(row: Row, today: date, chance: Chance) -> Iterator[Row]:
    """Plant one of the faults that the row can have, if any."""
    possible = [(name, column) for name, (columns, _) in KINDS.items() for column in columns if row.get(column)]
    possible += [("out of order", pair[0]) for pair in ORDERED if row.get(pair[0]) and row.get(pair[1])]
    if not possible:
        return
    name, column = chance.pick(sorted(possible))
    was = row[column] or ""
    row[column] = _before(row, column) if name == "out of order" else KINDS[name][1](was, today, chance)
    yield {"column": column, "fault": name, "was": was, "is": row[column]}


def _before(row: Row, column: str) -> str:
    """A moment about a year before the one that it cannot come before."""
    other = datetime.fromisoformat(str(row[dict(ORDERED)[column]])) - timedelta(days=365)
    return other.strftime("%Y-%m-%dT%H:%M" if len(str(row[column])) > 10 else "%Y-%m-%d")


def _empty(_was: str, _today: date, _chance: Chance) -> str | None:
    return None


def _no_such_code(_was: str, _today: date, chance: Chance) -> str:
    return chance.pick(("Q", "zz", "see notes", "99"))


def _no_such_day(was: str, _today: date, chance: Chance) -> str:
    return chance.pick(("31/02", "30/02", "31/11")) + f"/{was[:4]}"


def _to_come(was: str, today: date, _chance: Chance) -> str:
    return (today + timedelta(days=FUTURE)).isoformat() + was[10:]


def _wrong_digit(was: str, _today: date, _chance: Chance) -> str:
    """One digit more or less: the check digit finds every single digit that is wrong."""
    at = 4 if was[4].isdigit() else 5
    return was[:at] + str((int(was[at]) + 1) % 10) + was[at + 1 :]


def _no_postcode(was: str, _today: date, chance: Chance) -> str:
    return chance.pick((was[:3], f"{was}Z", "ZZ"))


def _out_of_kent(_was: str, _today: date, chance: Chance) -> str:
    return chance.pick(("E0102412", "E12345678", "Canterbury 008B"))


Change = Callable[[str, date, Chance], str | None]
KINDS: Mapping[str, tuple[Sequence[str], Change]] = {
    "empty": (NEVER_EMPTY, _empty),
    "no such code": (CODED, _no_such_code),
    "no such day": (PAST, _no_such_day),
    "in the future": (PAST, _to_come),
    "wrong check digit": (NUMBERED, _wrong_digit),
    "no postcode": (("postcode",), _no_postcode),
    "no small area": (("lsoa_code",), _out_of_kent),
}
