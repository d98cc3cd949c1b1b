"""What leaves of a record: listed fields in their shape; canaries in every other field stay behind."""

from datetime import date

import pytest

from fourfold.ground.kernel.errors import BadInput
from fourfold.records.datasets.domain.dictionary import FIRST, dictionary
from fourfold.records.datasets.domain.shaping import SHAPES, Age, Area, Place, planned, shaped
from fourfold.trust.catalogue.domain.entries import DataSet
from fourfold.trust.catalogue.domain.loading import load_catalogue

DAY = date(2026, 3, 4)
HOME = Area("E01024000", "E07000110")
CODES = {"sex": {"F", "M"}, "risk_level": {"High", "Medium"}}


def row(
    values: dict[str, str], age: Age = Age.NONE, place: Place = Place.NONE, granted: frozenset[str] = frozenset()
) -> dict[str, str]:
    plan = planned(granted or {"person_key", *values}, age, place)
    return shaped(values, plan, on=DAY, area=HOME, codes=CODES)


@pytest.mark.parametrize("data_set", load_catalogue().data_sets.values(), ids=lambda one: one.key)
def test_whatever_is_granted_no_canary_of_any_field_leaves(data_set: DataSet) -> None:
    values = {field.key: f"canary {field.key}" for field in data_set.fields} | {"new_number": "canary"}
    told = row(values, Age.BAND if "born_on" in values else Age.NONE)
    assert not any("canary" in text for text in told.values())
    assert told.keys() <= SHAPES.keys() | {"age"}


def test_listed_fields_leave_in_their_shape() -> None:
    told = row({"sex": "F", "risk_level": "Typed by hand: Alex", "reported_at": "2026-03-04T22:15", "name": "Alex"})
    assert told == {"sex": "F", "risk_level": "other", "reported_at": "2026-03"}


@pytest.mark.parametrize(
    ("born", "exact", "band"),
    [
        ("2016-03-05", "9", "under 10"),
        ("2016-03-04", "10", "10 to 13"),
        ("2008-02-29", "18", "18 to 24"),
        ("1950-01-01", "76", "25 and over"),
        ("2027-01-01", "", ""),
        ("unknown", "", ""),
    ],
)
def test_age_is_told_on_the_day_of_the_record(born: str, exact: str, band: str) -> None:
    assert row({"born_on": born}, Age.EXACT) == {"age": exact}
    assert row({"born_on": born}, Age.BAND) == {"age": band}


@pytest.mark.parametrize(
    ("place", "told"), [(Place.SECTOR, "ME16 8"), (Place.LSOA, "E01024000"), (Place.DISTRICT, "E07000110")]
)
def test_a_home_is_told_as_closely_as_was_asked(place: Place, told: str) -> None:
    assert row({"postcode": "me168dp"}, place=place) == {str(place): told}


@pytest.mark.parametrize(
    ("granted", "age", "place", "where"),
    [
        ({"born_on", "postcode", "sex"}, Age.NONE, Place.NONE, "data_set"),
        ({"person_key", "sex"}, Age.BAND, Place.NONE, "age"),
        ({"person_key", "sex"}, Age.NONE, Place.DISTRICT, "place"),
        ({"person_key", "lsoa"}, Age.NONE, Place.SECTOR, "place"),
        ({"person_key", "born_on", "postcode"}, Age.EXACT, Place.LSOA, "age"),
    ],
)
def test_what_is_not_granted_or_too_close_is_refused(granted: set[str], age: Age, place: Place, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        planned(granted, age, place)
    assert [problem.where for problem in refused.value.problems] == [where]


@pytest.mark.parametrize(
    ("age", "place"), [(Age.BAND, Place.LSOA), (Age.EXACT, Place.DISTRICT), (Age.EXACT, Place.SECTOR)]
)
def test_the_dictionary_tells_of_each_column_once_and_in_order(age: Age, place: Place) -> None:
    values = {"born_on": "2010-01-01", "postcode": "ME16 8DP", "sex": "F", "reported_at": "2026-03-04"}
    plan = planned({"person_key", *values}, age, place)
    lines = dictionary(plan, {"sex": "Sex", "reported_at": "Reported missing"})
    told = shaped(values, plan, on=DAY, area=HOME, codes=CODES)
    assert [line.column for line in lines] == [*FIRST, *told]
