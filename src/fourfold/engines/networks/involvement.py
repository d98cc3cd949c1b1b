"""Rows of who was in what: one form, and a sentence about what is not of it."""

from collections.abc import Iterable
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.networks.errors import BadInvolvement
from fourfold.engines.networks.kinds import PARTED, Kind, Role

COLUMNS = {
    "person": pa.string(),
    "thing": pa.string(),
    "kind": pa.string(),
    "role": pa.string(),
    "date": pa.date32(),
    "weight": pa.float64(),
}
_NEEDED = ("person", "thing", "kind")
ROLES = tuple(role for role in Role if role is not Role.YOUNG)
"""The roles that rows may have."""


def uniform(table: pa.Table) -> pa.Table:
    """The columns of COLUMNS alone, each of its type. Raises BadInvolvement for a missing column or a wrong type.

    `role` may be blank where nobody has a part (household, address, missing, school), and counts as present. Without
    a column `weight` each row weighs 1; without `date` nothing is dated.
    """
    missing = [name for name in _NEEDED if name not in table.column_names]
    if missing:
        raise BadInvolvement(
            f"There is no column {missing[0]}. Rows need: {', '.join(_NEEDED)}; and role for events."
        )
    columns = {}
    for name, kind in COLUMNS.items():
        column = table[name] if name in table.column_names else pa.nulls(table.num_rows, kind)
        try:
            columns[name] = pc.cast(column, kind)
        except (pa.ArrowInvalid, pa.ArrowNotImplementedError):
            raise BadInvolvement(f"Column {name} is not of type {kind}. Give it as that.") from None
    columns["weight"] = pc.fill_null(columns["weight"], 1.0)
    for name in ("person", "thing", "kind", "role"):
        columns[name] = pc.utf8_trim_whitespace(pc.fill_null(columns[name], ""))
    rows = pa.table(columns)
    ordinary = pc.and_(pc.equal(rows["role"], ""), pc.invert(_known(rows["kind"], PARTED)))
    return rows.set_column(3, "role", pc.if_else(ordinary, Role.PRESENT.value, rows["role"]))


def sound(rows: pa.Table) -> tuple[pa.Table, list[str]]:
    """The rows that name a person and a thing, and what is to be told of the others.

    Raises BadInvolvement for a kind or role that there is not, and for a weight that is none.
    """
    _require_known(rows, "kind", Kind)
    _require_known(rows, "role", ROLES)
    weights = rows["weight"]
    if not pc.all(pc.and_(pc.is_finite(weights), pc.greater(weights, 0.0)), min_count=0).as_py():
        raise BadInvolvement(
            "A row has a weight that is not above 0. Give a number above 0, or leave it empty for 1."
        )
    named = pc.and_(pc.not_equal(rows["person"], ""), pc.not_equal(rows["thing"], ""))
    nameless = rows.num_rows - (pc.sum(named).as_py() or 0)
    told = [f"{nameless:,} rows without a person or a thing are left out."] if nameless else []
    return rows.filter(named), told


def during(table: pa.Table, start: date, end: date) -> pa.Table:
    """The rows dated from `start` up to, and without, `end`. Rows without a date are in no period."""
    rows = uniform(table)
    dates = rows["date"]
    inside = pc.and_(
        pc.greater_equal(dates, pa.scalar(start, pa.date32())), pc.less(dates, pa.scalar(end, pa.date32()))
    )
    return rows.filter(pc.fill_null(inside, False))


def _require_known(rows: pa.Table, column: str, words: Iterable[Kind | Role]) -> None:
    strange = rows.filter(pc.invert(_known(rows[column], words)))
    if strange.num_rows:
        first = strange[column][0].as_py()
        kind = strange["kind"][0].as_py()
        said = f"“{first[:40]}” is no {column}" if first else f"A row of kind {kind} has no {column}"
        raise BadInvolvement(f"{said} ({strange.num_rows:,} rows). Write one of: {', '.join(words)}.")


def _known(values: pa.ChunkedArray, words: Iterable[Kind | Role]) -> pa.ChunkedArray:
    return pc.is_in(values, pa.array([word.value for word in words], pa.string()))
