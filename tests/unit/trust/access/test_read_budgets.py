"""How long an answer waits: not within the budget, growing beyond it, two seconds at most, never a refusal."""

from datetime import date

import pytest

from fourfold.trust.access.domain.budgets import ALLOWANCES, LONGEST_WAIT, Budget, budget_of
from fourfold.trust.partnership.domain.roles import RoleKind

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("in_hour", "in_day", "is_over", "wait"),
    [(0, 0, False, 0), (120, 400, False, 0), (180, 180, True, 1), (240, 240, True, 2), (9000, 9000, True, 2)],
)
def test_beyond_the_budget_it_grows(in_hour: int, in_day: int, is_over: bool, wait: float) -> None:
    budget = budget_of([RoleKind.MEMBER], in_hour, in_day, on=DAY)
    assert (budget.is_over, budget.wait) == (is_over, wait)


def test_the_day_counts_too() -> None:
    assert budget_of([RoleKind.MEMBER], 10, 401, on=DAY).is_over


def test_those_on_duty_read_more() -> None:
    assert not budget_of([RoleKind.LEAD_RESPONSIBLE_OFFICER], 200, 800, on=DAY).is_over


def test_it_never_waits_longer_and_grows_with_each_person() -> None:
    waits = [Budget(count, 0, 120, 400).wait for count in range(500)]
    assert waits == sorted(waits)
    assert max(waits) == LONGEST_WAIT


def test_allowances_are_in_the_order_of_their_days_and_one_is_always_open() -> None:
    assert list(ALLOWANCES) == sorted(ALLOWANCES, key=lambda one: one.since)
    with pytest.raises(LookupError):
        budget_of([], 1, 1, on=date(2000, 1, 1))
