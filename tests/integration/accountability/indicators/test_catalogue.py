"""The catalogue and the open series that come with Fourfold."""

from datetime import date

import pytest
from tests.indicators import measured_plan, register
from tests.people import Cast

from fourfold.accountability.indicators.domain.catalogue import definitions
from fourfold.accountability.indicators.domain.places import OUTSIDE, UNPLACED, WHOLE, places
from fourfold.accountability.indicators.models import Indicator, Observation
from fourfold.accountability.indicators.operations.catalogue import register_indicators
from fourfold.accountability.indicators.queries.factors import factors_with_indicators
from fourfold.accountability.indicators.queries.series import series_for_chart
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import INSTALLATION


def test_registering_twice_changes_nothing(people: Cast) -> None:
    with acting_as(INSTALLATION.actor):
        assert register_indicators(actor=INSTALLATION, now=now()) > 700
        assert register_indicators(actor=INSTALLATION, now=now()) == 0
        assert Indicator.objects.count() == len(definitions())


def test_nobody_else_writes_the_catalogue(people: Cast) -> None:
    with pytest.raises(NotAllowed), people.cora.acting() as cora:
        register_indicators(actor=cora, now=now())


def test_the_whole_is_its_districts_and_what_has_no_place(people: Cast) -> None:
    register()
    with people.vic.acting():
        rows = Observation.objects.filter(series__indicator__key="police-recorded-violence", start=date(2022, 1, 1))
        values = dict(rows.values_list("series__place", "value"))
    districts = [place.code for place in places().values() if place.is_district]
    assert len(districts) == 13
    assert values[WHOLE] == sum(values[code] for code in districts) + values[UNPLACED]
    assert values[OUTSIDE] == 36


def test_months_that_are_short_at_the_source_are_incomplete_everywhere(people: Cast) -> None:
    register()
    with people.vic.acting():
        rows = Observation.objects.filter(series__indicator__key="police-recorded-weapons", complete=False)
        assert set(rows.values_list("start", flat=True)) == {date(2018, 11, 1), date(2018, 12, 1)}
        assert rows.filter(series__place=WHOLE).count() == 2


def test_a_plans_words_find_their_indicators(people: Cast) -> None:
    plan = measured_plan(people)
    with people.vic.acting() as vic:
        found = factors_with_indicators(vic, plan.plan_id)
        public = factors_with_indicators(vic, plan.plan_id, public_only=True)
    measures = {factor.text: [item.indicator.key for item in factor.measures] for factor in found.factors}
    assert measures["Young people fear gangs and knives less"] == [
        "feels-safe-after-dark",
        "pupils-feel-safe-after-dark",
    ]
    assert measures["Reduction in youth violence"][0] == "police-recorded-violence"
    assert measures["Something that no catalogue knows"] == []
    violence = next(item for factor in found.factors for item in factor.measures if item.indicator.rate)
    assert (len(violence.figures), violence.latest.period.start, violence.latest.value) == (
        21,
        date(2024, 4, 1),
        5813,
    )
    assert [item.indicator.key for factor in public.factors for item in factor.measures] == [
        "feels-safe-after-dark",
        "police-recorded-violence",
    ]


def test_forty_charts_take_as_many_queries_as_one(people: Cast, django_assert_max_num_queries) -> None:
    plan = measured_plan(people)
    with people.vic.acting() as vic, django_assert_max_num_queries(3):
        found = series_for_chart(vic, plan.indicators.values(), plan_id=plan.plan_id)
    assert len(found) == len(definitions())
    with people.vic.acting() as vic, django_assert_max_num_queries(8):
        factors_with_indicators(vic, plan.plan_id)
