"""Who reads what: a plan that is not for somebody is, for them, as if it did not exist."""

from collections.abc import Iterator
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from tests import busy
from tests.busy import Frame, Item
from tests.pages import bytes_of
from tests.people import Cast, ClientOf, Colleague

from fourfold.accountability.plan.domain.states import Audience, Status
from fourfold.accountability.plan.operations.plans import close_plan, name_reader, remove_reader
from fourfold.ground.kernel.clock import now

HIDDEN = [Item("Zebra crossing watch", due=-4, updates=("The zebra was seen.",), milestones=("Zebra met",))]
OPEN = [Item("Teach the signs", status=Status.AT_RISK, due=-4, updates=("Staff are trained.",))]
FACTORS = ("Zebras are safe",)

TEAM = Frame("Zebra group plan", Audience.TEAM, factors=FACTORS)
BOARD = Frame("Zebra board plan", Audience.BOARD, factors=FACTORS)
DRAFT = Frame("Zebra draft plan", live=False, factors=FACTORS)

LISTS = [
    reverse("plan:today"),
    reverse("plan:plans"),
    reverse("plan:actions"),
    reverse("plan:actions") + "?when=overdue&agency=kent-police",
    reverse("plan:actions") + "?my_agency=1&sort=-changed",
    reverse("plan:search") + "?q=zebra",
    reverse("plan:search") + "?q=staff+trained",
]
PLAN_PAGES = ["plan:plan", "plan:timeline", "indicators:factors"]


def pages_of(plan_id: UUID) -> Iterator[str]:
    """Every reading page of one plan."""
    yield from (reverse(name, args=[plan_id]) for name in PLAN_PAGES)
    yield reverse("plan:strand", args=[plan_id, "prevent"])
    yield f"{reverse('plan:actions')}?plan={plan_id}"
    yield f"{reverse('plan:search')}?q=zebra&plan={plan_id}"


@pytest.mark.parametrize("frame", [TEAM, BOARD, DRAFT], ids=["team", "board", "draft"])
@pytest.mark.parametrize("who", ["pat", "dee", "vic", "ada"])
def test_no_page_changes_when_a_plan_that_one_may_not_read_appears(
    who: str, frame: Frame, people: Cast, client_of: ClientOf
) -> None:
    """Two worlds that differ only in what the reader may not see give the same bytes."""
    busy.plan_of(people, OPEN)
    client = client_of(getattr(people, who))
    before = [bytes_of(client.get(address)) for address in LISTS]
    busy.plan_of(people, HIDDEN, frame)
    after = [bytes_of(client.get(address)) for address in LISTS]
    assert after == before
    assert not any(b"Zebra" in page for page in after)


@pytest.mark.parametrize("frame", [TEAM, BOARD, DRAFT], ids=["team", "board", "draft"])
@pytest.mark.parametrize("who", ["pat", "vic", "ada", "leo"])
def test_a_hidden_plan_answers_as_an_absent_one_byte_for_byte(
    who: str, frame: Frame, people: Cast, client_of: ClientOf
) -> None:
    hidden, absent = busy.plan_of(people, HIDDEN, frame), uuid4()
    client = client_of(getattr(people, who))
    for one, other in zip(pages_of(hidden), pages_of(absent), strict=True):
        there, nowhere = client.get(one), client.get(other)
        assert there.status_code == nowhere.status_code
        assert there.status_code in ((302, 404) if who == "leo" else (404,))
        assert bytes_of(there).replace(str(hidden).encode(), b"") == bytes_of(nowhere).replace(
            str(absent).encode(), b""
        )


def reads(client_of: ClientOf, colleague: Colleague, plan_id: UUID) -> bool:
    """Whether every reading page of a plan opens. Fails if some do and some do not."""
    client = client_of(colleague)
    opened = {client.get(address).status_code == 200 for address in pages_of(plan_id)}
    assert len(opened) == 1
    return opened == {True}


def test_a_named_reader_reads_a_teams_plan_until_they_are_taken_out(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, HIDDEN, TEAM)
    assert reads(client_of, people.cora, plan_id)
    assert not reads(client_of, people.pat, plan_id)
    with people.cora.acting() as cora:
        name_reader(actor=cora, now=now(), plan_id=plan_id, user_id=people.pat.user_id)
    assert reads(client_of, people.pat, plan_id)
    assert b"Zebra group plan" in client_of(people.pat).get(reverse("plan:today")).content
    assert not reads(client_of, people.vic, plan_id)
    with people.cora.acting() as cora:
        remove_reader(actor=cora, now=now(), plan_id=plan_id, user_id=people.pat.user_id)
    assert not reads(client_of, people.pat, plan_id)


@pytest.mark.parametrize("who", ["cora", "pat", "mia", "dee", "hal", "vic", "ada"])
def test_everyone_with_a_live_role_reads_a_plan_for_the_partnership(
    who: str, people: Cast, client_of: ClientOf
) -> None:
    plan_id = busy.plan_of(people, HIDDEN)
    assert reads(client_of, getattr(people, who), plan_id)


def test_a_draft_is_read_by_coordinators_alone(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, HIDDEN, DRAFT)
    assert reads(client_of, people.cora, plan_id)
    assert not reads(client_of, people.pat, plan_id)


def test_a_closed_plan_stays_readable_and_leaves_todays_work(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, HIDDEN, Frame("Zebra plan"))
    with people.cora.acting() as cora:
        close_plan(actor=cora, now=now(), plan_id=plan_id)
    client = client_of(people.pat)
    assert {client.get(address).status_code for address in pages_of(plan_id)} == {200}
    assert b"Zebra" in client.get(reverse("plan:plans")).content
    assert b"Zebra" not in client.get(reverse("plan:today")).content
    assert b"Zebra" not in client.get(reverse("plan:actions")).content


@pytest.mark.parametrize("asked", ["nonsense", "' or 1=1", "00000000-0000-4000-8000-000000000000"])
def test_a_plan_that_is_none_is_not_found_in_lists(asked: str, people: Cast, client_of: ClientOf) -> None:
    client = client_of(people.cora)
    for name in ("plan:actions", "plan:search"):
        assert client.get(reverse(name), {"plan": asked}).status_code == 404


def test_reading_pages_take_no_post(people: Cast, client_of: ClientOf) -> None:
    plan_id = busy.plan_of(people, HIDDEN)
    client = client_of(people.cora)
    for address in [*LISTS, *pages_of(plan_id)]:
        assert client.post(address).status_code == 405
