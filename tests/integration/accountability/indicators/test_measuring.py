"""What the rooms measure: asked each night as the measurer, stored as they give it."""

import pytest
from django.db.utils import ProgrammingError
from tests.indicators import MeasuredPlan, measured_plan
from tests.pages import main
from tests.people import Cast, ClientOf

from fourfold.accountability.indicators.models import Observation
from fourfold.accountability.indicators.operations.measuring import Measures, known_measures, measure_all
from fourfold.accountability.indicators.tasks import measure
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.ground.kernel.measures import MeasureResult, Share
from fourfold.ground.kernel.periods import Period
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import MEASURER, Standing

NAME = "plan.actions-on-time"


@pytest.fixture
def plan(people: Cast) -> MeasuredPlan:
    return measured_plan(people)


def on_time(done: int, *, about_people: bool = False) -> Measures:
    def measured(actor: Standing, period: Period) -> MeasureResult:
        return MeasureResult.of_share(NAME, period, Share(done, 40), about_people=about_people)

    return {NAME: measured}


def run(measures: Measures) -> int:
    with acting_as(MEASURER.actor):
        return measure_all(actor=MEASURER, now=now(), measures=measures)


def figures(people: Cast) -> list[tuple[float | None, int, bool]]:
    with people.cora.acting():
        found = Observation.objects.filter(series__indicator__measure=NAME).order_by("start", "revision")
        return list(found.values_list("value", "revision", "is_current"))


def test_a_year_is_measured_once_and_the_last_months_again(people: Cast, plan: MeasuredPlan) -> None:
    assert run(on_time(30)) == 12
    assert run(on_time(30)) == 0
    assert run(on_time(34)) == 3
    assert figures(people)[-2:] == [(75.0, 1, False), (85.0, 2, True)]
    assert len(figures(people)) == 15


def test_what_is_withheld_is_stored_without_a_number(people: Cast, plan: MeasuredPlan) -> None:
    run(on_time(3, about_people=True))
    with people.cora.acting():
        (row,) = Observation.objects.filter(series__indicator__measure=NAME)
        assert (row.value, row.low, row.high, row.n) == (None, None, None, None)
        assert row.note.startswith("Withheld")


def test_nobody_enters_what_is_measured(people: Cast, client_of: ClientOf, plan: MeasuredPlan) -> None:
    client = client_of(people.cora)
    assert client.get(plan.page("actions-on-time", "enter/")).status_code == 403
    assert client.get(plan.page("actions-on-time", "import/")).status_code == 403
    assert "Fourfold measures it each night" in main(client.get(plan.page("actions-on-time")))
    with pytest.raises(NotAllowed), people.cora.acting() as cora:
        measure_all(actor=cora, now=now(), measures=on_time(30))


def test_the_measurer_writes_nothing_else(people: Cast, plan: MeasuredPlan) -> None:
    from fourfold.accountability.indicators.models import Series

    row = Series(indicator_id=plan.indicators["homicides"], place="E23000032")
    with pytest.raises(ProgrammingError, match="row-level security"), acting_as(MEASURER.actor):
        Series.objects.bulk_create([row])


def test_the_nightly_job_asks_the_rooms(people: Cast, plan: MeasuredPlan) -> None:
    measure(0)
    with people.cora.acting():
        asked = set(Observation.objects.values_list("series__indicator__measure", flat=True)) - {""}
    assert asked == set(known_measures())
