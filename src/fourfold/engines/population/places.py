"""Homes in Kent and Medway: real postcodes and small areas, made-up streets and house numbers."""

import csv
import gzip
import io
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from zlib import crc32

from fourfold.engines.population.chance import Chance, Weighted

FLATS = 0.14
CRIMES = ("violence", "disorder", "weapons", "drugs", "robbery", "damage", "order", "other")


@dataclass(frozen=True, slots=True)
class Area:
    """A small area (LSOA of 2021): its district, residents, decile of deprivation (1: the most deprived), crimes."""

    lsoa21: str
    name: str
    district: str
    residents: int
    decile: int
    crimes: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Postcode:
    """A live postcode, its small areas of both vintages, its place in degrees (WGS 84, to about ten metres), ward."""

    code: str
    lsoa21: str
    lsoa11: str
    longitude: str
    latitude: str
    ward: str


@dataclass(frozen=True, slots=True)
class Home:
    """Where somebody lives. `line` is house and street, both made up."""

    line: str
    town: str
    postcode: Postcode
    area: Area

    @property
    def address(self) -> str:
        """In one line, without the postcode."""
        return f"{self.line}, {self.town}"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All places, and how to draw one."""

    areas: Weighted[Area]
    by_district: Mapping[str, Weighted[Area]]
    crimes: Mapping[str, Weighted[Area]]
    postcodes: Mapping[str, Sequence[Postcode]]
    towns: Mapping[str, str]
    first: Sequence[str]
    last: Sequence[str]

    def home(self, chance: Chance) -> Home:
        """A home anywhere, by how many live there."""
        return self.home_in(chance.weigh(self.areas), chance)

    def home_near(self, district: str, chance: Chance) -> Home:
        """A home in a district, by how many live there."""
        return self.home_in(chance.weigh(self.by_district[district]), chance)

    def home_in(self, area: Area, chance: Chance) -> Home:
        """A home in an area."""
        postcode = chance.pick(self.postcodes[area.lsoa21])
        house = f"{1 + int(chance.draw() ** 1.6 * 140)} {self.street(postcode)}"
        line = f"Flat {chance.between(1, 24)}, {house}" if chance.happens(FLATS) else house
        return Home(line, self.towns[postcode.code.split(" ", 1)[0]], postcode, area)

    def street(self, postcode: Postcode) -> str:
        """The street of a postcode: always the same, shared by its neighbours of the same unit's first letter."""
        drawn = crc32(postcode.code[:-1].encode())
        return f"{self.first[drawn % len(self.first)]} {self.last[drawn // 1009 % len(self.last)]}"

    def street_and_town(self, postcode: Postcode) -> str:
        """The street of a postcode, with its post town."""
        return f"{self.street(postcode)}, {self.towns[postcode.code.split(' ', 1)[0]]}"

    def scene(self, crime: str, chance: Chance) -> Postcode:
        """Where such a crime happens: by what was recorded in each area."""
        return chance.pick(self.postcodes[chance.weigh(self.crimes[crime]).lsoa21])


@cache
def gazetteer() -> Gazetteer:
    """The places that come with the package; read once."""
    found: dict[str, list[Postcode]] = defaultdict(list)
    for row in rows_of("postcodes.csv.gz"):
        place = row["longitude"], row["latitude"], row["ward"]
        found[row["lsoa21"]].append(Postcode(row["postcode"], row["lsoa21"], row["lsoa11"] or row["lsoa21"], *place))
    areas = [_area(row) for row in rows_of("areas.csv.gz")]
    named = tomllib.loads(text_of("places.toml"))
    return Gazetteer(
        areas=_by_residents(areas),
        by_district={
            district: _by_residents([area for area in areas if area.district == district])
            for district in sorted({area.district for area in areas})
        },
        crimes={kind: _by_crime(areas, kind) for kind in CRIMES},
        postcodes=dict(found),
        towns=named["towns"],
        first=named["streets"]["first"].split(),
        last=named["streets"]["last"].split(),
    )


def _area(row: Mapping[str, str]) -> Area:
    crimes = {kind: int(row[kind]) for kind in CRIMES}
    return Area(row["lsoa21"], row["name"], row["district"], int(row["residents"]), int(row["decile"]), crimes)


def _by_residents(areas: Sequence[Area]) -> Weighted[Area]:
    return Weighted.over(areas, [area.residents for area in areas])


def _by_crime(areas: Sequence[Area], kind: str) -> Weighted[Area]:
    return Weighted.over(areas, (area.crimes[kind] for area in areas))


def rows_of(name: str) -> Iterator[dict[str, str]]:
    """The rows of a table that comes with the package."""
    yield from csv.DictReader(io.StringIO(text_of(name), newline=""))


def text_of(name: str) -> str:
    """The text of a file that comes with the package."""
    raw = resources.files("fourfold.engines.population").joinpath("data", name).read_bytes()
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
