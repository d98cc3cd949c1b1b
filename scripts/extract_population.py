"""Make the small extracts from which `fourfold population` makes up people, from the full public files.

    python scripts/extract_population.py ../shared/data src/fourfold/engines/population/data

names.csv.gz: forenames of England and Wales by years of birth, British surnames, and names of other origins.
variants.csv.gz: forenames and surnames that stand for one another. rules.csv: how letters are misread and misheard.
areas.csv.gz: each LSOA of 2021 with residents, deprivation and recorded crime. postcodes.csv.gz: every live postcode.
Who made the sources, and under which licence, stands in ATTRIBUTION.md beside them.
"""

import csv
import gzip
import io
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

COHORTS = ((1996, 2001), (2002, 2007), (2008, 2013), (2014, 2020))
FEWEST = 40
"""A forename given less often than this in a cohort is left out."""

KNOWN = 250
"""A forename that stands for another was itself given so often in 25 years."""

LOCALES = {
    "pl_PL": "polish",
    "ro_RO": "romanian",
    "sk_SK": "slovak",
    "lt_LT": "lithuanian",
    "pt_PT": "portuguese",
    "it_IT": "italian",
    "tr_TR": "turkish",
    "yo_NG": "nigerian",
    "ig_NG": "nigerian",
    "tw_GH": "ghanaian",
}
MOST_A_LIST = 400
UNRANKED = 20
"""The weight of a name of which only the existence is known; the first of a ranked list has 2,000."""
COUNTRIES = {"PL": "polish", "SK": "slovak", "RO": "romanian", "PT": "portuguese", "TR": "turkish", "IT": "italian"}
KINDS = {
    "Violence and sexual offences": "violence",
    "Anti-social behaviour": "disorder",
    "Possession of weapons": "weapons",
    "Drugs": "drugs",
    "Robbery": "robbery",
    "Criminal damage and arson": "damage",
    "Public order": "order",
}
Row = Sequence[object]


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file, gzipped or not, whatever its line ends."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    yield from csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""))


