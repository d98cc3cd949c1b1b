"""Where events lie in the county, and what is odd about it: swapped degrees, points at 0, 0, places far away."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from fourfold.engines.hotspots.errors import BadEvents
from fourfold.engines.hotspots.events import Note
from fourfold.engines.hotspots.grid import County, Flags, Floats, Whole, to_metres

SNAPPED = 0.5
"""If fewer than this share of events stand at a place of their own, places are held to be anonymised snap points."""

ENOUGH = 100
"""Events from which on snapping can be told."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Events with a cell of the county, of those that were given."""

    x: Floats
    y: Floats
    cells: Whole
    kept: Flags
    """For each event given, whether it is among these."""

    @property
    def snapped(self) -> bool:
        """Whether many events share exact places, as police.uk's anonymised points do."""
        if len(self.x) < ENOUGH:
            return False
        return len(np.unique(np.round(np.column_stack((self.x, self.y)), 1), axis=0)) < SNAPPED * len(self.x)


def metres(events: pa.Table, note: Note, county: County) -> tuple[Floats, Floats]:
    """Eastings and northings of events, NaN where there are none. Degrees that are plainly swapped are swapped
    back.
    """
    x, y = (_floats(events, name) for name in ("x", "y"))
    longitude, latitude = (_floats(events, name) for name in ("longitude", "latitude"))
    degrees = np.isfinite(longitude) & np.isfinite(latitude)
    nowhere = degrees & (longitude == 0) & (latitude == 0)
    _tell(note, nowhere, "lie at 0, 0 and count as without a place")
    wild = degrees & ((np.abs(longitude) > 180) | (np.abs(latitude) > 90))
    _tell(note, wild, "have degrees that are none and count as without a place")
    good = degrees & ~nowhere & ~wild
    east, north = to_metres(np.where(good, longitude, np.nan), np.where(good, latitude, np.nan))
    east, north = np.where(good, east, x), np.where(good, north, y)
    other = to_metres(np.where(good, latitude, np.nan), np.where(good, longitude, np.nan))
    swapped = good & ~_within(county, east, north) & _within(county, *other)
    _tell(note, swapped, "have longitude and latitude swapped, and were swapped back. Mend the file's columns")
    return np.where(swapped, other[0], east), np.where(swapped, other[1], north)


def place(events: pa.Table, county: County, note: Note) -> Placed:
    """The events that lie in a cell of the county. Others are told. Raises BadEvents where none does."""
    x, y = metres(events, note, county)
    cells = county.grid.cells(x, y)
    kept = _within(county, x, y)
    located = np.isfinite(x) & np.isfinite(y)
    _tell(note, ~located, "have no place and are left out")
    _tell(note, located & ~kept, "lie outside the county and are left out")
    if not kept.any():
        raise BadEvents(
            f"None of {len(x):,} events lies in Kent or Medway. "
            "Check that longitude and latitude are degrees, or easting and northing metres."
        )
    return Placed(x[kept], y[kept], cells[kept], kept)


def _within(county: County, x: Floats, y: Floats) -> Flags:
    cells = county.grid.cells(x, y)
    return np.asarray((cells >= 0) & county.touched.ravel()[cells])


def _floats(events: pa.Table, name: str) -> Floats:
    return np.asarray(events.column(name).to_numpy(), np.float64)


def _tell(note: Note, odd: Flags, words: str) -> None:
    if odd.any():
        note(f"{int(odd.sum()):,} of {len(odd):,} events {words}.")
