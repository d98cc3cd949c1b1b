"""The rows of a table of counts, each checked and told by its number."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pyarrow as pa

from fourfold.engines.disclosure.errors import BadTable

TOTAL = "Total"
"""What a total row holds in the columns that it sums over."""
WITHHELD = "c"
"""What stands in place of a count that is withheld."""
LARGEST = 10**9
_WHOLE = re.compile(r"[0-9]{1,15}(\.0+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `count` is None where it is withheld; `name` says in words which row this is."""

    labels: tuple[str, ...]
    count: int | None
    name: str


def rows_of(table: pa.Table, by: Sequence[str], count: str, *, may_withhold: bool = False) -> list[Row]:
    """The rows of the table in their order. Raises BadTable, naming the row, its labels and what to do."""
    require_columns(table.column_names, by, count)
    if not table.num_rows:
        raise BadTable("The table has no rows. It needs one for each combination, with its count.")
    columns = [[_text(value) for value in table.column(name).to_pylist()] for name in by]
    counts = table.column(count).to_pylist()
    found: list[Row] = []
    first: dict[tuple[str, ...], int] = {}
    for number, (labels, value) in enumerate(zip(zip(*columns, strict=True), counts, strict=True), start=1):
        named = ", ".join(f"{name}={label}" for name, label in zip(by, labels, strict=True))
        name = f"Row {number} ({named})"
        _require_labels(labels, by, name)
        if labels in first:
            raise BadTable(f"{name} stands in row {first[labels]} too. Keep one row for each combination.")
        first[labels] = number
        found.append(Row(labels, _count(value, name, may_withhold=may_withhold), name))
    return found


def require_columns(names: Sequence[str], by: Sequence[str], count: str) -> None:
    """Raise BadTable unless the columns are those of `by` and `count`, each once, and no other."""
    if not by:
        raise BadTable("Say which columns the table is counted by: one or more.")
    wanted = [*by, count]
    if twice := [name for name in wanted if wanted.count(name) > 1]:
        raise BadTable(f"Column {twice[0]} is asked for twice. A column is either counted by, or the count.")
    if twice := [name for name in names if list(names).count(name) > 1]:
        raise BadTable(f"The table has two columns {twice[0]}. Rename or remove one.")
    for name in wanted:
        if name not in names:
            close = get_close_matches(name, names, 1)
            meant = f" Did you mean {close[0]}?" if close else ""
            raise BadTable(f"The table has no column {name}: it has {', '.join(names)}.{meant}")
    if other := [name for name in names if name not in wanted]:
        raise BadTable(
            f"Column {other[0]} is neither counted by nor the count: it would be released as it is. "
            "Take it out of the table, or count by it."
        )


def _require_labels(labels: Sequence[str], by: Sequence[str], name: str) -> None:
    for column, label in zip(by, labels, strict=True):
        if not label:
            raise BadTable(f"{name} has no {column}. Write a word for it, such as Unknown.")
        if label != TOTAL and label.casefold() == TOTAL.casefold():
            raise BadTable(f"{name} says {label}. Write {TOTAL} for a total, or another word for a label.")


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def _count(value: object, name: str, *, may_withhold: bool) -> int | None:
    text = _text(value)
    if may_withhold and text in ("", WITHHELD):
        return None
    if not text:
        raise BadTable(f"{name} has no count. Write 0 where there is nobody.")
    if text == WITHHELD:
        raise BadTable(f"{name} is withheld already. Give the true counts: what is withheld is decided here.")
    if text.startswith(("-", "−")):
        raise BadTable(f"{name} has the count {text}. A count is not below 0.")
    if not _WHOLE.fullmatch(text):
        raise BadTable(f"{name} has the count {text[:40]}. A count is a whole number in digits, without signs in it.")
    found = int(text.split(".")[0])
    if found > LARGEST:
        raise BadTable(f"{name} has the count {text}. {LARGEST:,} is the most.")
    return found
