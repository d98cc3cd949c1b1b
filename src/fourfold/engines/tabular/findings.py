"""What checking finds: faults of rows, remarks on a delivery, and the verdict over it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

import pyarrow as pa

SHOWN = 100
"""Characters of a value in a report."""


class Fault(NamedTuple):
    """What is wrong with one value, and how to mend it. `column`: its header; `key`: the contract's name for it.

    `row`: line of the text or row of the sheet. A fault of the whole row has neither column nor key.
    """

    row: int
    column: str
    key: str
    value: str
    reason: str
    mend: str


class Held(NamedTuple):
    """A row that waits in quarantine, as it was sent: header to text."""

    row: int
    values: Mapping[str, str]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Checked:
    """One batch. `rows`: what is accepted, in the contract's columns and types, with these before them:

    `_row` int64, `_fingerprint` binary(32), `_occurrence` int32 (which of several identical rows it is, from 1), and
    behind an LSOA column its vintage (`lsoa_code_vintage` int16).
    """

    rows: pa.Table
    held: tuple[Held, ...]
    blanks: int = 0


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know that keeps no row out. `rows`: the first few."""

    kind: str
    text: str
    column: str = ""
    count: int = 0
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of a delivery. `rejected`: why all of it is refused; its rows are then not to be kept."""

    accepted: int
    held: int
    blanks: int
    rejected: str | None
    remarks: tuple[Remark, ...] = ()
    months: Mapping[date, int] = field(default_factory=dict)
    """Accepted rows by the month in which they happened, where the contract dates them."""


def shown(value: str) -> str:
    """A value as a report shows it: one line, without control characters, and not endless."""
    plain = printable(value[: SHOWN + 1])
    return plain if len(value) <= SHOWN else f"{plain[:SHOWN]}…"


def printable(text: str) -> str:
    """Text on one line, a point for each sign that cannot be shown or would turn the writing round."""
    return text if text.isprintable() else "".join(sign if sign.isprintable() else "·" for sign in text)
