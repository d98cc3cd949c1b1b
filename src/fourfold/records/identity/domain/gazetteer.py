"""The areas, postcodes and hospitals that come with Fourfold, read from where each fact stands once."""

import csv
import gzip
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from fourfold.engines.population.places import Gazetteer as Homes
from fourfold.engines.population.places import gazetteer as homes
from fourfold.records.feeds.domain.contracts import kent_areas
from fourfold.records.identity.domain.places import AreaChange, AreaKind, changes_of

HERE = "fourfold.records.identity.extracts"


@dataclass(frozen=True, slots=True)
class KnownArea:
    """An area of one vintage. `within`: kind to code of the areas it lies in. `residents`: at the census of 2021."""

    kind: AreaKind
    vintage: int
    code: str
    name: str
    within: Mapping[str, str] = field(default_factory=dict)
    residents: int | None = None
    source: str = "ons"


@dataclass(frozen=True, slots=True)
class KnownPostcode:
    """A live postcode. `is_approximate`: its small area of 2021 is one of several that the older was split into."""

    postcode: str
    lsoa11: str
    lsoa21: str
    is_approximate: bool
    ward: str
    district: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class Hospital:
    """A site with an emergency department, by the code that assaults are reported under. Made up: without a point."""

    reference: str
    name: str
    district: str
    longitude: float | None
    latitude: float | None


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Everything that a database is told about places."""

    areas: tuple[KnownArea, ...]
    changes: Mapping[tuple[str, str], AreaChange]
    """Small areas of 2011 and 2021 that share ground, and what became of the older."""
    postcodes: tuple[KnownPostcode, ...]
    hospitals: tuple[Hospital, ...]


def read_gazetteer() -> Gazetteer:
    """All of it: about 2,700 areas and 52,000 postcodes."""
    known = homes()
    areas = tuple(_areas(known))
    districts = {area.code: area.within.get("district", "") for area in areas if area.kind is AreaKind.WARD}
    changes = small_area_changes()
    return Gazetteer(areas, changes, tuple(_postcodes(known, districts, changes)), tuple(_hospitals()))


@cache
def small_area_changes() -> Mapping[tuple[str, str], AreaChange]:
    """What became of each small area of 2011, without a database."""
    return changes_of((old, new) for old, some in kent_areas().successors.items() for new in some)


def _areas(known: Homes) -> Iterator[KnownArea]:
    told = {area.lsoa21: area for area in known.areas.things}
    counts: dict[str, int] = {}
    for area in told.values():
        counts[area.district] = counts.get(area.district, 0) + area.residents
    for row in _rows("areas.csv.gz"):
        kind, vintage, code = AreaKind(row["kind"]), int(row["vintage"]), row["code"]
        within = dict(part.split(":", 1) for part in row["within"].split())
        if kind is AreaKind.LSOA and vintage == 2021:
            here = told[code]
            within["district"] = here.district
            yield KnownArea(kind, vintage, code, here.name, within, here.residents, "census-2021")
        else:
            residents = counts.get(code) if kind is AreaKind.DISTRICT else None
            yield KnownArea(kind, vintage, code, row["name"], within, residents)


def _postcodes(
    known: Homes, districts: Mapping[str, str], changes: Mapping[tuple[str, str], AreaChange]
) -> Iterator[KnownPostcode]:
    for some in known.postcodes.values():
        for one in some:
            yield KnownPostcode(
                postcode=one.code,
                lsoa11=one.lsoa11,
                lsoa21=one.lsoa21,
                is_approximate=changes.get((one.lsoa11, one.lsoa21)) is AreaChange.SPLIT,
                ward=one.ward,
                district=districts[one.ward],
                longitude=float(one.longitude),
                latitude=float(one.latitude),
            )


def _hospitals() -> Iterator[Hospital]:
    for row in _rows("hospitals.csv"):
        point = (float(row["longitude"]), float(row["latitude"])) if row["longitude"] else (None, None)
        yield Hospital(row["reference"], row["name"], row["district"], *point)


def _rows(name: str) -> Iterator[dict[str, str]]:
    raw = resources.files(HERE).joinpath(name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode()
    yield from csv.DictReader(io.StringIO(text, newline=""))
