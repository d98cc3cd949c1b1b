"""Make the extract of areas that Fourfold ships, from the full public files.

    python scripts/extract_places.py ../shared/data src/fourfold/records/identity/extracts

areas.csv.gz: wards, districts, the county and the police force with their names; middle and lower small areas of 2011
with what they lie in; for each small area of 2021 its ward. What is told elsewhere is not repeated: names, districts
and residents of the small areas of 2021 come with `engines/population`, what became of those of 2011 with
`records/feeds/contracts/lists/lsoa.csv`. Who made the sources, and under which licence, stands in the README beside.
"""

import csv
import gzip
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

Row = tuple[str, int, str, str, str]
COUNTY, FORCE, MEDWAY = "E10000016", "E23000032", "E06000035"


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, gzipped or not, whatever its line ends."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))


def wide_areas(data: Path) -> Iterator[Row]:
    """The force, the county, the districts, the wards."""
    yield "police-force", 2024, FORCE, "Kent Police area", ""
    yield "county", 2024, COUNTY, "Kent County Council area", f"police-force:{FORCE}"
    for row in rows_of(data / "boundaries_kent/lookup_ltla24_csp24_pfa24_kent_medway.csv"):
        county = "" if row["ltla24_code"] == MEDWAY else f"county:{COUNTY} "
        yield "district", 2024, row["ltla24_code"], row["ltla24_name"], f"{county}police-force:{row['pfa24_code']}"
    wards = {
        row["ward25_code"]: (row["ward25_name"].removesuffix(" Ward"), row["district_code"])
        for row in rows_of(data / "postcodes_kent/kent_medway_postcodes.csv.gz")
    }
    for code, (name, district) in sorted(wards.items()):
        yield "ward", 2025, code, name, f"district:{district}"


def small_areas(data: Path) -> Iterator[Row]:
    """Middle and lower areas of 2011, whose names tell which lies in which; lower ones of 2021 with their ward."""
    shapes = json.loads((data / "boundaries_kent/kent_medway_msoa11.geojson").read_text())["features"]
    middle = {one["properties"]["MSOA11NM"]: one["properties"] for one in shapes}
    for name, found in sorted(middle.items(), key=lambda one: str(one[1]["MSOA11CD"])):
        yield "msoa", 2011, found["MSOA11CD"], name, f"district:{found['LAD13CD']}"
    lower = {
        row["lsoa11_code"]: (row["lsoa11_name"], row["ltla22_code"])
        for row in rows_of(data / "boundaries_kent/lookup_lsoa11_lsoa21_ltla22_kent_medway.csv")
    }
    for code, (name, district) in sorted(lower.items()):
        yield "lsoa", 2011, code, name, f"msoa:{middle[name[:-1]]['MSOA11CD']} district:{district}"
    lookup = rows_of(data / "boundaries_kent/lookup_lsoa21_ward24_ltla24_kent_medway.csv")
    for row in sorted(lookup, key=lambda row: row["lsoa21_code"]):
        yield "lsoa", 2021, row["lsoa21_code"], "", f"ward:{row['ward24_code']}"


def main(data: Path, out: Path) -> None:
    """Make the extract; the same sources give the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(("kind", "vintage", "code", "name", "within"))
    writer.writerows([*wide_areas(data), *small_areas(data)])
    path = out / "areas.csv.gz"
    path.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    print(f"{path.name}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
