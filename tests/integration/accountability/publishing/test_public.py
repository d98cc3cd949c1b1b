"""The public page: words, two people or a board, frozen versions, and a reader who sees nothing else."""

from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.utils import Error, IntegrityError
from django.test import Client
from tests import boards, plans
from tests.pages import MOST_QUERIES, queries_of, words
from tests.people import Cast, ClientOf
from tests.plans import Made

from fourfold.accountability.governance.operations.agenda import oversee
from fourfold.accountability.plan.domain.states import Audience
from fourfold.accountability.publishing.domain.readability import read
from fourfold.accountability.publishing.domain.states import ReleaseState
from fourfold.accountability.publishing.models import Release
from fourfold.accountability.publishing.operations import public as operations
from fourfold.ground.kernel.actors import Actor, Service
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.boards.domain.states import Part
from fourfold.trust.boards.operations.decisions import NewDecision, record_decision
from fourfold.trust.boards.operations.minutes import ItemMinutes, approve_minutes, write_minutes
from fourfold.trust.boards.queries.boards import boards_overseeing
from fourfold.trust.boards.queries.meetings import items_of, meeting_for_actor

EASY = {"promise": "We will teach staff to see the signs early.", "done": "We taught 40 people.", "version": "0"}
HARD = (
    "Partner organisations will collaboratively develop a comprehensive multi-agency intelligence methodology "
    "incorporating statutory and voluntary contributions to inform commissioning priorities."
)


@pytest.fixture
def made(people: Cast) -> Made:
    """A plan whose one action is overseen by a board that Mia chairs."""
    plan = plans.make(people)
    board_id = boards.make(people, (people.mia, Part.CHAIR), (people.dee, Part.MEMBER))
    with people.cora.acting() as cora:
        oversee(actor=cora, now=now(), board_id=board_id, action_ids=[plan.action_id])
    return plan


def proposed(people: Cast, client_of: ClientOf, made: Made, **more: str) -> UUID:
    client = client_of(people.cora)
    assert client.post(f"/actions/{made.action_id}/public/", EASY | more).status_code == 302
    assert client.post(f"/plans/{made.plan_id}/public/propose/").status_code == 302
    with people.cora.acting():
        return Release.objects.get(plan=made.plan_id, state=ReleaseState.PROPOSED).pk


def test_nothing_is_public_until_a_chair_approves_what_a_coordinator_proposed(
    people: Cast, client_of: ClientOf, made: Made, client: Client
) -> None:
    release_id = proposed(people, client_of, made)
    assert client.get("/public/plans/a-plan-for-tests/").status_code == 404
    assert client_of(people.cora).post(f"/releases/{release_id}/approve/").status_code == 403
    assert client_of(people.dee).post(f"/releases/{release_id}/approve/").status_code == 403
    assert client_of(people.mia).post(f"/releases/{release_id}/approve/").status_code == 302
    page = client.get("/public/plans/a-plan-for-tests/")
    for text in ("We will teach staff to see the signs early.", "We taught 40 people.", "Call 999", "In the lead"):
        assert text in words(page)
    assert "A plan for tests" in words(client.get("/public/"))


def test_the_public_page_sets_no_cookie_and_may_be_kept(
    people: Cast, client_of: ClientOf, made: Made, client: Client
) -> None:
    release_id = proposed(people, client_of, made)
    client_of(people.mia).post(f"/releases/{release_id}/approve/")
    page = client.get("/public/plans/a-plan-for-tests/")
    assert not page.cookies
    assert page["Cache-Control"] == "public, max-age=300"
    assert "Last-Modified" in page
    assert b"noindex" not in page.content
    assert b"csrfmiddlewaretoken" not in page.content
    assert len(queries_of(client, "/public/plans/a-plan-for-tests/")) <= MOST_QUERIES


def test_the_public_page_names_no_one(people: Cast, client_of: ClientOf, made: Made, client: Client) -> None:
    release_id = proposed(people, client_of, made)
    client_of(people.mia).post(f"/releases/{release_id}/approve/")
    shown = client.get("/public/plans/a-plan-for-tests/").content.decode()
    assert all(colleague.name not in shown for colleague in vars(people).values())


