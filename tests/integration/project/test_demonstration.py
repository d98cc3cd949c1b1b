"""The demonstration's year, told into a real database through the operations, on several days of loading."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

import pytest
from tests.clocks import set_database_clock
from tests.records import past_the_walls

from fourfold.accountability.plan.domain.dates import SOON_DAYS, next_date
from fourfold.accountability.plan.domain.states import Marking, PlanState, Status
from fourfold.accountability.plan.models import Action, Comment, Evidence, Plan, Revision, Update
from fourfold.accountability.plan.queries.action import action_for_actor, work_plan
from fourfold.accountability.plan.queries.plans import plans_for_actor
from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import LONDON, today
from fourfold.ground.kernel.personal_data import find
from fourfold.ground.postgres.context import acting_as
from fourfold.project.demonstration.cast import CAST
from fourfold.project.demonstration.loading import is_loaded, load_people
from fourfold.project.demonstration.story import deliveries, tell
from fourfold.project.demonstration.story.reading import read_plan, read_story
from fourfold.trust.audit.models import Entry
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.finding import PersonFilter, find_people
from fourfold.trust.partnership.queries import account_by_email, standing_of

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

T = TypeVar("T")
COUNTY, THANET, GROUP = (plan.frame.title for plan in read_story())
REFRESH = "Kent and Medway Gangs Action Plan, refreshed (demonstration)"
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
LOADED_AT = [
    pytest.param(NOW, id="a Sunday morning in November"),
    pytest.param(datetime(2026, 2, 28, 23, 30, tzinfo=UTC), id="the last night of February", marks=pytest.mark.long),
    pytest.param(datetime(2026, 7, 31, 22, 59, tzinfo=UTC), id="a minute before August", marks=pytest.mark.long),
]


@dataclass
class Heard:
    """A progress callback that remembers."""

    calls: list[tuple[int, int, str]]

    def __call__(self, done: int, total: int, what: str) -> None:
        self.calls.append((done, total, what))


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


@pytest.fixture(autouse=True)
def demonstrating(settings: Any) -> None:
    """Made-up people answer by mail where the demonstration is served, and nowhere else."""
    settings.DEMONSTRATION = True


@pytest.mark.parametrize("loaded_at", LOADED_AT)
def test_the_year_is_told_as_designed(loaded_at, monkeypatch):
    monkeypatch.setattr(deliveries, "PEOPLE", 2_000)  # what they send is told elsewhere, of many more
    heard = Heard([])
    assert not is_loaded()
    set_database_clock(loaded_at)
    load_people(loaded_at)
    tell(progress=heard, now=loaded_at)
    assert is_loaded()

    assert [done for done, _total, _what in heard.calls] == list(range(1, heard.calls[0][1] + 1))
    assert act_as("marianne.osei", titles) == {COUNTY, THANET, GROUP, REFRESH}
    act_as("marianne.osei", statuses_are_as_designed)
    act_as("marianne.osei", dates_are_as_designed(today(loaded_at)))
    act_as("marianne.osei", all_is_past_and_in_office_hours(loaded_at))
    act_as("marianne.osei", nothing_looks_like_personal_data)
    act_as("marianne.osei", everybody_is_made_up)
    act_as("ruth.callender", restricted_updates_reach_only_those_named)
    assert act_as("tom.hadlow", restricted_count) == 2
    assert act_as("neil.stannard", restricted_count) == 2
    assert act_as("kuldeep.sandhu", restricted_count) == 1


def titles(actor: Standing) -> set[str]:
    return {plan.title for plan in plans_for_actor(actor, today=today())}


def statuses_are_as_designed(_actor: Standing) -> None:
    assert Counter(Action.objects.filter(plan__title=COUNTY).values_list("status", flat=True)) == {
        Status.COMPLETE: 6,
        Status.ON_TRACK: 12,
        Status.AT_RISK: 5,
        Status.OFF_TRACK: 2,
        Status.NOT_STARTED: 3,
    }
    drafts = set(Plan.objects.filter(state=PlanState.DRAFT).values_list("label", flat=True))
    assert drafts <= {"Refresh in draft"}
    assert not Plan.objects.filter(state=PlanState.CLOSED).exists()
    assert not Action.objects.filter(accountable_officer=None).exists()
    assert not Action.objects.filter(deputy=None).exists()
    assert Evidence.objects.exclude(file=None).count() == 4
    assert Revision.objects.filter(action__strand__kind="prevent", action__number=10).count() >= 4


def dates_are_as_designed(on: date) -> Callable[[Standing], None]:
    def check(_actor: Standing) -> None:
        overdue, soon = set(), set()
        for action in Action.objects.filter(plan__title=COUNTY).select_related("strand"):
            following = next_date(action.timescales.all(), status=Status(action.status), today=on)
            if following and following.is_overdue:
                overdue.add(f"{action.strand.kind} {action.number}")
            if following and following.days is not None and 0 <= following.days <= SOON_DAYS:
                soon.add(f"{action.strand.kind} {action.number}")
        assert overdue == {"prevent 7", "prevent 10", "protect 6", "prepare 3", "prepare 4"}
        assert soon == {"prevent 1", "prevent 5", "protect 2", "protect 4", "pursue 1"}

    return check


def all_is_past_and_in_office_hours(loaded_at: datetime) -> Callable[[Standing], None]:
    def check(_actor: Standing) -> None:
        for model in (Update, Comment, Evidence, Revision):
            for at in model.objects.values_list("at", flat=True):
                assert at < loaded_at
                assert at.astimezone(LONDON).weekday() < 5
                assert 8 <= at.astimezone(LONDON).hour < 17
        # What the log says happened is when it happened: no entry of a scene is later than the loading.
        assert not Entry.objects.filter(permission__startswith="plan:", occurred_at__gt=loaded_at).exists()

    return check


def act_as(key: str, what: Callable[[Standing], T]) -> T:
    """Do something as one of the demonstration's people, in a transaction of theirs."""
    user = account_by_email(next(character.email for character in CAST if character.key == key))
    assert user is not None
    with acting_as(Actor.person(user.pk)):
        return what(standing_of(Actor.person(user.pk)))


