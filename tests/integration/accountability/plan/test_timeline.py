"""The timeline: a picture without an inline style, and the same facts as a table."""

import re

from django.urls import reverse
from tests import busy
from tests.busy import Item
from tests.pages import main
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import Status, StrandKind
from fourfold.ground.kernel.clock import now, show_date, today

ITEMS = [
    Item("Teach the signs", due=-3, review=40, milestones=("First class",)),
    Item("Close the supply", StrandKind.PURSUE, due=None),
    Item("Hear the young", StrandKind.PREPARE, Status.COMPLETE, due=30),
]


def test_the_table_says_what_the_picture_shows(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, ITEMS)
    response = client_of(people.vic).get(reverse("plan:timeline", args=[plan_id]))
    shown, html = main(response), response.content.decode()
    assert f"as it stands on {show_date(today(now()))}" in shown
    assert "Overdue by 3 days" in shown
    assert "First class, " in shown
    assert "No date" in shown
    assert html.count('ff-gantt__late"') == 2  # the one action that is late, and the key
    drawn = " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", html))
    for words in ("Today", "Overdue by 3 days", "First class", "Ongoing, no date"):
        assert words in drawn


def test_nothing_is_styled_in_line(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, ITEMS)
    html = client_of(people.vic).get(reverse("plan:timeline", args=[plan_id])).content.decode()
    assert "style=" not in html
    assert "<style" not in html


def test_an_empty_plan_says_so(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, [], busy.Frame(live=False))
    assert "no actions yet" in main(client_of(people.cora).get(reverse("plan:timeline", args=[plan_id])))
