"""Published figures of districts: what two versions tell, sums, months, words."""

from datetime import UTC, date, datetime
from itertools import product
from uuid import uuid4

import pytest

from fourfold.records.feeds.domain.disclosure import published
from fourfold.records.identity.queries.places import District
from fourfold.records.reports.domain.areas import (
    CATALOGUE,
    Cell,
    Measure,
    kept,
    month_before,
    months_to,
    rate,
    read_month,
    shown,
    total,
)
from fourfold.records.reports.presenters import areas as presenter
from fourfold.records.reports.presenters.area_charts import trend
from fourfold.records.reports.queries.areas import Figures, Release

HERE = District("E07000114", "Thanet", 140_000)
THERE = District("E07000108", "Dover", 116_000)


def test_two_versions_never_tell_a_count_to_fewer_than_five_values() -> None:
    """All that could be concluded from a first figure and its correction, by trying every pair of counts."""
    first: dict[tuple[int | None, int | None], set[int]] = {}
    second: dict[tuple[int | None, int | None], set[int]] = {}
    for before, now in product(range(43), repeat=2):  # up to the last of those that are shown as 40
        seen = published(before), shown(before, now)
        first.setdefault(seen, set()).add(before)
        second.setdefault(seen, set()).add(kept(before, now))

    assert min(len(counts) for worlds in (first, second) for counts in worlds.values()) >= 5


def test_a_cell_follows_only_a_clear_change() -> None:
    assert [kept(12, now) for now in (5, 4, 0, 17, 19, 20)] == [12, 4, 0, 12, 12, 20]
    assert [kept(13, now) for now in (20, 21, 23)] == [13, 13, 23]
    assert kept(None, 3) == 3


def test_sums_add_up_what_is_shown() -> None:
    found = total([Cell(15), Cell(None), Cell(10)])

    assert (found.value, found.withheld, found.cells) == (25, 1, 3)
    assert presenter.total_text(found) == "25 and 1 withheld"
    assert presenter.total_text(total([Cell(None)])) == "all withheld"


def test_months_go_back_over_new_year() -> None:
    assert months_to(date(2026, 2, 1), 3) == [date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1)]
    assert month_before(date(2025, 12, 1), -1) == date(2026, 1, 1)
    assert rate(None, 100) is rate(5, 0) is None
    assert rate(15, 140_000) == 1.1


@pytest.mark.parametrize("text", ["", "2026", "2026-13", "2026-00", "0000-01", "2026-1", "2026-10-01", "２０２６-10"])
def test_what_is_no_month_is_none(text: str) -> None:
    assert read_month(text) is None


def test_a_month_that_is_short_at_the_source_is_no_fall() -> None:
    """As Kent's published crime of 2018: December is short in every copy of it."""
    counts = {"2018-10": 700, "2018-11": 450, "2018-12": 200, "2019-01": 650, "2019-02": 600}
    found = _figures({read_month(month): count for month, count in counts.items()})  # type: ignore[misc]
    months = months_to(date(2019, 2, 1))

    odd = presenter.odd_months(found, Measure.VIOLENCE_PUBLISHED, months)

    assert list(odd) == [date(2018, 11, 1), date(2018, 12, 1)]
    assert "short at its source" in presenter.odd_text(odd[date(2018, 12, 1)])
    words = presenter.change_text(Cell(200), Cell(700), is_odd=True)
    assert "cannot be compared" in words


def test_a_withheld_figure_is_a_band_and_the_axis_begins_at_zero() -> None:
    found = _figures({date(2026, 1, 1): 300, date(2026, 2, 1): None, date(2026, 3, 1): 310})
    months = months_to(date(2026, 3, 1))

    svg = trend(found, CATALOGUE[0], months, HERE)

    assert "withheld in 1 months, drawn as a band from 0 to 7" in svg
    assert ">0</text>" in svg
    assert 'stroke-width="9"' in svg
    assert not trend(found, CATALOGUE[1], months, HERE)


def _figures(counts: dict[date, int | None]) -> Figures:
    releases = {
        (Measure.VIOLENCE_PUBLISHED, month): Release(
            measure=Measure.VIOLENCE_PUBLISHED,
            month=month,
            version=1,
            note="",
            vintages=(2011,),
            holders=(uuid4(),),
            deliveries=1,
            newest_on=month,
            is_synthetic=False,
            computed_at=datetime(2026, 4, 1, tzinfo=UTC),
            cells={HERE.code: Cell(count), THERE.code: Cell(10)},
        )
        for month, count in counts.items()
    }
    return Figures((THERE, HERE), releases, {})
