"""Make the extracts with which `fourfold hotspots` knows Kent and Medway, from the full public files.

    python scripts/extract_county.py ../shared/data src/fourfold/engines/hotspots/data

county.wkb.gz: the outline in British National Grid metres, to the metre. areas.csv.gz: each LSOA code of 2011 and
2021, the area that both vintages can be counted by, its ward, district and residents. Where they come from:
SOURCE.md.
"""

import csv
import gzip
import io
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import shapely
from pyproj import Transformer


def outline(data: Path) -> bytes:
    """The union of the LSOAs of 2011, the layer that agrees best with the police's codes, as WKB."""
    to_grid = Transformer.from_crs(4326, 27700, always_xy=True)
    file = data / "boundaries_kent" / "kent_medway_lsoa11.geojson.gz"
    features = json.loads(gzip.decompress(file.read_bytes()))["features"]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    moved = [
        shapely.transform(each, lambda at: np.column_stack(to_grid.transform(at[:, 0], at[:, 1]))) for each in shapes
    ]
    whole = shapely.union_all(shapely.make_valid(moved), grid_size=1)
    small = shapely.set_precision(shapely.simplify(whole, 2), 1)
    apart = shapely.symmetric_difference(small, whole).area
    print(f"{small.area / 1e6:,.2f} km², {apart / 1e6:.3f} km² otherwise than in full", file=sys.stderr)
    return bytes(shapely.to_wkb(small))


def areas(data: Path) -> Iterator[tuple[object, ...]]:
    """LSOAs of 2011 that were split stay whole, those of 2011 that were merged are counted together: both are
    exact.
    """
    people = {
        row["lsoa21_code"]: int(row["total"])
        for row in _rows(data, "demographics_kent/census2021_population_lsoa21_kent_medway.csv")
    }
    wards = {
        row["lsoa21_code"]: row for row in _rows(data, "boundaries_kent/lookup_lsoa21_ward24_ltla24_kent_medway.csv")
    }
    children, parents = defaultdict(list), defaultdict(list)
    for row in _rows(data, "boundaries_kent/lookup_lsoa11_lsoa21_ltla22_kent_medway.csv"):
        children[row["lsoa11_code"]].append(row)
        parents[row["lsoa21_code"]].append(row)
    for old, rows in children.items():
        new = [row["lsoa21_code"] for row in rows]
        merged = len(parents[new[0]]) > 1
        code, name = (new[0], rows[0]["lsoa21_name"]) if merged else (old, rows[0]["lsoa11_name"])
        shares = Counter()
        for each in new:
            shares[wards[each]["ward24_name"]] += people[each]
        told = (code, name, shares.most_common(1)[0][0], wards[new[0]]["ltla24_name"], sum(shares.values()))
        yield from ((each, *told) for each in sorted({old, *new}))


def _rows(data: Path, name: str) -> Iterator[dict[str, str]]:
    with (data / name).open(encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def main(data: Path, out: Path) -> None:
    """Write both extracts; the same sources give the same bytes."""
    (out / "county.wkb.gz").write_bytes(gzip.compress(outline(data), 9, mtime=0))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("lsoa", "code", "name", "ward", "district", "residents"))
    writer.writerows(sorted(set(areas(data))))
    (out / "areas.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
