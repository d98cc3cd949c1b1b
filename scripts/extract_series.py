"""Make the small extracts of open series that Fourfold ships, from the full files.

    python scripts/extract_series.py ../shared/data src/fourfold/accountability/indicators/extracts

police.uk street crime: recorded offences of two kinds, by month and district. A row is placed by its LSOA code, which
is of 2011 until 2022 and of 2021 from 2024 on; either leads to its district. A row without a code is `unplaced`; one
whose code lies in no district of Kent and Medway is `outside`. No row is lost: each is counted in one of these.
CSEW: the share that feels safe walking alone after dark, for the South East and for England and Wales. The source
gives no confidence intervals. Census 2021: residents of each district, from the counts of its LSOAs.
"""

import csv
import gzip
import io
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

KINDS = {
    "Violence and sexual offences": "violence-and-sexual-offences",
    "Possession of weapons": "possession-of-weapons",
}
UNPLACED, OUTSIDE = "unplaced", "outside"
REGIONS = {"E12000008": "South East", "K04000001": "England and Wales"}


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, gzipped or not, whatever its line ends; a header repeated inside is left out."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for row in csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")):
        if row.get("Month") != "Month":
            yield row


def districts(data: Path) -> dict[str, str]:
    """The district of each LSOA of 2011 and of 2021. Where both use a code, they agree on its district."""
    found: dict[str, str] = {}
    folder = data / "boundaries_kent"
    for row in rows_of(folder / "lookup_lsoa11_lsoa21_ltla22_kent_medway.csv"):
        for code in (row["lsoa11_code"], row["lsoa21_code"]):
            if found.setdefault(code, row["ltla22_code"]) != row["ltla22_code"]:
                raise ValueError(f"{code} lies in two districts.")
    for row in rows_of(folder / "lookup_lsoa21_ward24_ltla24_kent_medway.csv"):
        if found.setdefault(row["lsoa21_code"], row["ltla24_code"]) != row["ltla24_code"]:
            raise ValueError(f"{row['lsoa21_code']} lies in two districts.")
    return found


def police(data: Path) -> Iterator[dict[str, object]]:
    """Offences by month and place, nought included."""
    district_of = districts(data)
    places = [*sorted(set(district_of.values())), UNPLACED, OUTSIDE]
    for path in sorted((data / "police_kent" / "street").glob("*-kent-street.csv.gz")):
        counts: Counter[tuple[str, str, str]] = Counter()
        for row in rows_of(path):
            kind = KINDS.get(row["Crime type"])
            if kind:
                code = row["LSOA code"].strip()
                counts[row["Month"], district_of.get(code, OUTSIDE) if code else UNPLACED, kind] += 1
        for month in sorted({month for month, _place, _kind in counts}):
            for place in places:
                yield {"month": month, "place": place} | {kind: counts[month, place, kind] for kind in KINDS.values()}


def safety(data: Path) -> Iterator[dict[str, object]]:
    """The share that feels very or fairly safe, by financial year. An empty value is missing at the source."""
    apart = ("Age", "Sex", "Country of birth", "Disability status", "Ethnicity", "Ethnic group", "Household income")
    apart += ("Urban or rural", "Sexual orientation", "Highest qualification")
    for row in rows_of(data / "fear_of_crime" / "sdg_16-1-4.csv"):
        whole = not any(row[name] for name in apart)
        place = row["GeoCode"] or ("" if row["Region"] else "K04000001")
        if whole and place in REGIONS:
            value = f"{float(row['Value']):.1f}" if row["Value"] else ""
            yield {"year": row["Year"], "place": place, "percent": value}


def residents(data: Path) -> Iterator[dict[str, object]]:
    """Residents of each district at the census of 2021."""
    district_of = districts(data)
    counts: Counter[str] = Counter()
    for row in rows_of(data / "demographics_kent" / "census2021_population_lsoa21_kent_medway.csv"):
        counts[district_of[row["lsoa21_code"]]] += int(row["total"])
    for place, count in sorted(counts.items()):
        yield {"place": place, "residents": count}


EXTRACTS = {"police_uk_kent.csv": police, "csew_feeling_safe.csv": safety, "residents_2021.csv": residents}


def extract(data: Path, name: str) -> str:
    """One extract as the text of a CSV file. `data` holds the full files."""
    rows = list(EXTRACTS[name](data))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main() -> None:
    """Write all extracts."""
    data, out = Path(sys.argv[1]), Path(sys.argv[2])
    for name in EXTRACTS:
        (out / name).write_text(extract(data, name), encoding="utf-8")
        print(f"{name}: {len((out / name).read_text(encoding='utf-8').splitlines()) - 1} rows")


if __name__ == "__main__":
    main()
