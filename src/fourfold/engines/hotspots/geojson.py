"""Maps as GeoJSON in WGS84 (RFC 7946): written without overlaps, and read back to be judged."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from fourfold.engines.hotspots.errors import BadMap
from fourfold.engines.hotspots.evaluating import Made
from fourfold.engines.hotspots.grid import Grid, to_degrees, to_metres
from fourfold.engines.hotspots.mapping import HotMap

DIGITS = 7
"""Of a degree: about a centimetre. Neighbours share their corners to the last digit, so none overlap."""

OURS = "fourfold"


def geojson(found: HotMap, grid: Grid) -> str:
    """The map as text, one cell a line, most intense first."""
    cells = np.asarray(found.cells.column("cell").to_numpy())
    rows, columns = cells // grid.columns, cells % grid.columns
    corners = ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))
    x = np.stack([grid.east + (columns + right) * grid.size for right, _ in corners], 1)
    y = np.stack([grid.north + (rows + up) * grid.size for _, up in corners], 1)
    places = np.round(np.stack(to_degrees(x, y), -1), DIGITS).tolist()
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": {name: _short(value) for name, value in row.items()},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
        )
        for row, ring in zip(found.cells.to_pylist(), places, strict=True)
    ]
    told = json.dumps(found.told | {"cell": grid.size})
    return f'{{"type": "FeatureCollection", "{OURS}": {told}, "features": [\n' + ",\n".join(lines) + "\n]}\n"


@dataclass(frozen=True, slots=True)
class KnownMap:
    """The ground that a map covers, in metres; what it held when it was made, and of which categories, if it is
    ours.
    """

    ground: shapely.Geometry
    made: Made | None
    categories: list[str]


def known_map(found: HotMap, grid: Grid) -> KnownMap:
    """A map that was just made, as one to be judged."""
    return _known(json.loads(geojson(found, grid)))


def looks_like_map(path: Path) -> bool:
    """Whether a file begins as JSON does. Raises BadMap where it cannot be opened."""
    try:
        with path.open("rb") as opened:
            return opened.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    except OSError as error:
        raise BadMap(f"{path} cannot be opened: {error.strerror}.") from None


def read_map(path: Path) -> KnownMap:
    """A map from a file.

    Any GeoJSON of polygons in WGS84 will do. Raises BadMap.
    """
    try:
        return _known(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise BadMap(f"{path} cannot be opened: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, shapely.errors.ShapelyError):
        raise BadMap(f"{path.name} is no GeoJSON map. Give one that `fourfold hotspots --out` wrote.") from None


def _known(told: dict[str, Any]) -> KnownMap:
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in told["features"]]
    if not shapes or any(shape.geom_type not in {"Polygon", "MultiPolygon"} for shape in shapes):
        raise BadMap("The map holds no areas, or things that are none. A map to be judged is of polygons.")
    if np.abs(shapely.bounds(shapes)).max() > 360:
        raise BadMap("The map is not in degrees. GeoJSON is in WGS84 longitude and latitude.")
    moved = shapely.transform(np.array(shapes), lambda at: np.column_stack(to_metres(at[:, 0], at[:, 1])))
    ours: dict[str, Any] = told.get(OURS) or {}
    made = Made(ours["events"], ours["caught"]) if {"events", "caught"} <= set(ours) else None
    return KnownMap(shapely.union_all(shapely.make_valid(moved)), made, list(ours.get("categories", [])))


def _short(value: object) -> object:
    return float(f"{value:.6g}") if isinstance(value, float) else value
