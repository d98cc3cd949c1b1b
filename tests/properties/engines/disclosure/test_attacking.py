"""The attacker finds what trying every table finds, in one, two and three dimensions, and so does a solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog
from tests import tables

from fourfold.engines.disclosure.attacking import attack
from fourfold.engines.disclosure.rule import published

COUNT = st.sampled_from([0, 0, 1, 3, 6, 7, 8, 11])
EXAMPLES = {1: 20, 2: 12, 3: 12}


@st.composite
def releases(draw: st.DrawFn, shape: tuple[int, ...]) -> tuple[tables.Counts, list[tables.Key], list[str]]:
    """True counts, the totals published elsewhere, and the cells as shown: some withheld besides."""
    size = int(np.prod(shape))
    counts = np.array(draw(st.lists(COUNT, min_size=size, max_size=size)), np.int64).reshape(shape)
    keys = draw(st.lists(st.sampled_from(tables.margins(shape)), unique=True, min_size=1))
    besides = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    cells = [
        "c" if withheld or count < 8 else str(published(int(count)))
        for count, withheld in zip(counts.flat, besides, strict=True)
    ]
    return counts, keys, cells


def known(counts: tables.Counts, keys: list[tables.Key], cells: list[str]) -> dict[str, tuple[int, int | None]]:
    """What the engine's attacker says, by the name of the cell."""
    rows = dict(zip(np.ndindex(counts.shape), cells, strict=True))
    table = tables.tabled(rows, counts.ndim)
    found = attack(table, tables.names(counts.ndim), "n", totals=tables.totals_of(counts, keys)).known
    return {row["name"]: (row["low"], row["high"]) for row in found.to_pylist()}


def name(key: tuple[int, ...]) -> str:
    """A cell as the engine calls it."""
    return ", ".join(f"{column}={column}{at}" for column, at in zip("abcd", key, strict=False))


@pytest.mark.parametrize("shape", [(1,), (3,), (2, 2), (2, 3), (1, 2, 2)])
def test_it_says_what_trying_every_table_says(shape: tuple[int, ...]) -> None:
    @settings(max_examples=EXAMPLES[len(shape)], deadline=None)
    @given(releases(shape))
    def holds(release: tuple[tables.Counts, list[tables.Key], list[str]]) -> None:
        counts, keys, cells = release
        found = known(counts, keys, cells)
        sums = tables.sums_known(counts, keys)
        slow = tables.SlowAttacker([tables.range_shown(cell, int(counts.sum())) for cell in cells], sums)
        held = {cell for one in sums for cell in one.cells}
        for place, key in enumerate(np.ndindex(counts.shape)):
            if cells[place] == "c" and place in held:
                values = slow.values(place)
                assert found[name(key)] == (min(values), max(values)), (counts, keys, cells)
            elif cells[place] == "c":
                assert found[name(key)] == (0, None)

    holds()


@settings(max_examples=8, deadline=None)
@given(st.data(), st.integers(2, 5), st.integers(2, 5))
def test_in_two_dimensions_it_says_what_a_linear_programme_says(data: st.DataObject, rows: int, columns: int) -> None:
    """The bounds of such a table are whole of themselves: no gap between whole counts and fractions."""
    counts, keys, cells = data.draw(releases((rows, columns)))
    found = known(counts, keys, cells)
    sums = tables.sums_known(counts, keys)
    equal = np.zeros((len(sums), counts.size))
    for at, one in enumerate(sums):
        equal[at, list(one.cells)] = 1
    ranges = [tables.range_shown(cell, 10**6) for cell in cells]
    bounds = [(one[0], one[-1]) for one in ranges]
    for place, key in enumerate(np.ndindex(counts.shape)):
        if cells[place] != "c":
            continue
        weights = np.zeros(counts.size)
        weights[place] = 1
        ends = [
            sign * linprog(sign * weights, A_eq=equal, b_eq=[one.low for one in sums], bounds=bounds).fun
            for sign in (1, -1)
        ]
        low, high = found[name(key)]
        assert (low, high if high is not None else 10**6) == pytest.approx(tuple(ends))


@settings(max_examples=15, deadline=None)
@given(st.data(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_changes_nothing(data: st.DataObject, shuffled: object) -> None:
    counts, keys, cells = data.draw(releases((3, 3)))
    rows = dict(zip(np.ndindex(counts.shape), cells, strict=True))
    table = tables.tabled(rows, 2)
    order = data.draw(st.permutations(range(counts.size)))
    totals = tables.totals_of(counts, keys)
    once = attack(table, ["a", "b"], "n", totals=totals)
    again = attack(table.take(order).select(["n", "b", "a"]), ["b", "a"], "n", totals=totals)

    def sorted_known(of: object) -> list[object]:
        return sorted((sorted(row["name"].split(", ")), row["low"], row["high"]) for row in of.known.to_pylist())

    assert sorted_known(once) == sorted_known(again)
    assert len(once.leaks) == len(again.leaks)
