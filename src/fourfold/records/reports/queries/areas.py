"""Reading the published figures of districts. They name nobody: everybody in the partnership reads them alike."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection

from fourfold.ground.kernel.errors import NotFound
from fourfold.records.identity.queries.places import District, districts
from fourfold.records.reports import policies
from fourfold.records.reports.domain.areas import Cell, Measure, Total, total
from fourfold.records.reports.models import AreaFigure, AreaRelease
from fourfold.records.reports.policies import Permission
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agency_types


@dataclass(frozen=True, slots=True)
class Release:
    """What a measure's figures of a month are, in their newest version, and what they were counted from."""

    measure: Measure
    month: date
    version: int
    note: str
    vintages: tuple[int, ...]
    holders: tuple[UUID, ...]
    deliveries: int
    newest_on: date | None
    is_synthetic: bool
    computed_at: datetime
    cells: Mapping[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figures:
    """The newest release of each measure and month, the districts, and the names of the agencies they come from."""

    districts: tuple[District, ...]
    releases: Mapping[tuple[Measure, date], Release]
    agencies: Mapping[UUID, str]

    def district(self, code: str) -> District:
        """One district. Raises NotFound for a code that is none."""
        found = next((one for one in self.districts if one.code == code), None)
        if found is None:
            raise NotFound("district", code)
        return found

    def cell(self, measure: Measure, month: date, district: str) -> Cell | None:
        """A district's figure; None where nothing is published yet."""
        found = self.releases.get((measure, month))
        return found.cells.get(district) if found else None

    def whole(self, measure: Measure, month: date) -> Total | None:
        """What is shown for all districts, added up; None where nothing is published yet."""
        found = self.releases.get((measure, month))
        if found is None:
            return None
        return total(found.cells[one.code] for one in self.districts if one.code in found.cells)


@dataclass(frozen=True, slots=True)
class Correction:
    """A district's figure as one version of a release has it. `note` says why there is a further version."""

    measure: Measure
    version: int
    at: datetime
    note: str
    cell: Cell


@dataclass(frozen=True, slots=True)
class Deprived:
    """A district's small areas, and how many of them are among the most deprived tenth and fifth of England."""

    areas: int
    tenth: int
    fifth: int


def published_months(actor: Standing) -> list[date]:
    """Months of which anything is published, newest first."""
    _require(actor)
    return list(AreaRelease.objects.order_by("-month").values_list("month", flat=True).distinct())


def figures(actor: Standing, months: Iterable[date]) -> Figures:
    """What is published for these months: for every district, and for what has none."""
    _require(actor)
    wanted = list(months)
    newest = list(
        AreaRelease.objects.filter(month__in=wanted)
        .order_by("measure", "month", "-version")
        .distinct("measure", "month")
    )
    cells: dict[UUID, dict[str, Cell]] = {}
    found = AreaFigure.objects.filter(release_id__in=[one.pk for one in newest])
    for release_id, district, published in found.values_list("release_id", "district", "published"):
        cells.setdefault(release_id, {})[district] = Cell(published)
    holders = {holder for one in newest for holder in one.holders}
    return Figures(
        tuple(districts(actor)),
        {(Measure(one.measure), one.month): _release(one, cells.get(one.pk, {})) for one in newest},
        {key: name for key, (name, _kind) in agency_types(actor, holders).items()} if holders else {},
    )


def corrections(actor: Standing, month: date, district: str) -> list[Correction]:
    """Every version of a month's figures where there is more than one, as they were for a district, oldest first."""
    _require(actor)
    again = AreaRelease.objects.filter(month=month, version__gt=1).values("measure")
    found = (
        AreaFigure.objects.filter(release__month=month, release__measure__in=again, district=district)
        .order_by("release__measure", "release__version")
        .values_list("release__measure", "release__version", "release__computed_at", "release__note", "published")
    )
    return [
        Correction(Measure(measure), version, at, note, Cell(published))
        for measure, version, at, note, published in found
    ]


def deprivation(actor: Standing) -> dict[str, Deprived]:
    """By district, from the published index as delivered; empty while nobody has delivered it."""
    _require(actor)
    with connection.cursor() as cursor:
        cursor.execute("select district, areas, tenth, fifth from reports_deprivation()")
        return {district: Deprived(areas, tenth, fifth) for district, areas, tenth, fifth in cursor.fetchall()}


def _release(one: AreaRelease, cells: Mapping[str, Cell]) -> Release:
    return Release(
        measure=Measure(one.measure),
        month=one.month,
        version=one.version,
        note=one.note,
        vintages=tuple(one.vintages),
        holders=tuple(one.holders),
        deliveries=len(one.deliveries),
        newest_on=one.newest_on,
        is_synthetic=one.is_synthetic,
        computed_at=one.computed_at,
        cells=cells,
    )


def _require(actor: Standing) -> None:
    require(policies.read(actor), Permission.READ, subject_kind="area-figures")