def forenames(data: Path) -> Iterator[Row]:
    """Forenames of England and Wales, counted by cohort of birth."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for row in rows_of(data / "names/ew_baby_names_by_year.csv.gz"):
        year = int(row["year"])
        cohort = next(first for first, last in COHORTS if first <= year <= last)
        counts[str(cohort), row["sex"], written(row["name"])] += int(row["n"])
    for (cohort, sex, name), count in sorted(counts.items()):
        if count >= FEWEST:
            yield "british", "forename", sex, cohort, name, count


def surnames(data: Path) -> Iterator[Row]:
    """British surnames with their frequency, in millionths."""
    for row in rows_of(data / "names/sdglinkage_lastname_uk.csv"):
        name = row["surname"].strip()
        if len(name) > 1 and name.replace("'", "").replace("-", "").isalpha():
            yield "british", "surname", "", "", written(name), round(float(row["freq"]) * 1_000_000)


def other_names(data: Path) -> Iterator[Row]:
    """Names of other origins, in Latin letters. A country's list is in order of frequency, a locale's is not."""
    seen: set[tuple[str, str, str, str]] = set()
    places: Counter[tuple[str, str, str]] = Counter()
    for names, ranked in ((_by_country(data), True), (_by_locale(data), False)):
        for origin, kind, sex, name in names:
            key = (origin, kind, sex)
            if (*key, name) in seen or places[key] >= MOST_A_LIST or not _latin(name):
                continue
            seen.add((*key, name))
            places[key] += 1
            yield *key, "", name, round(10_000 / (places[key] + 4)) if ranked else UNRANKED


def _by_country(data: Path) -> Iterator[tuple[str, str, str, str]]:
    for row in rows_of(data / "names/common-surnames-by-country.csv"):
        if row["Country"] in COUNTRIES:
            yield COUNTRIES[row["Country"]], "surname", "", row["Localized Name"] or row["Romanized Name"]
    for row in rows_of(data / "names/common-forenames-by-country.csv"):
        if row["Country"] in COUNTRIES and row["Gender"] in "MF":
            yield COUNTRIES[row["Country"]], "forename", row["Gender"], row["Localized Name"] or row["Romanized Name"]


def _by_locale(data: Path) -> Iterator[tuple[str, str, str, str]]:
    for row in rows_of(data / "names/faker_names_by_locale.csv"):
        origin = LOCALES.get(row["locale"])
        # A woman's form of a surname is made from the man's, so that families belong together.
        if origin and row["kind"] in ("forename", "surname") and not (row["kind"] == "surname" and row["sex"] == "F"):
            sexes = "MF" if row["kind"] == "forename" and not row["sex"] else (row["sex"],)
            for sex in sexes if row["kind"] == "forename" else ("",):
                yield origin, row["kind"], _sex(row, sex), row["name"]


def _sex(row: dict[str, str], sex: str) -> str:
    if row["locale"] == "lt_LT" and row["kind"] == "forename":
        return "M" if row["name"].endswith("s") else "F"
    return sex


def variants(data: Path, known: set[str]) -> Iterator[Row]:
    """Names that stand for one another, where both are names that people here have."""
    for kind, file, first, second in (
        ("forename", "sdglinkage_firstname_uk_variant.csv", "forename", "forename2"),
        ("surname", "sdglinkage_lastname_uk_variant.csv", "lastname1", "lastname2"),
    ):
        for row in rows_of(data / "names" / file):
            name, other = written(row[first]), written(row[second])
            if name != other and name in known and other in known:
                yield kind, name, other


def rules(data: Path) -> Iterator[Row]:
    """How letters are misread (ocr) and misheard (pho), from FEBRL; only the rules without conditions."""
    for row in rows_of(data / "names/sdglinkage_ocr_rules.csv"):
        if row["orgpat"].isalpha() and row["newpat"].isalpha() and row["orgpat"].islower():
            yield "ocr", row["postion"], row["orgpat"], row["newpat"]
    for row in rows_of(data / "names/sdglinkage_pho_rules.csv"):
        free = all(row[name] == "None" for name in ("precond", "postcond", "existcond", "startcond"))
        if free and row["orgpat"].isalpha():
            yield "pho", row["where"], row["orgpat"], row["newpat"].replace("@", "")


def areas(data: Path) -> Iterator[Row]:
    """Each LSOA of 2021: district, residents, decile of deprivation, crime recorded in 2024 by kind."""
    crime: dict[str, Counter[str]] = defaultdict(Counter)
    for path in sorted((data / "police_kent/street").glob("2024-*.csv.gz")):
        for row in rows_of(path):
            crime[row["LSOA code"]][KINDS.get(row["Crime type"], "other")] += 1
    decile = {
        row["lsoa21_code"]: round(float(row["IMD_decile"]))
        for row in rows_of(data / "demographics_kent/imd2025_lsoa21_kent_medway.csv")
    }
    home = {row["lsoa21_code"]: row for row in rows_of(data / "postcodes_kent/kent_medway_postcodes.csv.gz")}
    for row in rows_of(data / "demographics_kent/census2021_population_lsoa21_kent_medway.csv"):
        code = row["lsoa21_code"]
        if code in home:
            found = home[code]
            counts = [crime[code][kind] for kind in (*KINDS.values(), "other")]
            yield code, row["lsoa21_name"], found["district_code"], row["total"], decile[code], *counts


def postcodes(data: Path) -> Iterator[Row]:
    """Every live postcode with its small areas, its ward and its place, to about ten metres."""
    for row in sorted(rows_of(data / "postcodes_kent/kent_medway_postcodes.csv.gz"), key=lambda row: row["postcode"]):
        older = "" if row["lsoa11_code"] == row["lsoa21_code"] else row["lsoa11_code"]
        place = f"{float(row['lon']):.4f}", f"{float(row['lat']):.4f}"
        yield row["postcode"], row["lsoa21_code"], older, *place, row["ward25_code"]


def written(name: str) -> str:
    """A name as people write it: O'Brien, McDonald, Anne-Marie."""
    words = "-".join(part[:1].upper() + part[1:].lower() for part in name.strip().split("-"))
    for start in ("O'", "Mc", "D'"):
        if words.startswith(start) and len(words) > len(start) + 2:
            words = start + words[len(start)].upper() + words[len(start) + 1 :]
    return words


def _latin(name: str) -> bool:
    return name.isprintable() and all(letter in " -'’" or ord(letter) < 0x250 for letter in name) and len(name) > 1


def write(path: Path, header: Row, rows: Iterable[Row]) -> None:
    """Write rows as CSV, gzipped where the name says so; the same rows give the same bytes."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    raw = text.getvalue().encode()
    path.write_bytes(gzip.compress(raw, 9, mtime=0) if path.suffix == ".gz" else raw)
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def main(data: Path, out: Path) -> None:
    """Make every extract."""
    names = [*forenames(data), *surnames(data), *other_names(data)]
    common: Counter[str] = Counter()
    for *_, name, weight in forenames(data):
        common[str(name)] += int(str(weight))
    known = {name for name, count in common.items() if count >= KNOWN} | {str(row[4]) for row in surnames(data)}
    write(out / "names.csv.gz", ("origin", "kind", "sex", "cohort", "name", "weight"), names)
    write(out / "variants.csv.gz", ("kind", "name", "other"), sorted(set(variants(data, known))))
    write(out / "rules.csv", ("kind", "where", "was", "becomes"), rules(data))
    crime = (*KINDS.values(), "other")
    write(out / "areas.csv.gz", ("lsoa21", "name", "district", "residents", "decile", *crime), areas(data))
    header = ("postcode", "lsoa21", "lsoa11", "longitude", "latitude", "ward")
    write(out / "postcodes.csv.gz", header, postcodes(data))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
