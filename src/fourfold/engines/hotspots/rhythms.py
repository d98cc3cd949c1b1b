"""When things happen: the hours of the week, and the months of the year."""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.hotspots.grid import Floats, Whole


def hours_of_week(moments: pa.Array | pa.ChunkedArray) -> Whole:
    """Counts by weekday (rows, Monday first) and hour (columns), from timestamps in local time. Nulls are left
    out.
    """
    known = pc.drop_null(moments)
    day, hour = pc.day_of_week(known).to_numpy(), pc.hour(known).to_numpy()
    return np.bincount(day * 24 + hour, minlength=168).reshape(7, 24)


def seasons(months: Sequence[str], counts: Sequence[int]) -> Floats:
    """For each month of the year, its events a day against the mean of all months that are known; NaN for unknown
    ones.

    `months` as 2022-01 with their `counts`; 1 is as many as usual. Years of the same month are put together.
    """
    days, events = np.zeros(12), np.zeros(12)
    for month, count in zip(months, counts, strict=True):
        first = np.datetime64(month, "M")
        place = int(month[5:7]) - 1
        days[place] += ((first + 1).astype("datetime64[D]") - first.astype("datetime64[D]")).astype(int)
        events[place] += count
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = np.where(days > 0, events / days, np.nan)
        usual = np.nanmean(rates) if (days > 0).any() else np.nan
        return np.asarray(rates / usual)
