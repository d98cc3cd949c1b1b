"""Home: what waits for me, for my agency, what has moved, how the plans stand."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory
from django.urls import reverse
from tests import busy, plans
from tests.busy import Item
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.operations.plans import PlanFrame, begin_plan
from fourfold.accountability.plan.views.today import home
from fourfold.ground.kernel.clock import now

HOME = reverse("plan:today")


def test_what_is_mine_comes_first_and_is_not_said_twice(people: Cast, client_of: ClientOf) -> None:
    mine = Item("Teach the signs", due=-3, officer=people.pat.person_id)
    ours = Item("Map safe places", due=4)
    theirs = Item("Visit parents", due=-9, agencies=("medway-council",))
    busy.plan_of(people, [ours, theirs, mine])
    shown = main(client_of(people.pat).get(HOME))
    you, agency, _changed = (shown.index(part) for part in ("Waiting for you", "Waiting for Kent Police", "What has"))
    assert you < shown.index("Teach the signs") < agency < shown.index("Map safe places")
    assert shown.count("Teach the signs") == 1
    assert "Overdue by 3 days" in shown
    assert "you are the accountable officer" in shown
    assert "Visit parents" not in shown


@pytest.mark.parametrize(
    ("item", "waits"),
    [
        (Item("Teach", due=30), True),
        (Item("Teach", due=31), False),
        (Item("Teach", due=300, status=Status.AT_RISK), True),
        (Item("Teach", due=None, status=Status.OFF_TRACK), True),
        (Item("Teach", due=-30, status=Status.COMPLETE), False),
        (Item("Teach", due=5, agencies=("medway-council",), contributors=("kent-police",)), False),
    ],
)
def test_an_action_waits_for_those_who_lead_it_when_it_presses(
    item: Item, waits: bool, people: Cast, client_of: ClientOf
) -> None:
    busy.plan_of(people, [item])
    assert ("Teach" in main(client_of(people.pat).get(HOME))) is waits


def test_a_successor_and_a_member_of_a_collective_find_their_work(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(
        people,
        [
            Item("Share records", due=1, agencies=("ccgs",)),
            Item("Light parks", due=1, agencies=("district-councils",)),
        ],
    )
    assert "Share records" in main(client_of(people.hal).get(HOME))
    assert "Light parks" in main(client_of(people.dee).get(HOME))


def test_more_than_five_are_counted_and_linked(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item(f"Teach {number}", due=number) for number in range(1, 8)])
    shown = client_of(people.pat).get(HOME)
    assert "7 wait in all. See the whole list" in main(shown)
    assert f"{reverse('plan:actions')}?my_agency=1&amp;sort=next" in shown.content.decode()
    assert "Teach 5" in main(shown)
    assert "Teach 6" not in main(shown)


def test_the_plan_is_counted_at_a_glance(people: Cast, client_of: ClientOf) -> None:
    items = [
        Item("A", due=-1),
        Item("B", status=Status.COMPLETE),
        Item("C", due=-40),
        Item("D", status=Status.AT_RISK),
    ]
    busy.plan_of(people, items)
    shown = main(client_of(people.vic).get(HOME))
    assert (
        "1 of 4 actions complete, 1 of them in the last 30 days. 2 overdue, 1 of them in the last 30 days." in shown
    )
    assert "2 overdue 1 at risk 2 on track 1 complete" in shown


def test_what_moved_is_told(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item("Teach the signs", updates=("140 of 200 staff are trained.",))])
    shown = main(client_of(people.vic).get(HOME))
    assert "140 of 200 staff are trained." in shown
    assert "Cora Coates" in shown


def test_empty_states_say_what_will_appear(people: Cast, client_of: ClientOf) -> None:
    for who, how_to_begin in (
        (people.vic, "once a plan coordinator has published it"),
        (people.cora, "Begin by importing"),
    ):
        shown = main(client_of(who).get(HOME))
        assert "Nothing waits for you" in shown
        assert "No updates yet" in shown
        assert how_to_begin in shown


def test_a_draft_waits_for_its_coordinator_alone(people: Cast, client_of: ClientOf) -> None:
    with people.cora.acting() as cora:
        begin_plan(actor=cora, now=now(), frame=PlanFrame("A plan to come"))
    assert "A plan to come" in main(client_of(people.cora).get(HOME))
    assert "A plan to come" not in main(client_of(people.pat).get(HOME))


def test_somebody_without_a_role_is_told_so(people: Cast) -> None:
    """The middlewares may turn a leaver away first; the page itself gives them nothing either."""
    plans.make(people)
    request = RequestFactory().get(HOME)
    with people.leo.acting() as leo:
        request.standing, request.user = leo, AnonymousUser()
        shown = main(home(request))
    assert "You have no current role" in shown
    assert "A plan for tests" not in shown


@pytest.mark.parametrize("count", [10, 200])
def test_the_page_takes_as_many_queries_for_200_actions_as_for_10(
    count: int, people: Cast, client_of: ClientOf
) -> None:
    busy.plan_of(people, busy.many(count, people.pat.person_id))
    client = client_of(people.pat)
    client.get(HOME)
    assert len(queries_of(client, HOME)) <= MOST_QUERIES
    with_drafts = client_of(people.cora)
    with_drafts.get(HOME)
    assert len(queries_of(with_drafts, HOME)) <= MOST_QUERIES
