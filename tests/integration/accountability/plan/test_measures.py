"""What the plan measures of itself, as the measurer asks it."""

from datetime import timedelta

from tests import busy
from tests.busy import Frame, Item
from tests.people import Cast

from fourfold.accountability.plan import measures
from fourfold.accountability.plan.domain.states import Audience, Status
from fourfold.accountability.plan.models import Action, Timescale
from fourfold.accountability.plan.operations.updates import Progress, post_update
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.periods import Period
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import MEASURER, Standing

ITEMS = [
    Item("In time", due=-3, review=-4),
    Item("Too late", due=-3),
    Item("Not at all", due=-3, review=-4),
    Item("Later", due=90),
]


def month() -> Period:
    return Period(today() - timedelta(days=30), today() + timedelta(days=1))


def done(title: str, days: int, kind: str = "due") -> None:
    on = today() - timedelta(days=days)
    assert Timescale.objects.filter(action__title=title, kind=kind).update(done_on=on)


def test_due_dates_and_reviews(people: Cast) -> None:
    busy.plan_of(people, ITEMS)
    with people.cora.acting():
        done("In time", 3)
        done("Too late", 1)
        done("In time", 2, "review")
    with acting_as(MEASURER.actor):
        on_time = measures.actions_on_time(MEASURER, month())
        reviewed = measures.reviews_done(MEASURER, month())
    assert (on_time.n, round(on_time.value or 0, 1)) == (3, 33.3)
    assert on_time.low is not None
    assert on_time.low < 33.3
    assert (reviewed.n, reviewed.value) == (2, 50)


def test_updates_of_what_was_open(people: Cast) -> None:
    busy.plan_of(people, [*ITEMS, Item("Done long ago", status=Status.COMPLETE)])
    with people.cora.acting() as cora:
        Action.objects.filter(title="Done long ago").update(status_since=now() - timedelta(days=60))
        moved = Action.objects.get(title="Later")
        progress = Progress("We met the schools.", Status.ON_TRACK)
        post_update(actor=cora, now=now(), action_id=moved.pk, progress=progress)
    with acting_as(MEASURER.actor):
        found = measures.updates_in_time(MEASURER, month())
    assert (found.n, found.value) == (4, 25)


def test_the_measurer_counts_live_plans_of_the_partnership_alone(people: Cast) -> None:
    busy.plan_of(people, ITEMS, Frame("A draft", live=False))
    busy.plan_of(people, ITEMS, Frame("A team's plan", Audience.TEAM))
    with acting_as(MEASURER.actor):
        found = measures.actions_on_time(MEASURER, month())
        nobody = measures.updates_in_time(Standing(name="Nobody"), month())
    assert (found.value, found.n, nobody.value) == (None, 0, None)
    assert found.note
