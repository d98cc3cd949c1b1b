"""Two records in one row: what the conditions of levels are read over."""

import re
from collections.abc import Sequence

import pyarrow as pa

from fourfold.engines.linkage.comparisons import FEATURES, Feature
from fourfold.engines.linkage.normalising import CROWD, PREPARED

SIDE = re.compile(r"(\w+)_[lr]\b")


def compared(some: Sequence[Feature] = FEATURES) -> tuple[str, ...]:
    """The columns that some condition of these features' levels reads."""
    named = {name for feature in some for level in feature.levels for name in SIDE.findall(level.condition)}
    return tuple(name for name in (*PREPARED, CROWD) if name in named)


COMPARED = compared()


def beside_sql(prepared: str, pairs: str, left: str, right: str, *further: str) -> str:
    """Every pair with the compared columns of both its records, and those of `further`, as `column_l` and `column_r`.

    `left` and `right` name the columns of `pairs` that hold the numbers of the records.
    """
    columns = ", ".join(f"{side}.{column} as {column}_{side}" for side in "lr" for column in (*COMPARED, *further))
    return (
        f"select pair.*, {columns} from {pairs} pair join {prepared} l on l.record = pair.{left} "
        f"join {prepared} r on r.record = pair.{right}"
    )


def beside(prepared: pa.Table, left: pa.Array, right: pa.Array, columns: Sequence[str] = COMPARED) -> pa.Table:
    """The same for pairs given by their places in `prepared`, without a database; of the compared columns, these."""
    chosen = prepared.select(list(columns)).combine_chunks()
    sides = {"l": chosen.take(left), "r": chosen.take(right)}
    return pa.table({f"{name}_{side}": rows[name] for side, rows in sides.items() for name in columns})