THE_LAW = {f"catalogue_{name}" for name in ("condition", "lawfulbasis", "gateway", "purpose", "dataset", "datafield")}
"""The register of agreements names the law and the data sets to everybody."""


def test_the_public_reader_sees_what_is_published_and_no_other_row(
    people: Cast, client_of: ClientOf, made: Made
) -> None:
    proposed(people, client_of, made)
    with acting_as(Actor.of_service(Service.PUBLIC_READER)), connection.cursor() as cursor:
        cursor.execute(
            "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'"
            " and relrowsecurity and has_table_privilege(oid, 'select') order by relname"
        )
        for table in {name for (name,) in cursor.fetchall()} - THE_LAW:
            cursor.execute(f'select count(*) from "{table}"')
            assert cursor.fetchone() == (0,), table


def test_taken_down_it_is_gone_at_once_and_stays_on_record(
    people: Cast, client_of: ClientOf, made: Made, client: Client
) -> None:
    release_id = proposed(people, client_of, made)
    client_of(people.mia).post(f"/releases/{release_id}/approve/")
    assert client_of(people.dee).get(f"/releases/{release_id}/withdraw/").status_code == 200
    assert client_of(people.dee).post(f"/releases/{release_id}/withdraw/", {"because": "x"}).status_code == 403
    assert client_of(people.cora).post(f"/releases/{release_id}/withdraw/", {"because": ""}).status_code == 422
    assert client_of(people.cora).post(f"/releases/{release_id}/withdraw/", {"because": "Wrong."}).status_code == 302
    assert client.get("/public/plans/a-plan-for-tests/").status_code == 404
    assert "We taught 40 people." in words(client_of(people.dee).get(f"/releases/{release_id}/"))


def test_a_newer_version_replaces_the_public_one(
    people: Cast, client_of: ClientOf, made: Made, client: Client
) -> None:
    client_of(people.mia).post(f"/releases/{proposed(people, client_of, made)}/approve/")
    second = proposed(people, client_of, made, done="We taught 90 people.", version="1")
    assert "We taught 40 people." in words(client.get("/public/plans/a-plan-for-tests/"))
    client_of(people.mia).post(f"/releases/{second}/approve/")
    assert "We taught 90 people." in words(client.get("/public/plans/a-plan-for-tests/"))
    with people.cora.acting():
        states = Release.objects.filter(plan=made.plan_id).order_by("number").values_list("state", flat=True)
        assert list(states) == [ReleaseState.REPLACED, ReleaseState.PUBLISHED]


def test_words_above_the_aim_need_a_reason_and_say_what_is_hard(
    people: Cast, client_of: ClientOf, made: Made
) -> None:
    client = client_of(people.cora)
    checked = client.post(f"/actions/{made.action_id}/public/", EASY | {"promise": HARD, "check": "1"})
    assert "too hard: the aim is 12" in words(checked)
    assert "collaboratively" in words(checked)
    client.post(f"/actions/{made.action_id}/public/", EASY | {"promise": HARD})
    refused = client.post(f"/plans/{made.plan_id}/public/propose/", {"hard_because": ""})
    assert refused.status_code == 422
    assert "reading age" in words(refused)
    taken = client.post(f"/plans/{made.plan_id}/public/propose/", {"hard_because": "The board's own words."})
    assert taken.status_code == 302


def test_what_looks_personal_is_refused(people: Cast, client_of: ClientOf, made: Made) -> None:
    answer = client_of(people.cora).post(
        f"/actions/{made.action_id}/public/", EASY | {"done": "We helped Mr Smith, aged 14."}
    )
    assert answer.status_code == 422
    assert "looks like" in words(answer)
    assert "We helped Mr Smith" in answer.content.decode()


def test_two_writers_at_once_lose_nothing_unasked(people: Cast, made: Made) -> None:
    new = operations.NewWords("We will help.", "", version=0)
    with people.cora.acting() as cora:
        operations.write_words(actor=cora, now=now(), action_id=made.action_id, new=new)
        with pytest.raises(Conflict):
            operations.write_words(actor=cora, now=now(), action_id=made.action_id, new=new)


