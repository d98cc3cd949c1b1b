"""Published tables: nothing small is shown, nothing can be worked back from totals."""

from hypothesis import given
from hypothesis import strategies as st

from fourfold.records.feeds.domain.disclosure import published, table_of

LABELS = ("a", "b", "c")
COUNTS = st.dictionaries(st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)), st.integers(0, 500))


@given(st.integers(0, 100_000))
def test_a_count_is_withheld_or_rounded_to_5(count: int) -> None:
    shown = published(count)
    assert (shown is None) == (count <= 7)
    assert shown is None or (shown % 5 == 0 and abs(shown - count) <= 2)


@given(COUNTS)
def test_totals_are_sums_of_what_is_shown(counts: dict[tuple[str, str], int]) -> None:
    table = table_of({place: published(count) for place, count in counts.items()}, LABELS, LABELS)
    shown = [cell for line in table.lines for cell in line.cells if cell is not None]
    assert sum(line.total for line in table.lines) == sum(table.totals) == sum(shown)
    assert all(total % 5 == 0 for total in table.totals)


@given(COUNTS, st.sampled_from(LABELS), st.sampled_from(LABELS), st.integers(0, 7))
def test_a_small_count_changes_nothing(counts: dict[tuple[str, str], int], row: str, column: str, small: int) -> None:
    """Whether it is 0 or 7, and whether there is such a pair at all: the table is the same."""
    without = {place: published(count) for place, count in counts.items() if place != (row, column)}
    assert table_of(without | {(row, column): published(small)}, LABELS, LABELS) == table_of(without, LABELS, LABELS)
