"""The level of each feature, as the database finds it, is the one that a slow reading of its words finds."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import jellyfish
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.engines.linkage.comparisons import features
from fourfold.engines.linkage.normalising import prepare
from fourfold.engines.linkage.weighing import Levels

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
Row = dict[str, Any]
LEVELS = Levels()

NAMES = st.sampled_from(
    [
        "Ted",
        "Edward",
        "Ed",
        "E",
        "Ann",
        "Anna",
        "Annabel",
        "Mary Ann",
        "Mohammed",
        "Muhammad",
        "Khan",
        "Smith",
        "Smyth",
        None,
    ]
)
values = st.fixed_dictionaries(
    {
        "forename": NAMES,
        "surname": st.one_of(NAMES, st.sampled_from(["Smith-Khan", "O'Brien", "Obrian"])),
        "date_of_birth": st.one_of(
            st.none(),
            st.dates().filter(lambda day: day.year > 1902).map(str),
            st.sampled_from(["1990-02-01", "1990-01-02", "1990-01-01", "1990-02-11", "1991-05-07"]),
        ),
        "sex": st.sampled_from(["M", "female", "x", None]),
        "nhs_number": st.sampled_from(["9434765919", "9434765870", None]),
    }
)  # fmt: skip


def forename(a: Row, b: Row) -> str:
    if not a["forename"] or not b["forename"]:
        return "missing"
    one, other = a["first"], b["first"]
    if a["forename"] == b["forename"]:
        return "same"
    if one == other and len(one) > 1:
        return "first_same"
    if swapped(a, b):
        return "swapped"
    if other in a["alikes"].split() or one in b["alikes"].split():
        return "alike"
    if jellyfish.jaro_winkler_similarity(one, other) >= 0.92:
        return "one_slip"
    if one[0] == other[0] and 1 in (len(one), len(other)):
        return "initial"
    close = jellyfish.jaro_winkler_similarity(a["forename"], b["forename"]) >= 0.85
    return "similar" if close or a["first_sound"] == b["first_sound"] else "different"


def swapped(a: Row, b: Row) -> bool:
    def across(one: Row, other: Row, left: str, right: str) -> bool:
        if not one[left] or not other[right]:
            return False
        return bool(jellyfish.jaro_winkler_similarity(one[left], other[right]) >= 0.9)

    first = b["surname"] and b["surname"] in (a["forename"], a["first"]) and across(a, b, "surname", "forename")
    second = a["surname"] and a["surname"] in (b["forename"], b["first"]) and across(a, b, "forename", "surname")
    return bool(first or second)


def birth(a: Row, b: Row) -> str:
    if not a["birth"] or not b["birth"]:
        return "missing"
    if a["birth"] == b["birth"]:
        return "same_weak" if a["weak_birth"] else "same"
    same = [a[part] == b[part] for part in ("year", "month", "day")]
    if same[0] and (a["weak_birth"] or b["weak_birth"]):
        return "year_weak"
    if same[0] and a["month"] == b["day"] and a["day"] == b["month"]:
        return "swapped"
    if jellyfish.damerau_levenshtein_distance(a["birth"], b["birth"]) <= 1:
        return "one_slip"
    if sum(same) == 2:
        return "two_parts"
    return "near" if abs(a["year"] - b["year"]) <= 1 else "different"


def equal(column: str) -> Callable[[Row, Row], str]:
    def level(a: Row, b: Row) -> str:
        if not a[column] or not b[column]:
            return "missing"
        return "same" if a[column] == b[column] else "different"

    return level


ORACLES = {"forename": forename, "birth": birth, "sex": equal("sex"), "nhs_number": equal("nhs_number")}


@settings(max_examples=25)
@given(st.lists(values, min_size=2, max_size=12))
def test_levels_are_those_of_a_slow_reading(rows: list[dict[str, str | None]]) -> None:
    numbered = [row | {"record": place} for place, row in enumerate(rows)]
    fields = [(name, pa.string()) for name in rows[0]]
    prepared = prepare(pa.Table.from_pylist(numbered, pa.schema([("record", pa.int32()), *fields])))
    pairs = list(combinations(range(len(rows)), 2))
    left, right = (pa.array([pair[side] for pair in pairs], pa.int32()) for side in (0, 1))
    found = LEVELS.of(prepared, left, right).to_pylist()
    columns = prepared.to_pylist()
    for (one, other), grades in zip(pairs, found, strict=True):
        for feature, oracle in ORACLES.items():
            level = features()[feature].levels[grades[feature]].key
            assert level == oracle(columns[one], columns[other]), (feature, columns[one], columns[other])
