"""The rows of a data set: read in bulk, keyed, shaped. Nothing is kept: who asks again is decided about again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from fourfold.engines.tabular.contract import Kind
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.records.datasets.domain.asking import Asked
from fourfold.records.datasets.domain.dictionary import FIRST
from fourfold.records.datasets.domain.keys import KeyMaker
from fourfold.records.datasets.domain.shaping import SHAPES, Age, Area, Place, Plan, Shape, planned, shaped
from fourfold.records.datasets.policies import Permission, extract, grants_in_bulk
from fourfold.records.feeds.domain.bulk import MOST_IN_BULK
from fourfold.records.feeds.domain.contracts import contracts
from fourfold.records.feeds.queries.bulk import Opened, Period, open_in_bulk, read_bulk
from fourfold.records.feeds.queries.records import Wanted
from fourfold.records.feeds.queries.sight import Sight
from fourfold.records.identity.queries.people import smallest_seen
from fourfold.records.identity.queries.places import Where, areas_of
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.catalogue.domain.entries import DataSetKind
from fourfold.trust.catalogue.domain.loading import load_catalogue
from fourfold.trust.sealing.queries import lasting_hash

VINTAGE = 2021
MORE = "; "
"""What follows in a record's value comes from further columns, and is on no list."""


@dataclass(frozen=True, slots=True)
class Table:
    """A data set, or its first rows. `total`: records of the whole. Rows are sorted by month and record key."""

    plan: Plan
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, str], ...]
    total: int


def offered(sight: Sight) -> list[tuple[UUID, str]]:
    """For which agency and of what the looker may make data sets, for the purpose at hand."""
    grants = grants_in_bulk(sight.looker, sight.purpose, sight.at)
    return sorted({(grant.recipient_id, grant.data_set) for grant in grants})


def elsewhere(sight: Sight) -> list[str]:
    """Other purposes, in words, for which the looker may make data sets."""
    known = load_catalogue().purposes
    others = {purpose for _holder, _data_set, purpose in sight.looker.grants} - {sight.purpose}
    return sorted(
        known[purpose].label
        for purpose in others
        if purpose in known and grants_in_bulk(sight.looker, purpose, sight.at)
    )


def fields_for(sight: Sight, recipient_id: UUID, data_set: str) -> frozenset[str]:
    """The fields that lines with a person key name. Raises NotFound alike for what is not opened and what is not."""
    known = load_catalogue().data_sets.get(data_set)
    decision = extract(sight.looker, sight.purpose, sight.at, recipient_id=recipient_id, data_set=data_set)
    if known is None or known.kind is not DataSetKind.RECORDS or not decision:
        raise NotFound("data-set", data_set)
    return decision.fields


def table(sight: Sight, asked: Asked, *, first: int | None = None) -> Table:
    """The data set that is asked for; with `first`, that many of its records. At most 8 queries, whatever its size.

    Raises NotAllowed without a line that names a person key, and BadInput for what the lines do not share or what is
    too many. The looker's purpose is that of the transaction.
    """
    decision = extract(
        sight.looker, sight.purpose, sight.at, recipient_id=asked.recipient_id, data_set=asked.data_set
    )
    require(decision, Permission.READ, subject_kind="data-set")
    plan = planned(decision.fields, asked.age, asked.place)
    period = Period(asked.since, asked.until)
    wanted = Wanted(asked.data_set, asked.role)
    opened = open_in_bulk(sight, wanted, asked.recipient_id, period, most=MOST_IN_BULK + 1)
    if len(opened) > MOST_IN_BULK:
        raise BadInput.one(f"A data set holds up to {MOST_IN_BULK:,} records. Choose a shorter period.", "until")
    # Newest first as they come; which day it was is not to be read from their order.
    return Table(plan, columns_of(plan), _rows(sight, asked, plan, opened[:first]), len(opened))


def columns_of(plan: Plan) -> tuple[str, ...]:
    """The columns of a data set, in their order."""
    age = ("age",) if plan.age is not Age.NONE else ()
    place = (str(plan.place),) if plan.place is not Place.NONE else ()
    return (*FIRST, *age, *place, *plan.fields)


def _rows(sight: Sight, asked: Asked, plan: Plan, opened: Sequence[Opened]) -> tuple[Mapping[str, str], ...]:
    said = read_bulk(opened, asked.recipient_id, _wanted(plan)) if opened else {}
    smallest = smallest_seen(sight, {one.subject_id for one in opened}) if said else {}
    areas = _areas(sight, plan, said)
    maker = KeyMaker(sight.purpose, asked.recipient_id, lambda text, kind: lasting_hash(text, kind=kind))
    rows = [
        {
            "person_key": maker.person(smallest[one.subject_id]),
            "record_key": maker.record(one.id),
            "month": f"{one.on:%Y-%m}",
            **shaped(_first_parts(said[one.id]), plan, on=one.on, area=_area(said[one.id], areas), codes=codes()),
        }
        for one in opened
        if one.id in said and one.subject_id in smallest
    ]
    return tuple(sorted(rows, key=lambda row: (row["month"], row["record_key"])))


def _wanted(plan: Plan) -> set[str]:
    born = {"born_on"} if plan.age is not Age.NONE else set()
    home = {"postcode", "lsoa"} if plan.place is not Place.NONE else set()
    return {*plan.fields, *born, *home}


def _areas(sight: Sight, plan: Plan, said: Mapping[UUID, Mapping[str, str]]) -> Mapping[str, Where]:
    if plan.place not in (Place.LSOA, Place.DISTRICT):
        return {}
    postcodes = {values["postcode"] for values in said.values() if values.get("postcode")}
    return areas_of(sight.looker.standing, postcodes, VINTAGE)


def _area(values: Mapping[str, str], areas: Mapping[str, Where]) -> Area:
    found = areas.get(values.get("postcode", ""))
    return Area(found.code, found.district) if found else Area(values.get("lsoa", ""))


def _first_parts(values: Mapping[str, str]) -> dict[str, str]:
    coded = {field for field, shape in SHAPES.items() if shape is Shape.CODE}
    return {field: text.split(MORE)[0] if field in coded else text for field, text in values.items()}


@cache
def codes() -> dict[str, frozenset[str]]:
    """The values that each coded field may have: of the columns of that name in the contracts."""
    found: dict[str, set[str]] = {}
    for contract in contracts():
        for column in contract.columns:
            if column.kind is Kind.CODE and SHAPES.get(column.field) is Shape.CODE and column.key == column.field:
                found.setdefault(column.field, set()).update(column.codes.values())
    return {field: frozenset(values) for field, values in found.items()}
