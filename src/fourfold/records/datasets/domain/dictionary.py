"""What each column of a data set means: one line for each, in the order of the file."""

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.records.datasets.domain.shaping import BANDS, OLDEST, OTHER, SHAPES, Age, Place, Plan, Shape

FIRST = ("person_key", "record_key", "month")
"""The columns of every data set. `month` is that of the record's day."""
_MEANT = {
    "person_key": "Stands for one person, in all data sets of this purpose and agency and in no other.",
    "record_key": "Stands for one record, in all data sets of this purpose and agency and in no other.",
    "month": "The month of what is recorded.",
}
_AGES = {
    Age.BAND: f"Age on the day of the record: {', '.join(band for _until, band in BANDS)}, {OLDEST}.",
    Age.EXACT: "Age in full years on the day of the record.",
}
_PLACES = {
    Place.DISTRICT: "Code of the district of the home.",
    Place.SECTOR: "Postcode of the home without its last two letters.",
    Place.LSOA: "Code of the small area (LSOA, census of 2021) of the home.",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A column and what it means."""

    column: str
    meaning: str


def dictionary(plan: Plan, labels: Mapping[str, str]) -> list[Line]:
    """One line a column. `labels`: what the catalogue calls its fields."""
    lines = [Line(column, _MEANT[column]) for column in FIRST]
    if plan.age is not Age.NONE:
        lines.append(Line("age", _AGES[plan.age]))
    if plan.place is not Place.NONE:
        lines.append(Line(str(plan.place), _PLACES[plan.place]))
    return lines + [Line(field, f"{labels[field]}: {_shape(SHAPES[field])}") for field in plan.fields]


def _shape(shape: Shape) -> str:
    if shape is Shape.MONTH:
        return "its month."
    return f"one of the values of its list; {OTHER} for anything else."
