"""Weights of categories by harm, such as means of the ONS Crime Severity Score: supplied, never shipped."""

import csv
import math
from pathlib import Path

import numpy as np
import pyarrow as pa

from fourfold.engines.hotspots.errors import BadEvents
from fourfold.engines.hotspots.grid import Floats


def weights_of(path: Path) -> dict[str, float]:
    """A CSV file with the columns `category` and `weight`. Raises BadEvents, which says what is wrong with it."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadEvents(f"{path} cannot be read as CSV in UTF-8 ({error.__class__.__name__}).") from None
    if not rows or not {"category", "weight"} <= set(rows[0]):
        raise BadEvents(f"{path.name} needs the columns category and weight, and a line for each category.")
    return {str(row["category"]).strip(): _weight(path, row) for row in rows}


def harms(events: pa.Table, weights: dict[str, float] | None) -> Floats:
    """The weight of each event, one each where no weights are given. Raises BadEvents for a category without one."""
    if weights is None:
        return np.ones(len(events))
    names = events.column("category").to_pylist()
    missing = sorted({name for name in names if name not in weights})
    if missing:
        raise BadEvents(f"There is no weight for {'; '.join(missing)}. Add a line for each, 0 where it has none.")
    return np.array([weights[name] for name in names], np.float64)


def _weight(path: Path, row: dict[str, str]) -> float:
    try:
        weight = float(row["weight"])
    except (TypeError, ValueError):
        weight = math.nan
    if not 0 <= weight < math.inf:
        raise BadEvents(f"{path.name}: the weight of {row['category']} is {row['weight']}. Give a number from 0 up.")
    return weight
