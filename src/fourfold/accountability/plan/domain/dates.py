"""When an action next needs somebody: its next open date, and whether that has passed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from fourfold.accountability.plan.domain.states import Status, TimescaleKind
from fourfold.ground.kernel.clock import show_date

Day = date
"""A calendar day, under a name that a field called `date` does not hide."""

SOON_DAYS = 30
"""How many days ahead a date counts as due soon."""


class Dated(Protocol):
    """What a timescale must offer."""

    kind: str
    date: Day | None
    done_on: Day | None


@dataclass(frozen=True, slots=True)
class NextDate:
    """The next open date of an action, as seen on a day. `days` is negative when it has passed."""

    kind: TimescaleKind
    on: date | None
    days: int | None

    @property
    def is_overdue(self) -> bool:
        """Whether the date has passed."""
        return self.days is not None and self.days < 0

    @property
    def label(self) -> str:
        """`Due 31 July 2019`, `Review 31 July 2019` or `Ongoing`."""
        return f"{self.kind.label} {show_date(self.on)}" if self.on else TimescaleKind.ONGOING.label

    @property
    def late_label(self) -> str:
        """`Overdue by 3 days`, or an empty string."""
        if self.days is None or self.days >= 0:
            return ""
        late = -self.days
        return f"Overdue by {late} day{'s' if late != 1 else ''}"


def next_date(timescales: Iterable[Dated], *, status: Status, today: date) -> NextDate | None:
    """The earliest open date; `Ongoing` when there is none but the action goes on; None when it is complete."""
    if status is Status.COMPLETE:
        return None
    dated = [item for item in timescales if item.done_on is None]
    first = min((item for item in dated if item.date), key=lambda item: item.date or today, default=None)
    if first is not None and first.date is not None:
        return NextDate(TimescaleKind(first.kind), first.date, (first.date - today).days)
    return NextDate(TimescaleKind.ONGOING, None, None)
