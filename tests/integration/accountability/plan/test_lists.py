"""The list of actions: filters, sentence, order and pages, all through the address."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from tests import busy
from tests.busy import Item
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import Status, StrandKind

HERE = reverse("plan:actions")


def items(people: Cast) -> list[Item]:
    """Actions that differ in everything a filter asks for."""
    return [
        Item("Action A", due=-3, officer=people.pat.person_id),
        Item("Action B", StrandKind.PROTECT, Status.AT_RISK, due=12, agencies=("medway-council",)),
        Item("Action C", StrandKind.PURSUE, Status.COMPLETE, due=-40, agencies=("ccgs", "kent-police")),
        Item("Action D", StrandKind.PREPARE, Status.NOT_STARTED, due=None, agencies=("district-councils",)),
        Item(
            "Action E",
            StrandKind.PREVENT,
            Status.OFF_TRACK,
            due=31,
            agencies=("medway-council",),
            contributors=("kent-police",),
        ),
    ]


def listed(response: Any) -> str:
    """The letters of the actions in the order of the list."""
    table = re.search(r"(?s)<tbody.*?</tbody>", response.content.decode())
    return "".join(re.findall(r">Action ([A-Z])<", table.group())) if table else ""


@pytest.mark.parametrize(
    ("asked", "letters", "sentence"),
    [
        ({}, "AEBCD", "5 actions of all live plans"),
        ({"strand": "prevent"}, "AE", "2 actions in Prevent"),
        ({"status": "complete"}, "C", "1 action complete"),
        ({"when": "overdue"}, "A", "1 action overdue"),
        ({"when": "soon"}, "B", "1 action due in the next 30 days"),
        ({"agency": "kent-police"}, "AC", "2 actions led or delivered by Kent Police"),
        ({"agency": "nhs-kent-and-medway"}, "C", "1 action led or delivered by NHS Kent and Medway ICB"),
        ({"mine": "1"}, "A", "1 action where you are accountable officer or deputy"),
        ({"my_agency": "1"}, "AC", "2 actions led or delivered by your agency"),
        (
            {"agency": "kent-police", "when": "overdue", "strand": "prevent"},
            "A",
            "1 action led or delivered by Kent Police, overdue, in Prevent",
        ),
        ({"agency": "kent-police", "strand": "protect"}, "", "0 actions led or delivered by Kent Police, in Protect"),
        (
            {"strand": "punish", "status": "'; drop", "when": "never", "agency": "nobody", "sort": "x", "page": "-1"},
            "AEBCD",
            "5 actions of all",
        ),
    ],
)
def test_filters_stand_in_the_address_and_a_sentence_says_what_is_shown(
    asked: dict[str, str], letters: str, sentence: str, people: Cast, client_of: ClientOf
) -> None:
    busy.plan_of(people, items(people))
    shown = client_of(people.pat).get(HERE, asked)
    assert listed(shown) == letters
    assert sentence in main(shown)


@pytest.mark.parametrize(
    ("sort", "letters"),
    [
        ("number", "AEBCD"),
        ("-number", "DCBEA"),
        ("title", "ABCDE"),
        ("-title", "EDCBA"),
        ("status", "EBDAC"),
        ("-status", "CADBE"),
        ("next", "CABED"),
        ("-next", "EBACD"),
    ],
)
def test_headings_sort_both_ways_and_what_has_no_date_comes_last(
    sort: str, letters: str, people: Cast, client_of: ClientOf
) -> None:
    busy.plan_of(people, items(people))
    shown = client_of(people.vic).get(HERE, {"sort": sort})
    assert listed(shown) == letters
    way = "descending" if sort.startswith("-") else "ascending"
    assert shown.content.decode().count(f'aria-sort="{way}"') == 1


def test_a_heading_keeps_the_filters_and_a_filter_keeps_the_order(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, items(people))
    html = client_of(people.pat).get(HERE, {"strand": "prevent", "mine": "1", "sort": "-next"}).content.decode()
    assert "?strand=prevent&amp;mine=1&amp;sort=title" in html
    assert '<input type="hidden" name="sort" value="-next">' in html
    assert '<input type="hidden" name="mine" value="1">' in html


def test_quick_links_mark_the_list_that_is_open(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, items(people))
    html = client_of(people.pat).get(HERE, {"my_agency": "1"}).content.decode()
    assert re.findall(r'aria-current="page">([^<]*)', html.split("<main")[1]) == ["My agency’s"]


def test_pages_hold_25_and_do_not_overlap(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item(f"Alike {number}", due=7) for number in range(60)])
    client = client_of(people.vic)
    seen = [
        re.findall(r">(Alike \d+)<", client.get(HERE, {"sort": "next", "page": page}).content.decode())
        for page in (1, 2, 3)
    ]
    assert [len(titles) for titles in seen] == [25, 25, 10]
    assert len({title for titles in seen for title in titles}) == 60
    assert "Showing 26 to 50 of 60" in main(client.get(HERE, {"sort": "next", "page": 2}))


def test_a_row_opens_its_action_by_its_first_cell(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, items(people))
    html = client_of(people.vic).get(HERE).content.decode()
    first = re.search(r"(?s)<tbody.*?<tr.*?<(\w+)[^>]*>\s*<a [^>]*href=\"(/actions/[0-9a-f-]{36}/)\"", html)
    assert first is not None
    assert first.group(1) == "th"


def test_only_live_plans_are_listed_unless_one_is_named(people: Cast, client_of: ClientOf) -> None:
    draft = busy.plan_of(people, [Item("Action Z")], busy.Frame("A draft", live=False))
    busy.plan_of(people, items(people))
    client = client_of(people.cora)
    assert "Z" not in listed(client.get(HERE))
    assert listed(client.get(HERE, {"plan": str(draft)})) == "Z"
    assert "1 action of A draft" in main(client.get(HERE, {"plan": str(draft)}))


def test_the_plan_is_named_on_each_line_where_there_are_several(people: Cast, client_of: ClientOf) -> None:
    one = busy.plan_of(people, items(people), busy.Frame("One plan"))
    busy.plan_of(people, [Item("Action Y")], busy.Frame("Another plan"))
    client = client_of(people.vic)
    assert "Another plan" in main(client.get(HERE))
    assert listed(client.get(HERE, {"plan": str(one)})) == "AEBCD"


def test_nothing_that_fits_says_what_to_do(people: Cast, client_of: ClientOf) -> None:
    shown = main(client_of(people.vic).get(HERE))
    assert "No action fits" in shown
    assert "once a plan that you read is published" in shown
    busy.plan_of(people, items(people))
    assert "Take a filter away" in main(client_of(people.vic).get(HERE, {"mine": "1"}))


@pytest.mark.parametrize("count", [10, 200])
@pytest.mark.parametrize(
    "filters", [{}, {"mine": "1", "when": "overdue", "agency": "kent-police", "sort": "-status"}]
)
def test_the_list_takes_as_many_queries_for_200_actions_as_for_10(
    count: int, filters: dict[str, str], people: Cast, client_of: ClientOf
) -> None:
    plan_id = busy.plan_of(people, busy.many(count, people.pat.person_id))
    client = client_of(people.pat)
    client.get(HERE)
    for asked in (filters, filters | {"plan": str(plan_id)}):
        assert len(queries_of(client, f"{HERE}?{urlencode(asked)}")) <= MOST_QUERIES
