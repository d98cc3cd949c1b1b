"""The database and Python count periods by themselves, and always find the same."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.records import ask_owner, past_the_walls

from fourfold.accountability.rights.domain.removal import Version, why_runs

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

ON = date(2026, 2, 28)
DAYS = st.one_of(
    st.dates(date(2000, 1, 1), date(2027, 1, 1)),
    st.integers(-3, 3).map(lambda off: date(2024, 2, 29) + timedelta(days=off)),
    st.integers(-3, 3).map(lambda off: date(2025, 2, 28) + timedelta(days=off)),
)
CELLS = st.one_of(
    DAYS.map(str),
    DAYS.map(lambda day: f"{day}T23:30:00+00:00"),
    st.sampled_from(
        ["", "2026-02-31", "20100101", "epoch", "2010-01-01T10:00", "2010-01-01T25:00:00+00:00", "soon", "a", "b"]
    ),
)
COLUMNS = st.sampled_from(["one", "two", "sort"])
CODES = st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=2, unique=True)
LOOKED = st.lists(st.sampled_from(["", "a", "b"]), min_size=1, max_size=2, unique=True)
ENDS = st.fixed_dictionaries(
    {
        "column": COLUMNS,
        "kind": st.sampled_from(["date", "datetime", "month"]),
        "months": st.sampled_from([1, 12, 24, 72]),
        "where": st.sampled_from(["", "sort"]),
        "codes": CODES,
    }
)
PERIODS = st.fixed_dictionaries(
    {
        "months": st.sampled_from([1, 12, 24]),
        "ends": st.lists(ENDS, max_size=3),
        "looks": st.lists(st.fixed_dictionaries({"column": COLUMNS, "codes": LOOKED}), max_size=2),
    }
)


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


@settings(max_examples=25)
@given(cells=st.lists(st.tuples(st.dictionaries(COLUMNS, CELLS), DAYS, PERIODS), min_size=12, max_size=20))
def test_both_find_the_same(cells: list[tuple[dict[str, Any], date, dict[str, Any]]]) -> None:
    asked = json.dumps([{"cells": said, "on": str(on), "periods": {"c": found}} for said, on, found in cells])
    rows = ask_owner(
        "select rights_runs('c', e -> 'cells', (e ->> 'on')::date, e -> 'periods', %s) as a"
        " from jsonb_array_elements(%s::jsonb) with ordinality x(e, n) order by n",
        [ON, asked],
    )
    expected = [why_runs(Version(UUID(int=1), on, "c", said), {"c": found}, ON) for said, on, found in cells]
    assert [one for (one,) in rows] == [str(one) for one in expected]
