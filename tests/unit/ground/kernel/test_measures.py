"""Figures of measures: intervals, and what is withheld."""

from datetime import date

import pytest

from fourfold.ground.kernel.measures import Count, MeasureResult, Median, Share, Unit
from fourfold.ground.kernel.periods import Period

NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))


def test_a_share_has_the_interval_of_wilson() -> None:
    """Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29."""
    published = {(81, 263): (25.53, 36.62), (15, 148): (6.24, 16.05), (0, 20): (0, 16.11), (1, 29): (0.61, 17.18)}
    for (numerator, denominator), (low, high) in published.items():
        assert Share(numerator, denominator).interval == pytest.approx((low, high), abs=0.005)


def test_a_share_of_nothing_has_no_figure() -> None:
    assert Share(0, 0).percent is None
    assert Share(0, 0).interval is None
    result = MeasureResult.of_share("key", NOVEMBER, Share(0, 0))
    assert (result.value, result.n, result.note) == (None, 0, "There was nothing to count.")


def test_an_interval_holds_its_share() -> None:
    for of in range(1, 200):
        for share in (Share(0, of), Share(of // 2, of), Share(of, of)):
            low, high = share.interval or (1.0, 0.0)
            assert share.percent is not None
            assert low <= share.percent <= high, share


@pytest.mark.parametrize(("numerator", "denominator"), [(3, 2), (-1, 2)])
def test_a_share_is_a_part_of_its_whole(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="share"):
        Share(numerator, denominator)


def test_a_count_is_not_below_nought() -> None:
    with pytest.raises(ValueError, match="count"):
        Count(-1)


@pytest.mark.parametrize("share", [Share(7, 100), Share(93, 100), Share(0, 100), Share(100, 100), Share(7, 7)])
def test_small_parts_about_people_are_withheld_without_any_number(share: Share) -> None:
    result = MeasureResult.of_share("key", NOVEMBER, share, about_people=True)
    assert (result.value, result.low, result.high, result.n) == (None, None, None, None)
    assert result.note.startswith("Withheld")
    assert MeasureResult.of_share("key", NOVEMBER, share).value == share.percent


def test_shares_about_people_are_made_of_rounded_counts() -> None:
    result = MeasureResult.of_share("key", NOVEMBER, Share(33, 101), about_people=True)
    assert result.value == pytest.approx(100 * 35 / 105)
    assert result.n == 105


@pytest.mark.parametrize(("count", "shown"), [(0, None), (7, None), (8, 10), (12, 10), (13, 15)])
def test_counts_about_people_are_withheld_then_rounded(count: int, shown: float | None) -> None:
    assert MeasureResult.of_count("key", NOVEMBER, Count(count), about_people=True).value == shown
    assert MeasureResult.of_count("key", NOVEMBER, Count(count)).value == count


def test_a_median_that_rests_on_few_people_is_withheld() -> None:
    few, more = Median(2.5, 7), Median(2.5, 13)
    assert MeasureResult.of_median("key", NOVEMBER, few, about_people=True).value is None
    shown = MeasureResult.of_median("key", NOVEMBER, more, about_people=True)
    assert (shown.value, shown.n, shown.unit) == (2.0, 15, Unit.DAYS)
    assert MeasureResult.of_median("key", NOVEMBER, few).value == 2.5
    assert MeasureResult.of_median("key", NOVEMBER, Median(None, 0)).value is None
