"""A name that strangers share because their community has few weighs less; one that is only common does not."""

import pyarrow as pa
import pytest

from fourfold.engines.linkage import crowding
from fourfold.engines.linkage.backends import DuckDB
from fourfold.engines.linkage.normalising import prepare

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


def crowd_of(people: list[tuple[str, str, str]]) -> dict[str, int | None]:
    """By full name how crowded it is, for records of forename, surname, date of birth."""
    rows = [
        {"record": place, "forename": first, "surname": last, "date_of_birth": born}
        for place, (first, last, born) in enumerate(people)
    ]
    engine = DuckDB(threads=1)
    try:
        found = crowding.filled(engine, prepare(pa.Table.from_pylist(rows)))["crowd"].to_pylist()
    finally:
        engine.close()
    return {f"{first} {last}": crowd for (first, last, _born), crowd in zip(people, found, strict=True)}


def births(number: int, start: int = 1930) -> list[str]:
    return [f"{start + place}-{place % 12 + 1:02}-{place % 27 + 2:02}" for place in range(number)]


MANY = [
    (first, last, born)
    for first in ("John", "Mary", "Peter", "Susan")
    for last in ("Smith", "Brown", "Taylor")
    for born in births(10)
]


def test_names_that_go_together_are_crowded_and_common_ones_are_not() -> None:
    crowds = crowd_of(MANY + [("Gurpreet", "Gill", born) for born in births(10)])
    assert (crowds["Gurpreet Gill"] or 0) >= 2
    assert crowds["John Smith"] is None


def test_slips_in_one_persons_date_make_no_crowd() -> None:
    slips = ["1990-02-03", "1990-02-03", "1990-03-02", "1991-02-03", "1990-02-08"]
    assert crowd_of(MANY + [("Gurpreet", "Gill", born) for born in slips])["Gurpreet Gill"] is None
