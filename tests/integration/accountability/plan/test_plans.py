"""The list of plans, a plan on a page, a strand, the success factors."""

import pytest
from django.urls import reverse
from tests import busy
from tests.busy import Item
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import Status, StrandKind

FOUR_LEADS = ("kent-police", "kent-county-council", "medway-council", "schools")
ITEMS = [
    Item("Teach the signs", due=-3),
    Item("Share what is known", StrandKind.PROTECT, agencies=("national-probation-service", "kss-crc"), due=60),
    Item("Close the supply", StrandKind.PURSUE, status=Status.AT_RISK, due=None),
    Item("Hear the young", StrandKind.PREPARE, status=Status.COMPLETE),
    Item(
        "Light the parks",
        agencies=("kent-police", "kent-county-council", "medway-council", "schools"),
        due=None,
        review=20,
    ),
]


def test_the_plan_stands_on_one_page(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, ITEMS)
    shown = main(client_of(people.vic).get(reverse("plan:plan", args=[plan_id])))
    for item in ITEMS:
        assert item.title in shown
    assert "Covers County Read by Everyone in the partnership State Live" in shown
    assert "1 overdue 1 at risk 3 on track 1 complete" in shown
    assert [shown.index(kind.label) for kind in StrandKind] == sorted(shown.index(kind.label) for kind in StrandKind)
    assert "Kent Police, KCC and 2 more" in shown


def test_what_is_late_carries_its_mark_and_nothing_else_does(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, ITEMS)
    html = client_of(people.vic).get(reverse("plan:plan", args=[plan_id])).content.decode()
    assert html.count("ff-line--late") == 1
    assert "Teach the signs" in html.split("ff-line--late")[1].split("</li>")[0]


def test_old_names_show_as_the_bodies_of_today_each_once(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, ITEMS)
    client = client_of(people.vic)
    shown = main(client.get(reverse("plan:strand", args=[plan_id, "protect"])))
    assert shown.count("Probation Service") == 1
    assert "National Probation" not in shown


def test_a_plan_without_actions_says_how_to_begin(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, [], busy.Frame(live=False))
    shown = main(client_of(people.cora).get(reverse("plan:plan", args=[plan_id])))
    assert "This plan has no actions yet" in shown
    assert "This plan is a draft" in shown


def test_only_coordinators_are_offered_what_only_they_can_do(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, ITEMS)
    address, edit = reverse("plan:plan", args=[plan_id]), reverse("plan:plan-edit", args=[plan_id])
    assert edit in client_of(people.cora).get(address).content.decode()
    assert edit not in client_of(people.pat).get(address).content.decode()


def test_a_strand_shows_its_actions_and_factors(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, ITEMS)
    shown = main(client_of(people.vic).get(reverse("plan:strand", args=[plan_id, "prevent"])))
    assert "1. Teach the signs" in shown
    assert "Overdue by 3 days" in shown
    assert "Close the supply" not in shown
    assert "Fewer young people are harmed" in shown


def test_a_strand_that_no_plan_has_is_not_found(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, ITEMS)
    assert client_of(people.vic).get(reverse("plan:strand", args=[plan_id, "punish"])).status_code == 404


def test_the_success_factors_stand_by_strand(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, ITEMS)
    shown = main(client_of(people.vic).get(reverse("indicators:factors", args=[plan_id])))
    assert shown.index("Prevent") < shown.index("Fewer young people are harmed") < shown.index("Protect")


def test_the_list_compares_and_puts_live_plans_first(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item("A")], busy.Frame("A draft of ours", live=False))
    busy.plan_of(people, ITEMS, busy.Frame("The live one"))
    shown = main(client_of(people.cora).get(reverse("plan:plans")))
    assert shown.index("The live one") < shown.index("A draft of ours")
    assert (
        "1 of 5 actions complete, 1 of them in the last 30 days. 1 overdue, 1 of them in the last 30 days." in shown
    )


def test_counts_are_those_of_the_lists_they_lead_to(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(
        people, [*ITEMS, Item("Late twice", due=-8, review=-2), Item("Late, done", due=-8, status=Status.COMPLETE)]
    )
    client = client_of(people.vic)
    assert "2 overdue" in main(client.get(reverse("plan:plans")))
    assert "2 overdue" in main(client.get(reverse("plan:plan", args=[plan_id])))
    assert "2 actions overdue" in main(client.get(reverse("plan:actions"), {"when": "overdue"}))


@pytest.mark.parametrize("count", [10, 200])
@pytest.mark.parametrize("name", ["plans", "plan", "strand", "timeline"])
def test_no_page_asks_more_for_more_actions(name: str, count: int, people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, busy.many(count))
    arguments = {"plans": [], "strand": [plan_id, "prevent"]}.get(name, [plan_id])
    client, address = client_of(people.pat), reverse(f"plan:{name}", args=arguments)
    client.get(address)
    assert len(queries_of(client, address)) <= MOST_QUERIES
