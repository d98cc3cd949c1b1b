"""Counts and rates by small area, ward, district or hexagon."""

import csv
import gzip
import io
from importlib import resources

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fourfold.engines.hotspots.errors import BadEvents, BadQuestion
from fourfold.engines.hotspots.events import Note
from fourfold.engines.hotspots.grid import County
from fourfold.engines.hotspots.placing import place

KINDS = ("lsoa", "ward", "district", "hexagon")
EDGE = 500.0
"""Metres from the middle of a hexagon to its corners: each covers 0.65 square kilometres."""


def known_areas() -> pa.Table:
    """Each LSOA code of 2011 and 2021: lsoa, code (that both vintages count in), name, ward, district, residents."""
    file = resources.files("fourfold.engines.hotspots") / "data" / "areas.csv.gz"
    rows = list(csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode())))
    table = pa.Table.from_pylist(rows)
    return table.set_column(5, "residents", pc.cast(table.column("residents"), pa.int64()))


def by_area(events: pa.Table, kind: str, county: County, note: Note) -> pa.Table:
    """The events of each area, with `count`, `residents` and `rate` a thousand of them; areas without events too.

    By the LSOA code that each event carries, not by its point. Codes of 2011 and 2021 are counted in areas common
    to both. A hexagon holds no residents, and only those with events are told. Raises HotspotsError.
    """
    if kind not in KINDS:
        raise BadQuestion(f"There is no table by {kind}. Choose one of: {', '.join(KINDS)}.")
    if kind == "hexagon":
        return _by_hexagon(events, county, note)
    areas = known_areas()
    codes = events.column("lsoa")
    if not pc.any(pc.is_valid(codes)).as_py():
        raise BadEvents("No event has an LSOA code, so none can be counted by area. Add a column LSOA code.")
    at = pc.index_in(codes, areas.column("lsoa"))
    unknown = pc.sum(pc.invert(pc.is_valid(at))).as_py()
    if unknown:
        note(f"{unknown:,} of {len(events):,} events have no LSOA code of Kent or Medway and are left out.")
    places = areas.group_by(["code", "name", "ward", "district", "residents"]).aggregate([])
    code = areas.column("code").take(at.drop_null())
    counts = np.bincount(pc.index_in(code, places.column("code")).to_numpy(), minlength=len(places))
    return _rated(places.append_column("count", pa.array(counts)), kind)


def _rated(places: pa.Table, kind: str) -> pa.Table:
    by = {"lsoa": ["code", "name", "district"], "ward": ["ward", "district"], "district": ["district"]}[kind]
    told = (
        places.group_by(by)
        .aggregate([("count", "sum"), ("residents", "sum")])
        .rename_columns([*by, "count", "residents"])
    )
    rate = pc.round(
        pc.divide(pc.multiply(pc.cast(told.column("count"), pa.float64()), 1000.0), told.column("residents")), 2
    )
    return told.append_column("rate", rate).sort_by([("count", "descending"), *((name, "ascending") for name in by)])


def _by_hexagon(events: pa.Table, county: County, note: Note) -> pa.Table:
    """Hexagons with a corner to the north, by the nearest middle of two rows of middles (the usual way)."""
    found = place(events, county, note)
    wide, high = np.sqrt(3) * EDGE, 1.5 * EDGE
    nearest = []
    for shift in (0.0, 0.5):  # even rows begin at 0, odd ones half a hexagon to the east
        row = 2 * np.round((found.y / high - 2 * shift) / 2) + 2 * shift
        column = np.round(found.x / wide - shift) + shift
        nearest.append((column * wide, row * high))
    far = [np.hypot(found.x - x, found.y - y) for x, y in nearest]
    x, y = (np.where(far[0] <= far[1], one, other) for one, other in zip(*nearest, strict=True))
    middles, counts = np.unique(np.round(np.column_stack((x, y))), axis=0, return_counts=True)
    table = pa.table({"easting": middles[:, 0].astype(int), "northing": middles[:, 1].astype(int), "count": counts})
    return table.sort_by([("count", "descending"), ("easting", "ascending"), ("northing", "ascending")])
