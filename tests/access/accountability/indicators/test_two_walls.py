"""Who reads indicators and who writes figures: the policy and row-level security agree, and either alone holds."""

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from tests.indicators import MeasuredPlan, measured_plan
from tests.pages import MOST_QUERIES, bytes_of, queries_of
from tests.people import Cast, ClientOf, Colleague

from fourfold.accountability.indicators import policies
from fourfold.accountability.indicators.domain.kinds import Direction
from fourfold.accountability.indicators.domain.periods import Frequency
from fourfold.accountability.indicators.domain.places import WHOLE
from fourfold.accountability.indicators.models import FactorIndicator, Indicator, Observation, Series, Yardstick
from fourfold.accountability.indicators.operations.shaping import OwnIndicator, add_indicator
from fourfold.accountability.indicators.queries.visibility import facts_of, visible_indicators
from fourfold.accountability.plan.domain.states import Audience
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.measures import Unit
from fourfold.trust.partnership.queries import agency_ids_by_key

ENTERS = {
    "homicides": {"cora", "pat"},
    "days-to-first-contact": {"cora", "ada"},
    "violence-attendances": {"cora", "hal"},
    "pspos-in-force": {"cora", "dee"},
    "victims-accepting": {"cora", "vic"},
    "roles-filled": set(),
}
EVERYBODY = ("cora", "ada", "pat", "mia", "dee", "hal", "vic", "leo")


@pytest.fixture
def plan(people: Cast) -> MeasuredPlan:
    return measured_plan(people)


def colleague(people: Cast, key: str) -> Colleague:
    found: Colleague = getattr(people, key)
    return found


@pytest.mark.parametrize("who", EVERYBODY)
def test_both_walls_let_the_same_people_write(who: str, people: Cast, plan: MeasuredPlan) -> None:
    for key, may in ENTERS.items():
        with colleague(people, who).acting() as actor:
            found = visible_indicators(actor).filter(key=key).first()
            assert (found is None) == (who == "leo")
            if found is not None:
                assert bool(policies.enter(actor, facts_of(found))) == (who in may), key
            row = Series(indicator_id=plan.indicators[key], place="E07000114")
            if who in may:
                Series.objects.bulk_create([row])
            else:
                with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
                    Series.objects.bulk_create([row])


@pytest.mark.parametrize("who", ["pat", "mia", "vic"])
def test_only_coordinators_shape(who: str, people: Cast, plan: MeasuredPlan, client_of: ClientOf) -> None:
    client = client_of(colleague(people, who))
    factor = plan.factors["Reduction in youth violence"]
    for address in (
        f"/plans/{plan.plan_id}/success-factors/match/",
        f"/plans/{plan.plan_id}/success-factors/{factor}/add/",
        f"/plans/{plan.plan_id}/success-factors/{factor}/new/",
        plan.page("homicides", "yardstick/"),
        plan.page("homicides", "public/"),
    ):
        assert client.post(address).status_code == 403, address
    with colleague(people, who).acting():
        assert FactorIndicator.objects.all().delete()[0] == 0
        assert Indicator.objects.update(is_public=True) == 0
        row = Yardstick(
            plan_id=plan.plan_id,
            indicator_id=plan.indicators["homicides"],
            place=WHOLE,
            kind="target",
            value=1,
            on=now().date(),
            reason="Mine",
            set_at=now(),
        )
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Yardstick.objects.bulk_create([row])


def own_indicator(people: Cast, plan: MeasuredPlan) -> Indicator:
    with people.cora.acting() as cora:
        said = OwnIndicator(
            title="A measure of one team",
            definition="Counted by the team",
            unit=Unit.COUNT,
            direction=Direction.UP,
            frequency=Frequency.MONTH,
            source="The team",
            owner_id=agency_ids_by_key()["kent-police"],
            place=WHOLE,
        )
        factor = plan.factors["Reduction in youth violence"]
        return add_indicator(actor=cora, now=now(), plan_id=plan.plan_id, factor_id=factor, indicator=said)


def test_a_teams_indicator_is_as_hidden_as_its_plan(people: Cast, client_of: ClientOf) -> None:
    plan = measured_plan(people, audience=Audience.TEAM)
    mine = own_indicator(people, plan)
    page = f"/plans/{plan.plan_id}/indicators/{mine.pk}/"
    assert client_of(people.cora).get(page).status_code == 200
    pat = client_of(people.pat)
    absent = page.replace(str(mine.pk), "00000000-0000-4000-8000-000000000000")
    hidden, nothing = pat.get(page), pat.get(absent)
    assert hidden.status_code == 404
    assert bytes_of(hidden).replace(str(mine.pk).encode(), b"") == bytes_of(nothing).replace(
        b"00000000-0000-4000-8000-000000000000", b""
    )
    with people.pat.acting() as standing:
        assert not visible_indicators(standing).filter(pk=mine.pk).exists()
        assert not Indicator.objects.filter(pk=mine.pk).exists()
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Series.objects.bulk_create([Series(plan_id=plan.plan_id, indicator_id=mine.pk, place=WHOLE)])


def test_an_indicator_of_one_plan_is_not_found_under_another(people: Cast, client_of: ClientOf) -> None:
    team, other = measured_plan(people, audience=Audience.TEAM), measured_plan(people)
    mine = own_indicator(people, team)
    assert client_of(people.cora).get(f"/plans/{other.plan_id}/indicators/{mine.pk}/").status_code == 404


def test_pages_take_few_queries(people: Cast, client_of: ClientOf, plan: MeasuredPlan) -> None:
    vic, cora = client_of(people.vic), client_of(people.cora)
    factor = plan.factors["Reduction in youth violence"]
    for client, address in (
        (vic, f"/plans/{plan.plan_id}/success-factors/"),
        (vic, f"/plans/{plan.plan_id}/success-factors/{factor}/"),
        (cora, plan.page("police-recorded-violence", "?place=E07000114&beside=E23000032&as=rate")),
        (cora, plan.page("police-recorded-violence", "history/")),
        (cora, plan.page("police-recorded-violence", "enter/")),
    ):
        assert len(queries_of(client, address)) <= MOST_QUERIES, address


def test_nothing_is_read_without_a_context(people: Cast, plan: MeasuredPlan) -> None:
    assert not Observation.objects.exists()
    assert not Indicator.objects.exists()