def test_a_plan_for_named_people_has_no_public_page(people: Cast) -> None:
    plan = plans.make(people, audience=Audience.TEAM, readers=(people.cora,))
    new = operations.NewWords("We will help.", "")
    with people.cora.acting() as cora, pytest.raises(NotAllowed, match="named people"):
        operations.write_words(actor=cora, now=now(), action_id=plan.action_id, new=new)


def test_the_database_keeps_it_to_two_people_and_to_what_was_frozen(
    people: Cast, client_of: ClientOf, made: Made
) -> None:
    release_id = proposed(people, client_of, made)
    mine, hers = people.cora.person_id, people.mia.person_id
    for change in (
        {"state": ReleaseState.PUBLISHED, "published_at": now(), "approved_by": mine},
        {"state": ReleaseState.PUBLISHED, "published_at": now(), "approved_by": hers},
        {"state": ReleaseState.PUBLISHED, "published_at": now()},
        {"content": {"title": "Another"}},
    ):
        with people.cora.acting(), pytest.raises((IntegrityError, Error)), transaction.atomic():
            Release.objects.filter(pk=release_id).update(**change)
    with people.dee.acting():
        assert Release.objects.filter(pk=release_id).update(hard_because="x") == 0


def test_a_proposal_needs_words(people: Cast, made: Made) -> None:
    proposal = operations.Proposal({"title": "x"}, read(""))
    with people.cora.acting() as cora, pytest.raises(BadInput, match="at least one action"):
        operations.propose(actor=cora, now=now(), plan_id=made.plan_id, proposal=proposal)


def test_its_pages_take_few_queries(people: Cast, client_of: ClientOf, made: Made) -> None:
    release_id = proposed(people, client_of, made)
    client = client_of(people.mia)
    for address in (f"/plans/{made.plan_id}/public/", f"/releases/{release_id}/"):
        assert len(queries_of(client, address)) <= MOST_QUERIES, queries_of(client, address)


def minuted(people: Cast, made: Made) -> UUID:
    """A meeting, held with a quorum and written up, of the board that oversees the action."""
    with people.cora.acting() as cora:
        board_id = boards_overseeing(cora, "plan.action", [made.action_id])[made.action_id][0].id
    meeting_id = boards.hold(people, board_id, people.mia, people.dee, days=-1)
    with people.cora.acting() as cora:
        item = items_of(meeting_for_actor(cora, meeting_id))[0]
        said = {item.pk: ItemMinutes("It was spoken about.")}
        write_minutes(actor=cora, now=now(), meeting_id=meeting_id, items=said)
    return meeting_id


def test_a_boards_decision_publishes_once_somebody_else_approved_its_minutes(
    people: Cast, client_of: ClientOf, made: Made, client: Client
) -> None:
    """Cora, who may run any board, cannot write a decision down and publish by it alone."""
    release_id = proposed(people, client_of, made)
    meeting_id = minuted(people, made)
    with people.cora.acting() as cora:
        new = NewDecision("The plan's public page may go out.")
        decided = record_decision(actor=cora, now=now(), meeting_id=meeting_id, new=new)
        with pytest.raises(BadInput, match="somebody other than you"):
            operations.publish_by_decision(actor=cora, now=now(), release_id=release_id, decision_id=decided.pk)
    with people.mia.acting() as mia:
        approve_minutes(actor=mia, now=now(), meeting_id=meeting_id)
    with people.cora.acting() as cora:
        operations.publish_by_decision(actor=cora, now=now(), release_id=release_id, decision_id=decided.pk)
    assert client.get("/public/plans/a-plan-for-tests/").status_code == 200


def test_whoever_approved_the_minutes_does_not_publish_by_them(people: Cast, client_of: ClientOf, made: Made) -> None:
    release_id = proposed(people, client_of, made)
    meeting_id = minuted(people, made)
    with people.cora.acting() as cora:
        decided = record_decision(actor=cora, now=now(), meeting_id=meeting_id, new=NewDecision("It may go out."))
        approve_minutes(actor=cora, now=now(), meeting_id=meeting_id)
        with pytest.raises(BadInput, match="somebody other than you"):
            operations.publish_by_decision(actor=cora, now=now(), release_id=release_id, decision_id=decided.pk)
