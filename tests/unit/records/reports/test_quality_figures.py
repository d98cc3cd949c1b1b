"""When a feed is late, what a month's figures say, and what makes it need a look."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from fourfold.engines.tabular.contract import Frequency
from fourfold.ground.kernel.periods import Period
from fourfold.records.feeds.domain.contracts import contract
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.reports.domain.quality_expected import (
    Arrival,
    Timeliness,
    days_late,
    last_days,
    next_due,
    timeliness,
)
from fourfold.records.reports.domain.quality_figures import Fact, month_figures, share_said
from fourfold.records.reports.domain.quality_standing import Reason, Verdict, standing_of_feed

DAILY, WEEKLY = contract("missing-episodes"), contract("return-home-interviews")
CRIME = contract("street-crime")
MARCH = Period(date(2026, 3, 1), date(2026, 4, 1))


def came(as_of: int, received: int | None = None) -> Arrival:
    """Written on a day of March 2026, and received then or later."""
    return Arrival(date(2026, 3, as_of), date(2026, 3, received or as_of))


@pytest.mark.parametrize(
    ("frequency", "days"),
    [
        (Frequency.DAILY, 181),
        (Frequency.WEEKLY, 26),
        (Frequency.MONTHLY, 6),
        (Frequency.QUARTERLY, 2),
        (Frequency.TERMLY, 1),
        (Frequency.YEARLY, 0),
        (Frequency.ONCE, 0),
    ],
)
def test_periods_end_as_often_as_the_contract_says(frequency: Frequency, days: int) -> None:
    assert len(list(last_days(frequency, date(2026, 1, 1), date(2026, 7, 1)))) == days


def test_a_weekly_feed_is_late_from_the_fourth_day_after_its_sunday() -> None:
    since = date(2026, 3, 2)
    assert next_due(WEEKLY, [], since) == date(2026, 3, 11)
    assert [days_late(WEEKLY, [], since, date(2026, 3, day)) for day in (10, 11, 12, 20)] == [0, 0, 1, 9]
    assert next_due(WEEKLY, [came(9)], since) == date(2026, 3, 18)
    assert next_due(CRIME, [], since) is None or CRIME.frequency is not Frequency.ONCE


def test_a_delivery_that_was_written_before_the_week_was_over_does_not_cover_it() -> None:
    arrivals = [came(7), came(15, 17), came(23, 28)]
    found = timeliness(WEEKLY, arrivals, date(2026, 3, 2), MARCH)
    # Due in March: the weeks that end on 8, 15 and 22 March; 1 March was before the feed was expected.
    assert found == Timeliness(expected=3, on_time=1, late=2)


def test_what_never_came_is_missing() -> None:
    found = timeliness(DAILY, [came(1), came(2, 9)], date(2026, 3, 1), Period(date(2026, 3, 1), date(2026, 3, 11)))
    assert (found.expected, found.on_time, found.late, found.missing) == (9, 1, 1, 7)


def fact(**changed: Any) -> Fact:
    """A delivery of 200 rows of missing episodes, all of them new."""
    moment = datetime(2026, 3, 5, 9, tzinfo=UTC)
    whole: dict[str, Any] = {
        "contract": DAILY.key,
        "holder_id": UUID(int=1),
        "state": DeliveryState.DELIVERED,
        "as_of": moment,
        "received_at": moment,
        "counts": {"rows": 200, "entered": 200, "already_here": 0, "waiting": 0},
    }
    return Fact(**whole | changed)


def test_rows_of_people_are_withheld_and_rounded() -> None:
    figures = month_figures(
        DAILY,
        [fact(counts={"rows": 203, "entered": 200, "waiting": 3}, waiting={"risk_level": 3, "": 12})],
        MARCH,
        None,
    )
    assert figures["rows"] == 205
    assert figures["still_waiting"] is None
    assert figures["valid"] == "most"
    assert figures["faults"] == {"": 10, "risk_level": None}


def test_what_was_mended_was_not_valid_as_it_was_sent() -> None:
    mended = fact(counts={"rows": 100, "entered": 100, "waiting": 0}, mended=20, waiting={"district": 20})
    refused = fact(state=DeliveryState.REFUSED, counts={"rows": 100, "waiting": 0}, waiting={"district": 100})
    assert month_figures(DAILY, [mended], MARCH, None)["valid"] == "80"
    assert month_figures(DAILY, [mended, refused], MARCH, None)["valid"] == "40"


def test_published_data_is_counted_exactly() -> None:
    figures = month_figures(CRIME, [fact(contract=CRIME.key, counts={"rows": 3, "entered": 3})], MARCH, None)
    assert (figures["rows"], figures["valid"], figures["new"]) == (3, "100.0", "100.0")


@pytest.mark.parametrize(
    ("yes", "no", "said"),
    [
        (0, 0, "unknown"),
        (7, 7, "unknown"),
        (8, 7, "most"),
        (7, 8, "few"),
        (8, 8, "50"),
        (8, 999, "5"),
        (999, 8, "95"),
    ],
)
def test_a_share_never_says_who_is_on_the_small_side(yes: int, no: int, said: str) -> None:
    assert share_said(yes, no, of_people=True) == said


def month(**changed: Any) -> dict[str, Any]:
    """The figures of a month in which all went well."""
    return {"deliveries": 1, "refused": 0, "valid": "most", "now": {"days_late": 0, "last": "2026-03-05"}} | changed


def test_the_worst_is_said_first() -> None:
    good = month()
    late = month(now={"days_late": 3, "last": "2026-03-01", "last_state": "refused"})
    refused = month(now={"days_late": 0, "last": "2026-03-01", "last_state": "refused"})
    invalid = month(valid="60")
    waited = month(deliveries=0, now={"days_late": 0, "last": ""})
    found = [standing_of_feed(DAILY, [one]) for one in (waited, good, invalid, refused, late)]
    ranked = [one.verdict for one in sorted(found, key=lambda one: one.order)]
    assert ranked == [Verdict.LATE, Verdict.LOOK, Verdict.LOOK, Verdict.WAITED_FOR, Verdict.GOOD]
    assert found[2].reasons == (Reason.INVALID,)


def test_a_month_that_is_short_at_its_source_is_a_warning_and_the_running_one_is_not() -> None:
    volume: dict[str, int | None] = {f"2026-{number:02d}": 1_500 for number in range(1, 9)}
    short = standing_of_feed(DAILY, [month(now={"last": "2026-08-05", "volume": volume | {"2026-07": 900}})])
    running = standing_of_feed(DAILY, [month(now={"last": "2026-08-05", "volume": volume | {"2026-08": 20}})])
    assert (short.reasons, running.reasons) == ((Reason.VOLUME,), ())
