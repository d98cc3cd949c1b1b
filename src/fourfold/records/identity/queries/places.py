"""Reading areas, postcodes and places."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from fourfold.engines.tabular.identifiers import read_postcode
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.records.feeds.queries import Sight
from fourfold.records.feeds.queries.records import record_for_actor
from fourfold.records.identity import policies
from fourfold.records.identity.domain.places import VINTAGES, AreaChange, AreaKind
from fourfold.records.identity.models import Area, AreaLookup, Place, Postcode
from fourfold.records.identity.policies import PlacePermission
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing

POSTCODE, ADDRESS = "postcode", "address"


@dataclass(frozen=True, slots=True)
class Where:
    """The small area of a postcode at one census. `is_approximate`: the nearest of several it may lie in."""

    code: str
    vintage: int
    ward: str
    district: str
    is_approximate: bool


@dataclass(frozen=True, slots=True)
class District:
    """A district with its usual residents at the census of 2021."""

    code: str
    name: str
    residents: int


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An area of the other census that shares ground with one, and what became of the older of the two."""

    code: str
    change: AreaChange


@dataclass(frozen=True, slots=True)
class AreaFacts:
    """A code in each vintage that knows it, newest first; what it was made from, and what became of it."""

    vintages: list[Area]
    within: list[Area]
    before: list[Neighbour]
    after: list[Neighbour]
    contains: int


def area_of(actor: Standing, postcode: str, vintage: int) -> Where | None:
    """The small area of a postcode at the census of 2011 or 2021; None for one outside Kent and Medway.

    Raises BadInput for what is no postcode, and for another vintage.
    """
    _require(actor)
    _check_vintages(vintage)
    cell = read_postcode(postcode)
    if cell.problem is not None:
        raise BadInput.one(f"{cell.problem.reason} {cell.problem.mend}", "postcode")
    found = Postcode.objects.filter(pk=str(cell.value)).first()
    if found is None:
        return None
    return _where(found, vintage)


def areas_of(actor: Standing, postcodes: Collection[str], vintage: int) -> dict[str, Where]:
    """The same for many, by the postcode as it was given; without what is no postcode or outside. One query."""
    _require(actor)
    _check_vintages(vintage)
    cells = {given: read_postcode(given) for given in set(postcodes)}
    read = {given: str(cell.value) for given, cell in cells.items() if cell.problem is None and cell.value}
    found = Postcode.objects.in_bulk(set(read.values()))
    return {given: _where(found[key], vintage) for given, key in read.items() if key in found}


def _where(found: Postcode, vintage: int) -> Where:
    code = found.lsoa11 if vintage == VINTAGES[0] else found.lsoa21
    return Where(code, vintage, found.ward, found.district, found.is_approximate and vintage == VINTAGES[1])


def translate(actor: Standing, code: str, from_vintage: int, to_vintage: int) -> list[Neighbour]:
    """The areas of one census that share ground with an area of the other; itself within one census.

    Several where it was split (2011 to 2021) or made by a merger (2021 to 2011). Empty for an unknown code.
    """
    _require(actor)
    _check_vintages(from_vintage, to_vintage)
    if from_vintage == to_vintage:
        known = Area.objects.filter(kind=AreaKind.LSOA, code=code, vintage=from_vintage).exists()
        return [Neighbour(code, AreaChange.UNCHANGED)] if known else []
    if from_vintage < to_vintage:
        return _neighbours(AreaLookup.objects.filter(old=code), "new")
    return _neighbours(AreaLookup.objects.filter(new=code), "old")


def districts(actor: Standing) -> list[District]:
    """The districts of Kent, and Medway, by name."""
    _require(actor)
    found = Area.objects.filter(kind=AreaKind.DISTRICT).order_by("name").values_list("code", "name", "residents")
    return [District(code, name, residents or 0) for code, name, residents in found]


def area_for_actor(actor: Standing, code: str) -> AreaFacts:
    """What there is to know of a code. Raises NotFound for an unknown one."""
    _require(actor)
    vintages = list(Area.objects.filter(code=code).order_by("-vintage"))
    if not vintages:
        raise NotFound("area", code)
    codes = {inner for area in vintages for inner in area.within.values()}
    within = list(Area.objects.filter(code__in=codes).order_by("kind", "-vintage", "name"))
    pairs = AreaLookup.objects.filter(Q(old=code) | Q(new=code)) if vintages[0].kind == AreaKind.LSOA else []
    kind = vintages[0].kind
    beneath = Area.objects.filter(kind=AreaKind.LSOA, vintage=VINTAGES[1], within__contains={str(kind): code})
    return AreaFacts(
        vintages,
        within,
        before=[Neighbour(one.old, AreaChange(one.change)) for one in pairs if one.new == code],
        after=[Neighbour(one.new, AreaChange(one.change)) for one in pairs if one.old == code],
        contains=beneath.count() if kind in (AreaKind.WARD, AreaKind.DISTRICT) else 0,
    )


def place_for_actor(actor: Standing, place_id: UUID) -> Place:
    """A public place. Raises NotFound alike for a home and for nothing."""
    _require(actor)
    found = Place.objects.filter(pk=place_id, record__isnull=True).first()
    if found is None:
        raise NotFound("place", place_id)
    return found


def home_for_actor(sight: Sight, place_id: UUID) -> tuple[Place, str]:
    """A home with the address in its record, read and logged as the record is. NotFound where that is hidden."""
    found = Place.objects.filter(pk=place_id, record__isnull=False).first()
    if found is None or found.record_id is None:
        raise NotFound("place", place_id)
    shown = record_for_actor(sight, found.record_id)
    if ADDRESS not in shown.decision.fields:
        raise NotFound("place", place_id)
    told = (shown.values.get(ADDRESS, ""), shown.values.get(POSTCODE, ""))
    return found, ", ".join(part for part in told if part)


def _neighbours(found: "QuerySet[AreaLookup]", name: str) -> list[Neighbour]:
    told = found.order_by(name).values_list(name, "change")
    return [Neighbour(code, AreaChange(change)) for code, change in told]


def _check_vintages(*given: int) -> None:
    if wrong := [str(one) for one in given if one not in VINTAGES]:
        raise BadInput.one(f"There are small areas of 2011 and of 2021, none of {' or '.join(wrong)}.", "vintage")


def _require(actor: Standing) -> None:
    require(policies.read_places(actor), PlacePermission.READ, subject_kind="place")
