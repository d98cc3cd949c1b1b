"""1 January stands for a day that nobody knew: two of them have no day in common, and hide no generation."""

import pyarrow as pa
import pytest

from fourfold.engines.linkage.model import shipped
from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.scoring import Scorer

HOME = {"address": "12 High Street, Chatham", "postcode": "ME4 4AA"}


def levels(one: dict[str, str], other: dict[str, str]) -> dict[str, str]:
    rows = [{"record": place, "sex": "M"} | row for place, row in enumerate((one, other))]
    pairs = pa.table({"l": pa.array([0]), "r": pa.array([1])})
    with Scorer(shipped()) as scorer:
        return dict(scorer.score(prepare(pa.Table.from_pylist(rows)), pairs).to_pylist()[0])


def of(name: str, born: str, **further: str) -> dict[str, str]:
    forename, surname = name.split()
    return {"forename": forename, "surname": surname, "date_of_birth": born} | further


@pytest.mark.parametrize(("one", "other"), [("1948-01-01", "2018-01-01"), ("1984-01-01", "1994-01-01")])
def test_two_placeholders_of_other_years_have_nothing_in_common(one: str, other: str) -> None:
    found = levels(of("Omar Noori", one), of("Omar Noori", other))
    assert found["level_birth"] == "different"


@pytest.mark.parametrize("child", ["2018-01-01", "2018-05-06"])
def test_parent_and_child_of_one_name_stay_two_where_a_day_is_not_known(child: str) -> None:
    found = levels(of("Omar Noori", "1984-01-01", **HOME), of("Omar Noori", child, **HOME))
    assert found["level_kin"] == "generations"
    assert float(found["weight"]) < shipped().thresholds.fracture


def test_parent_and_child_stay_two_whose_surnames_end_differently() -> None:
    mother, child = of("Ugne Kairiene", "1986-02-10", **HOME), of("Ugne Kairyte", "2022-07-08", **HOME)
    assert levels(mother, child)["level_kin"] == "generations"
