"""What of a record an analyst is given. Listed fields alone, each in its shape: what is not listed is dropped.

A field that the catalogue gains later, a new identifier say, is therefore dropped until somebody has thought of it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fourfold.engines.tabular.identifiers import read_postcode
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.catalogue.domain.entries import PERSON_KEY

OTHER = "other"
"""Stands for a value that is on no list: what somebody typed may say who a person is."""


class Shape(StrEnum):
    """How a field's value leaves."""

    CODE = "code"
    """One of a list of values; any other as `OTHER`."""
    MONTH = "month"
    """Of a day or a moment, its month (`2026-11`)."""


SHAPES: Mapping[str, Shape] = {
    **dict.fromkeys(("sex", "ethnicity", "risk_level", "missing_from"), Shape.CODE),
    **dict.fromkeys(("reported_at", "returned_at", "offered_at", "held_at"), Shape.MONTH),
}
"""Fields of the catalogue that leave as they are granted. Age and place are derived, see below."""


class Age(StrEnum):
    """How closely age is told."""

    NONE = "none"
    BAND = "band"
    EXACT = "exact"


class Place(StrEnum):
    """How closely a home is told."""

    NONE = "none"
    DISTRICT = "district"
    SECTOR = "sector"
    LSOA = "lsoa"


BANDS = ((10, "under 10"), (14, "10 to 13"), (16, "14 to 15"), (18, "16 to 17"), (25, "18 to 24"))
"""The first age that is no more in a band, and the band."""
OLDEST = "25 and over"
_NEEDED = {
    Place.NONE: frozenset[str](),
    Place.DISTRICT: frozenset({"postcode", "lsoa"}),
    Place.SECTOR: frozenset({"postcode"}),
    Place.LSOA: frozenset({"postcode", "lsoa"}),
}
"""One of which must be granted for a place to be told so closely."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Which columns a data set has. Made by `planned` alone, which checks it against what is granted."""

    age: Age
    place: Place
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Area:
    """The small area and the district of a home; empty where it is not known."""

    lsoa: str = ""
    district: str = ""


def planned(granted: Collection[str], age: Age, place: Place) -> Plan:
    """The columns that these granted fields allow. Raises BadInput with what is wrong and how to mend it.

    `granted`: the fields of grants that name `person_key`, and of no others: what a person may read for their daily
    work is not thereby theirs to analyse.
    """
    if PERSON_KEY not in granted:
        raise BadInput.one("No agreement in force gives your agency person keys of this data set.", "data_set")
    if age is not Age.NONE and "born_on" not in granted:
        raise BadInput.one("The agreement does not share dates of birth. Leave age out.", "age")
    if place is not Place.NONE and _NEEDED[place].isdisjoint(granted):
        raise BadInput.one("The agreement does not share postcodes so closely. Choose another place.", "place")
    if place is Place.LSOA and age is Age.EXACT:
        raise BadInput.one(
            "Age in years in a small area may tell who somebody is. Choose age bands, or a larger place.", "age"
        )
    return Plan(age, place, tuple(sorted(set(granted) & SHAPES.keys())))


def shaped(
    values: Mapping[str, str], plan: Plan, *, on: date, area: Area, codes: Mapping[str, Collection[str]]
) -> dict[str, str]:
    """A record's row without its keys. Empty text where something is not known.

    `on`: the day of the record, on which age is told. `codes`: the values that each field may have; a field without a
    list has none.
    """
    row = {}
    if plan.age is not Age.NONE:
        row["age"] = _age(values.get("born_on", ""), plan.age, on)
    if plan.place is not Place.NONE:
        row[str(plan.place)] = _place(values.get("postcode", ""), plan.place, area)
    for field in plan.fields:
        row[field] = _value(values.get(field, ""), SHAPES[field], codes.get(field, ()))
    return row


def _age(born: str, age: Age, on: date) -> str:
    try:
        day = date.fromisoformat(born)
    except ValueError:
        return ""
    years = on.year - day.year - ((on.month, on.day) < (day.month, day.day))
    if years < 0:
        return ""
    if age is Age.EXACT:
        return str(years)
    return next((band for until, band in BANDS if years < until), OLDEST)


def _place(postcode: str, place: Place, area: Area) -> str:
    if place is Place.LSOA:
        return area.lsoa
    if place is Place.DISTRICT:
        return area.district
    cell = read_postcode(postcode)
    return "" if cell.problem is not None or not cell.value else str(cell.value)[:-2]


def _value(text: str, shape: Shape, codes: Collection[str]) -> str:
    if not text:
        return ""
    if shape is Shape.CODE:
        return text if text in codes else OTHER
    try:
        return f"{date.fromisoformat(text[:10]):%Y-%m}"
    except ValueError:
        return ""
