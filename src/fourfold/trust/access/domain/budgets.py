"""Read budgets: how many people's records somebody reads in an hour and a day before it is asked about.

A budget never shuts anybody out: safety comes first. Beyond it answers come more slowly, and the data protection
officer hears of it at once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fourfold.trust.partnership.domain.roles import RoleKind

LONGEST_WAIT = 2.0
"""Seconds that an answer is held back at most."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """How many people an hour and a day, from a day on. `duty_*` is for those who work through others' lists."""

    since: date
    an_hour: int
    a_day: int
    duty_an_hour: int
    duty_a_day: int
    bulk_an_hour: int = 10_000
    bulk_a_day: int = 20_000
    """People whose records are read in bulk, without names, for analysis."""


ALLOWANCES = (Allowance(date(2019, 7, 1), 120, 400, 240, 900),)
"""Dated, the latest last. A change is a new line, so that yesterday's alerts stay explicable."""

ON_DUTY = frozenset({RoleKind.LEAD_RESPONSIBLE_OFFICER, RoleKind.DATA_PROTECTION_OFFICER})
"""Roles that answer for more people than one worker does."""


@dataclass(frozen=True, slots=True)
class Budget:
    """What somebody has read in this hour and in the last 24, against what is usual."""

    in_hour: int
    in_day: int
    an_hour: int
    a_day: int

    @property
    def is_over(self) -> bool:
        """Whether either is passed."""
        return self.in_hour > self.an_hour or self.in_day > self.a_day

    @property
    def wait(self) -> float:
        """Seconds by which the answer is held back: none within the budget, two at the budget passed twice."""
        passed = max(self.in_hour / self.an_hour, self.in_day / self.a_day) - 1
        return min(LONGEST_WAIT, max(0.0, passed * LONGEST_WAIT))


def budget_of(roles: Iterable[RoleKind], in_hour: int, in_day: int, *, on: date) -> Budget:
    """The budget of somebody with these roles on a day. Raises LookupError before the first allowance."""
    allowed = _allowance(on)
    if ON_DUTY.isdisjoint(roles):
        return Budget(in_hour, in_day, allowed.an_hour, allowed.a_day)
    return Budget(in_hour, in_day, allowed.duty_an_hour, allowed.duty_a_day)


def bulk_budget(in_hour: int, in_day: int, *, on: date) -> Budget:
    """The budget of what is read in bulk, for analysis: the same for everybody. Raises LookupError as above."""
    allowed = _allowance(on)
    return Budget(in_hour, in_day, allowed.bulk_an_hour, allowed.bulk_a_day)


def _allowance(on: date) -> Allowance:
    open_then = [one for one in ALLOWANCES if one.since <= on]
    if not open_then:
        raise LookupError(f"No read budget is known for {on}.")
    return open_then[-1]
