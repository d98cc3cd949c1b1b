"""The story's calendar: alive on whatever day it is loaded."""

from datetime import date, timedelta
from itertools import pairwise

import pytest

from fourfold.accountability.plan.domain.dates import SOON_DAYS
from fourfold.accountability.plan.domain.reading import read_plan as read_document
from fourfold.accountability.plan.domain.states import Status, TimescaleKind
from fourfold.ground.kernel.clock import LONDON
from fourfold.project.demonstration.loading import text_of
from fourfold.project.demonstration.story.days import Days
from fourfold.project.demonstration.story.entries import ActionStory
from fourfold.project.demonstration.story.reading import read_plan
from fourfold.trust.partnership.queries import known_register

COUNTY = read_plan("kent-and-medway")
OVERDUE = {"prevent 7", "prevent 10", "protect 6", "prepare 3", "prepare 4"}
SOON = {"prevent 1", "prevent 5", "protect 2", "protect 4", "pursue 1"}
LOADING_DAYS = [date(2026, 11, 22) + timedelta(days=step) for step in range(-330, 800)]


@pytest.mark.parametrize("loaded_on", [date(2026, 11, 22), date(2027, 1, 4), date(2028, 2, 29)])
def test_a_day_is_a_working_day_at_or_just_before(loaded_on):
    days = Days(loaded_on)
    for day in range(-420, 120):
        found = days.working_day(day)
        assert found.weekday() < 5
        assert (found.month, found.day) not in {(12, 25), (12, 26), (1, 1)}
        assert 0 <= (loaded_on + timedelta(days=day) - found).days <= 4


def test_moments_ascend_within_office_hours_and_stay_the_same():
    days = Days(date(2026, 11, 22))
    what = [f"thing {number}" for number in range(90)]
    moments = days.moments(date(2026, 7, 1), what)
    assert all(earlier <= later for earlier, later in pairwise(moments))
    assert all(8 <= moment.astimezone(LONDON).hour < 17 for moment in moments)
    # Written down, since Python's own hash of a text is another in every process.
    one = days.moments(date(2026, 7, 1), ["Prevent 1: update"])[0].astimezone(LONDON)
    assert (one.hour, one.minute) == (8, 52)


@pytest.mark.parametrize(
    ("loaded_on", "shown"),
    [
        (date(2026, 11, 30), "July 2026 and May 2027"),
        (date(2026, 12, 1), "August 2026 and June 2027"),
        (date(2026, 1, 31), "September 2025 and July 2026"),
        (date(2028, 2, 29), "October 2027 and August 2028"),
    ],
)
def test_months_move_with_the_month_of_loading(loaded_on, shown):
    assert Days(loaded_on).shift_months("July 2026 and May 2027") == shown


def test_the_same_actions_are_overdue_and_due_soon_on_every_loading_day():
    written = _dates_of_document(Days(date(2026, 11, 22)))
    for loaded_on in LOADING_DAYS:
        days = Days(loaded_on)
        # The document's months are read once and moved as the text is: reading it 1,130 times would take minutes.
        ahead = {
            action.place: (_next_date(action, _moved(written[action.place], days), days) - loaded_on).days
            for action in COUNTY.actions
            if not _is_complete(action) and _has_date(action, written[action.place])
        }
        assert {place for place, left in ahead.items() if left < 0} == OVERDUE, loaded_on
        assert {place for place, left in ahead.items() if 0 <= left <= SOON_DAYS} == SOON, loaded_on


def test_moving_the_months_and_reading_is_reading_and_moving_the_months():
    for loaded_on in (date(2026, 1, 31), date(2027, 2, 28), date(2028, 2, 29)):
        days = Days(loaded_on)
        written = _dates_of_document(Days(date(2026, 11, 22)))
        assert {place: _moved(dates, days) for place, dates in written.items()} == _dates_of_document(days)


Dates = dict[TimescaleKind, date]


def _dates_of_document(days: Days) -> dict[str, Dates]:
    content = days.shift_months(text_of(COUNTY.frame.document).decode()).encode()
    read = read_document(content, filename="plan.txt", register=known_register())
    return {
        f"{strand.name.lower()} {action.number}": {
            TimescaleKind(item.kind.value): item.date for item in action.timescales if item.date
        }
        for strand in read.strands
        for action in strand.actions
    }


def _moved(dates: Dates, days: Days) -> Dates:
    def moved(on: date) -> date:
        following = days.shift_months(f"{on:%B %Y}")
        month = next(
            number for number in range(1, 13) if date(2000, number, 1).strftime("%B") == following.split()[0]
        )
        year = int(following.split()[1])
        return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    return {kind: moved(on) for kind, on in dates.items()}


def _is_complete(action: ActionStory) -> bool:
    return any(update.status is Status.COMPLETE for update in action.updates)


def _has_date(action: ActionStory, dates: Dates) -> bool:
    return bool(dates) or any(update.review is not None for update in action.updates)


def _next_date(action: ActionStory, dates: Dates, days: Days) -> date:
    open_dates = dict(dates)
    for update in action.updates:
        if update.review is not None:
            open_dates[TimescaleKind.REVIEW] = days.working_day(update.review)
    return min(open_dates.values())
