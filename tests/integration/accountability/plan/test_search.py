"""Search: what it finds, how it marks it, and what it never shows."""

import re
from uuid import UUID

import pytest
from django.urls import reverse
from tests import busy
from tests.busy import Item
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf

from fourfold.accountability.plan.domain.states import Marking, Status
from fourfold.accountability.plan.models import Action
from fourfold.accountability.plan.operations.updates import Progress, comment, post_update
from fourfold.ground.kernel.clock import now

HERE = reverse("plan:search")


def action_titled(people: Cast, title: str) -> UUID:
    with people.cora.acting():
        return Action.objects.get(title=title).pk


def marks(html: str) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", html)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("mentoring", "Mentor pupils"),
        ("SCHOOL", "Mentor pupils"),
        ("school mentors", "Mentor pupils"),
        ("bicycle", "Light the parks"),
        ("lamppost", "Light the parks"),
    ],
)
def test_words_are_found_in_the_action_its_updates_and_its_milestones(
    asked: str, found: str, people: Cast, client_of: ClientOf
) -> None:
    items = [
        Item("Mentor pupils", text="Offer mentoring before a first exclusion from schools."),
        Item("Light the parks", updates=("A bicycle patrol has begun.",), milestones=("First lampposts stand",)),
    ]
    busy.plan_of(people, items)
    shown = client_of(people.vic).get(HERE, {"q": asked})
    assert "1 action with" in main(shown)
    assert found in main(shown)
    assert marks(shown.content.decode())


def test_every_word_must_stand_somewhere_in_the_action(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item("Mentor pupils", updates=("Places in Swale.",)), Item("Visit Swale")])
    client = client_of(people.vic)
    assert "1 action with" in main(client.get(HERE, {"q": "mentor swale"}))
    assert "2 actions with" in main(client.get(HERE, {"q": "swale"}))


def test_each_found_word_is_marked_and_nothing_else(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item("Mentor pupils", text="Mentors meet pupils. A <mentor> & O'Brien\ue000 help.")])
    html = client_of(people.vic).get(HERE, {"q": "mentoring"}).content.decode()
    assert marks(html) == ["Mentor", "Mentors", "mentor"]
    assert "&lt;<mark>mentor</mark>&gt; &amp; O&#39;Brien help." in html


@pytest.mark.parametrize("asked", ["'", "\\", "' | 'x", "a:*", "\x00", "!!", "<mark>", "é", "x" * 5000, "& | ! ( )"])
def test_whatever_is_typed_gets_a_page(asked: str, people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item("O'Brien's path\\way", text="x")])
    shown = client_of(people.vic).get(HERE, {"q": asked})
    assert shown.status_code == 200
    assert "<mark><mark>" not in shown.content.decode()


def test_a_comment_is_found_and_told_with_its_date(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item("Mentor pupils")])
    with people.vic.acting() as vic:
        comment(
            actor=vic, now=now(), action_id=action_titled(people, "Mentor pupils"), text="Ask the skatepark users."
        )
    shown = main(client_of(people.pat).get(HERE, {"q": "skatepark"}))
    assert "Comment, " in shown
    assert "Ask the skatepark users." in shown


def test_restricted_updates_are_neither_found_nor_shown_even_to_their_author(
    people: Cast, client_of: ClientOf
) -> None:
    busy.plan_of(people, [Item("Mentor pupils", updates=("The canal path is lit.",))])
    action_id = action_titled(people, "Mentor pupils")
    with people.pat.acting() as pat:
        secret = Progress(
            text="The canal meeting was watched from zebra house.",
            status=Status.ON_TRACK,
            marking=Marking.OFFICIAL_SENSITIVE,
            readers=(people.mia.user_id,),
        )
        post_update(actor=pat, now=now(), action_id=action_id, progress=secret)
    for who in (people.pat, people.mia, people.vic, people.cora):
        client = client_of(who)
        assert "0 actions with" in main(client.get(HERE, {"q": "zebra"}))
        shown = main(client.get(HERE, {"q": "canal"}))
        assert "The canal path is lit." in shown
        assert "watched" not in shown


def test_success_factors_are_found_and_lead_to_their_strand(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, [Item("Mentor pupils")])
    shown = client_of(people.vic).get(HERE, {"q": "fewer harmed"})
    html = shown.content.decode()
    assert marks(html) == ["Fewer", "harmed"]
    assert reverse("plan:strand", args=[plan_id, "prevent"]) + "#success-factors" in html


def test_nothing_found_says_what_to_try(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item("Mentor pupils")])
    client = client_of(people.vic)
    assert "use fewer words" in main(client.get(HERE, {"q": "submarine"}))
    assert "too common" in main(client.get(HERE, {"q": "the of and"}))
    assert "Word endings do not matter" in main(client.get(HERE))


def test_a_search_keeps_to_the_plan_that_is_named(people: Cast, client_of: ClientOf) -> None:
    one = busy.plan_of(people, [Item("Mentor pupils")], busy.Frame("One plan"))
    busy.plan_of(people, [Item("Mentor parents")], busy.Frame("Another plan"))
    client = client_of(people.vic)
    assert "2 actions with" in main(client.get(HERE, {"q": "mentor"}))
    within = main(client.get(HERE, {"q": "mentor", "plan": str(one)}))
    assert "1 action with" in within
    assert "Mentor parents" not in within


def test_hits_are_paged(people: Cast, client_of: ClientOf) -> None:
    busy.plan_of(people, [Item(f"Mentor group {number}") for number in range(23)])
    client = client_of(people.vic)
    seen = []
    for page in (1, 2, 3):
        html = client.get(HERE, {"q": "mentor", "page": page}).content.decode()
        seen += re.findall(r"<mark>Mentor</mark> group (\d+)</a>", html)
    assert sorted(map(int, seen)) == list(range(23))


@pytest.mark.parametrize("count", [10, 200])
def test_search_takes_as_many_queries_for_200_actions_as_for_10(
    count: int, people: Cast, client_of: ClientOf
) -> None:
    plan_id = busy.plan_of(people, busy.many(count))
    client = client_of(people.pat)
    client.get(HERE)
    for address in (f"{HERE}?q=school", f"{HERE}?q=school&plan={plan_id}"):
        assert len(queries_of(client, address)) <= MOST_QUERIES
