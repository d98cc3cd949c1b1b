"""What the shared data set gives success factor 6, from stored figures and from reviewers' decisions."""

from datetime import date, timedelta

import pytest
from tests.people import Cast
from tests.records import agency

from fourfold.accountability.indicators.domain.catalogue import definitions
from fourfold.accountability.indicators.operations.measuring import known_measures
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.periods import Period
from fourfold.ground.postgres.context import acting_as
from fourfold.records.identity.queries import quality as linkage
from fourfold.records.reports import measures
from fourfold.records.reports.models import FeedQuality
from fourfold.trust.partnership.domain.roles import MEASURER

END = today().replace(day=1)
MONTH = Period((END - timedelta(days=1)).replace(day=1), END)
QUIET = {"expected": 0, "on_time": 0, "deliveries": 0, "valid": "unknown"}


@pytest.fixture
def figures(people: Cast) -> None:
    """Three feeds of a month: one that came in time, one that came late, one that was not due."""
    filled = dict.fromkeys(("", "other_names", "date_of_birth"), "most") | {"sex": "50", "address": "45"}
    stored = {
        "missing-episodes": {
            "expected": 30,
            "on_time": 12,
            "deliveries": 12,
            "valid": "most",
            "now": {"filled": filled},
        },
        "police-incidents": {"expected": 30, "on_time": 0, "deliveries": 0, "valid": "unknown"},
        "education": QUIET | {"deliveries": 1, "valid": "90"},
        "street-crime": QUIET,
    }
    with acting_as(MEASURER.actor):
        FeedQuality.objects.bulk_create(
            FeedQuality(
                contract=key, holder_id=agency("kent-police"), month=MONTH.start, measured_at=now(), figures=one
            )
            for key, one in stored.items()
        )


def value(measure: object, period: Period = MONTH) -> tuple[float | None, int | None]:
    """A measure's figure, and what it rests on."""
    with acting_as(MEASURER.actor):
        found = measure(MEASURER, period)  # type: ignore[operator]
    return (None if found.value is None else round(found.value, 1), found.n)


def test_feeds_of_a_month(figures: None) -> None:
    assert value(measures.feeds_live) == (66.7, 3)
    assert value(measures.feeds_on_time) == (20.0, 60)
    assert value(measures.feeds_valid) == (50.0, 2)
    # Of ten columns that may be empty, two are always filled and one in half of the rows.
    assert value(measures.columns_filled) == (30.0, 10)
    assert value(measures.feeds_live, Period(date(2020, 1, 1), date(2020, 2, 1))) == (None, 0)


def test_linkage_is_what_reviewers_decided_and_only_now(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    assert value(measures.linkage_precision) == (None, 0)
    assert value(measures.linkage_gap) == (None, None)
    decided = [(3, "together", 45), (2, "apart", 5), (-1, "together", 15), (-2, "apart", 10)]
    monkeypatch.setattr(linkage, "_asked", lambda sql: decided if "labels" in sql else [])
    assert value(measures.linkage_precision) == (90.0, 50)
    assert value(measures.linkage_recall) == (75.0, 60)
    assert value(measures.linkage_recall, Period(date(2026, 1, 1), date(2026, 2, 1))) == (None, None)


def test_every_measure_stands_in_the_catalogue() -> None:
    named = {one.measure for one in definitions().values()}
    assert {key for key in known_measures() if key.startswith("reports.")} <= named
