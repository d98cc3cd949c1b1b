"""Nothing that is withheld can be worked out: every table that could lie behind a protected one is tried."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests import tables

from fourfold.engines.disclosure.attacking import attack
from fourfold.engines.disclosure.errors import CannotProtect
from fourfold.engines.disclosure.protecting import protect
from fourfold.engines.disclosure.releases import Earlier

COUNT = st.sampled_from([0, 1, 3, 7, 8, 9, 12])
EXAMPLES = {1: 40, 2: 40, 3: 30}


def counted(data: Any, shape: tuple[int, ...]) -> tables.Counts:
    size = int(np.prod(shape))
    return np.array(data.draw(st.lists(COUNT, min_size=size, max_size=size)), np.int64).reshape(shape)


@pytest.mark.parametrize("shape", [(3,), (2, 2), (2, 3), (1, 2, 2)])
def test_every_withheld_count_can_be_three_things(shape: tuple[int, ...]) -> None:
    @settings(max_examples=EXAMPLES[len(shape)], deadline=None)
    @given(st.data())
    def holds(data: Any) -> None:
        counts = counted(data, shape)
        keys = data.draw(st.lists(st.sampled_from(tables.margins(shape)), unique=True))
        by, totals = tables.names(len(shape)), tables.totals_of(counts, keys) if keys else None
        try:
            safe = protect(tables.table_of(counts), by, "n", totals=totals).table
        except CannotProtect:
            return
        cells = tables.cells_shown(safe, shape)
        assert all(cell == "c" for cell, count in zip(cells, counts.flat, strict=True) if count < 8)
        most = int(counts.sum()) if keys else 7
        slow = tables.SlowAttacker(
            [tables.range_shown(cell, most) for cell in cells], tables.sums_known(counts, keys)
        )
        held = {cell for one in slow.sums for cell in one.cells}
        for place, cell in enumerate(cells):
            if cell == "c" and place in held:
                assert not tables.gives_away(slow.values(place)), (counts, keys, cells)

    holds()


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_totals_add_up_what_is_shown(data: Any) -> None:
    counts = counted(data, (3, 4))
    found = tables.shown(protect(tables.table_of(counts), ["a", "b"], "n").table)
    for key in tables.margins((3, 4)):
        behind = [
            int(found[tuple(tables.labelled(cell))])
            for cell in np.ndindex(3, 4)
            if all(at in (None, here) for at, here in zip(key, cell, strict=True))
            and found[tuple(tables.labelled(cell))] != "c"
        ]
        assert found[tuple(tables.labelled(key))] == (str(sum(behind)) if behind else "c")


def test_small_counts_alone_leak_and_more_is_withheld() -> None:
    """Its row has one other count, which rounding hides a little: the total says that there are a few."""
    counts = np.array([[3, 22], [42, 82], [61, 93]])
    totals = tables.totals_of(counts, tables.margins(counts.shape))
    by = ["a", "b"]
    alone = protect(tables.table_of(counts), by, "n").table
    (leak,) = attack(alone.filter(_no_total(alone)), by, "n", totals=totals).leaks
    assert str(leak).startswith("a=a0, b=b0 is certainly one of 3 to 6")
    safe = protect(tables.table_of(counts), by, "n", totals=totals)
    assert safe.small == 1
    assert safe.besides
    assert not attack(safe.table, by, "n", totals=totals).leaks


def test_true_totals_in_the_table_itself_are_heard() -> None:
    rows: dict[tables.Key, int | str] = {(0,): "c", (1,): 20, (2,): 30, (None,): 53}
    assert attack(tables.tabled(rows, 1), ["a"], "n").known.num_rows == 1
    rows = {(0,): "c", (1,): "c", (2,): 30, (None,): 30}
    assert not attack(tables.tabled(rows, 1), ["a"], "n").leaks


def test_two_releases_are_put_together() -> None:
    """A table by age, and one by age and sex, of the same people."""
    counts = np.array([[2, 20], [30, 40]])
    by_age = protect(tables.table_of(counts.sum(axis=1)), ["a"], "n").table
    whole = protect(tables.table_of(counts), ["a", "b"], "n").table
    before = Earlier(by_age, ["a"], "n")
    first = attack(whole, ["a", "b"], "n", earlier=[before]).known.to_pylist()
    assert [(row["low"], row["high"]) for row in first if row["name"] == "a=a0, b=b0"] == [(0, 4)]


def test_what_nothing_can_protect_is_refused() -> None:
    """A total of one cell is that cell."""
    counts = np.array([[1], [40]])
    lone, table = tables.totals_of(counts, [(0, None), (1, None)]), tables.table_of(counts)
    with pytest.raises(CannotProtect, match="Join labels"):
        protect(table, ["a", "b"], "n", totals=lone)


def _no_total(table: Any) -> list[bool]:
    return ["Total" not in row.values() for row in table.to_pylist()]