def nothing_looks_like_personal_data(_actor: Standing) -> None:
    for text, reason in Update.objects.values_list("text", "reason"):
        assert find(text + "\n" + reason) == []
    for text in Comment.objects.values_list("text", flat=True):
        assert find(text) == []


def everybody_is_made_up(actor: Standing) -> None:
    made_up = {character.name for character in CAST}
    assert {person.name for person in find_people(actor, PersonFilter()) if person.is_synthetic} == made_up
    wrote = set(Update.objects.values_list("author__name", flat=True))
    assert wrote <= made_up
    assert len(wrote) >= 20


def restricted_count(_actor: Standing) -> int:
    return Update.objects.filter(marking=Marking.OFFICIAL_SENSITIVE).count()


def restricted_updates_reach_only_those_named(actor: Standing) -> None:
    assert restricted_count(actor) == 0
    assert titles(actor) == {COUNTY, THANET}


def test_a_groups_plan_reaches_its_team_alone():
    load_people(NOW)
    tell(progress=Heard([]), now=NOW, plans=[read_plan("group")])
    inside = {"marianne.osei", "tom.hadlow", "grace.adeyemi"}
    for character in CAST:
        assert act_as(character.key, titles) == ({GROUP} if character.key in inside else set()), character.name


def test_a_district_plan_reaches_everyone_and_holds_its_work():
    load_people(NOW)
    tell(progress=Heard([]), now=NOW, plans=[read_plan("thanet")])
    assert act_as("priya.nair", titles) == {THANET}

    def look(actor: Standing) -> None:
        assert Counter(Action.objects.values_list("status", flat=True)) == {
            Status.ON_TRACK: 4,
            Status.AT_RISK: 1,
            Status.NOT_STARTED: 1,
        }
        found: UUID = Action.objects.get(strand__kind="protect", number=1).pk
        work = work_plan(action_for_actor(actor, found))
        assert [step.done_on is None for step in work.milestones] == [False, True]
        assert len(work.risks) == 1

    act_as("priya.nair", look)


def test_the_same_day_tells_the_same_story():
    first = Heard([])
    load_people(NOW)
    tell(progress=first, now=NOW, plans=[read_plan("group")])
    told = act_as("marianne.osei", moments)
    again = Heard([])
    tell(progress=again, now=NOW, plans=[read_plan("group")])
    assert again == first
    assert act_as("marianne.osei", moments) == sorted([*told, *told])


def moments(_actor: Standing) -> list[tuple[datetime, str]]:
    return sorted(Update.objects.values_list("at", "text"))


def test_nobody_can_tell_it_before_the_people_are_loaded():
    with pytest.raises(LookupError, match=r"Marianne Osei has no account\. Load the people first"):
        tell(progress=Heard([]), now=NOW)
