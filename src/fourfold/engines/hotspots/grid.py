"""Square cells in British National Grid metres, and the ground that they cover."""

import gzip
from dataclasses import dataclass
from importlib import resources

import numpy as np
import numpy.typing as npt
import shapely
from pyproj import Transformer

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]
WGS84, NATIONAL = 4326, 27700
STEP = 10.0
"""Metres between points on the outline: every cell that it crosses holds one."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Columns to the east, rows to the north, from the south-west corner; all in metres."""

    east: float
    north: float
    columns: int
    rows: int
    size: float = 100.0

    @property
    def shape(self) -> tuple[int, int]:
        """Rows, columns: the shape of every surface on this grid."""
        return self.rows, self.columns

    @property
    def corner(self) -> tuple[float, float, float]:
        """The south-west corner and the side of a cell, in metres."""
        return float(self.east), float(self.north), float(self.size)

    def places(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Points in cells from the south-west corner."""
        return (x - self.east) / self.size, (y - self.north) / self.size

    def cells(self, x: Floats, y: Floats) -> Whole:
        """The number of each point's cell (row by row from the south-west), -1 where it lies beyond the grid."""
        with np.errstate(invalid="ignore"):
            column, row = (np.floor(np.nan_to_num(part, nan=-1.0)) for part in self.places(x, y))
            inside = (column >= 0) & (row >= 0) & (column < self.columns) & (row < self.rows)
        return np.where(inside, row * self.columns + column, -1).astype(np.int64)

    def counts(self, cells: Whole, weights: Floats | None = None) -> Floats:
        """How many events, or how much weight, each cell holds. Events beyond the grid are left out."""
        kept = cells >= 0
        chosen = None if weights is None else weights[kept]
        return np.bincount(cells[kept], chosen, self.rows * self.columns).reshape(self.shape).astype(np.float64)


@dataclass(frozen=True, slots=True)
class County:
    """A grid over a county: `inside` marks cells whose middle lies in it, `touched` those that it reaches at all."""

    grid: Grid
    inside: Flags
    touched: Flags
    area: float
    """Square metres of the county itself, not of its cells."""


def outline() -> shapely.Geometry:
    """Kent and Medway in British National Grid metres (data/SOURCE.md)."""
    file = resources.files("fourfold.engines.hotspots") / "data" / "county.wkb.gz"
    return shapely.from_wkb(gzip.decompress(file.read_bytes()))


def county(shape: shapely.Geometry | None = None, size: float = 100.0) -> County:
    """The cells of a county, Kent and Medway unless a shape in metres is given. `size` is a cell's side in metres."""
    ground = outline() if shape is None else shape
    west, south, east, north = shapely.bounds(ground)
    west, south = (np.floor(edge / size) * size for edge in (west, south))
    columns, rows = (int(np.floor(span / size)) + 1 for span in (east - west, north - south))
    grid = Grid(float(west), float(south), columns, rows, size)
    middles = np.meshgrid(west + size * (np.arange(columns) + 0.5), south + size * (np.arange(rows) + 0.5))
    shapely.prepare(ground)
    inside = np.asarray(shapely.contains_xy(ground, *middles), bool)
    edge = shapely.get_coordinates(shapely.segmentize(shapely.boundary(ground), min(STEP, size / 10)))
    touched = inside | (grid.counts(grid.cells(edge[:, 0], edge[:, 1])) > 0)
    return County(grid, inside, touched, float(ground.area))


def to_metres(longitude: Floats, latitude: Floats) -> tuple[Floats, Floats]:
    """Eastings and northings of WGS84 degrees; NaN where there are none. Good to some 3 m, without a correction
    grid.
    """
    moved = Transformer.from_crs(WGS84, NATIONAL, always_xy=True).transform(longitude, latitude)
    return tuple(np.where(np.isfinite(part), part, np.nan) for part in moved)  # type: ignore[return-value]


def to_degrees(x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of British National Grid metres; the way back of `to_metres`."""
    longitude, latitude = Transformer.from_crs(NATIONAL, WGS84, always_xy=True).transform(x, y)
    return np.asarray(longitude), np.asarray(latitude)
