"""Two records in one row: what the conditions of levels are read over."""

import re

import pyarrow as pa

from fourfold.engines.linkage.comparisons import FEATURES
from fourfold.engines.linkage.normalising import CROWD, PREPARED

SIDE = re.compile(r"(\w+)_[lr]\b")
_NAMED = {name for feature in FEATURES for level in feature.levels for name in SIDE.findall(level.condition)}
# The columns that some level's condition reads.
COMPARED = tuple(name for name in (*PREPARED, CROWD) if name in _NAMED)


def beside_sql(prepared: str, pairs: str, left: str, right: str, *further: str) -> str:
    """Every pair with the compared columns of both its records, and those of `further`, as `column_l` and `column_r`.

    `left` and `right` name the columns of `pairs` that hold the numbers of the records.
    """
    columns = ", ".join(f"{side}.{column} as {column}_{side}" for side in "lr" for column in (*COMPARED, *further))
    return (
        f"select pair.*, {columns} from {pairs} pair join {prepared} l on l.record = pair.{left} "
        f"join {prepared} r on r.record = pair.{right}"
    )


def beside(prepared: pa.Table, left: pa.Array, right: pa.Array) -> pa.Table:
    """The same for pairs given by their places in `prepared`, without a database."""
    compared = prepared.select(list(COMPARED)).combine_chunks()
    sides = {"l": compared.take(left), "r": compared.take(right)}
    return pa.table({f"{name}_{side}": rows[name] for side, rows in sides.items() for name in COMPARED})
