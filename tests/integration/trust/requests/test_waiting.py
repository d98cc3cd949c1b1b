"""What waits, where people meet it: on Today, in the weekly digest, in lists."""

from datetime import timedelta

import pytest
from tests import asking
from tests.asking import World
from tests.pages import MOST_QUERIES, main, queries_of, words
from tests.people import Cast, ClientOf

from fourfold.accountability.chasing.domain.states import LineKind
from fourfold.accountability.chasing.queries.waiting import waiting
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.agreements.operations import comment, consult
from fourfold.trust.agreements.queries import WaitingFor, waiting_for
from fourfold.trust.partnership.domain.roles import CHASER
from fourfold.trust.requests import operations
from fourfold.trust.requests.domain.timing import last_day
from fourfold.trust.requests.models import Request


@pytest.fixture
def made(people: Cast, world: World) -> Request:
    return asking.asked(people.sam, world.new())


def test_today_tells_those_who_answer(people: Cast, client_of: ClientOf, made: Request) -> None:
    for who in (people.pat, people.dan):
        shown = words(client_of(who).get("/"))
        assert "Kent County Council asks you to share" in shown
        assert made.reference in shown
        assert len(queries_of(client_of(who), "/")) <= MOST_QUERIES
    for who in (people.vic, people.sam, people.mia):
        assert "asks you to share" not in words(client_of(who).get("/"))


def test_the_digest_tells_one_line_a_request(people: Cast, world: World, made: Request) -> None:
    with acting_as(CHASER.actor):
        days = {day: waiting(CHASER, today=last_day(made.due_at) + timedelta(days=day)) for day in (-15, -14, 0, 1)}
    found, late = days[0], days[1]
    (line,) = [line for line in found.lines[people.pat.person_id] if line.subject_id == made.pk]
    assert (line.kind, line.by_mail, line.page) == (LineKind.REQUEST_SOON, False, f"/requests/{made.pk}/")
    assert "Alex" not in line.title + line.why
    assert not any(line.subject_id == made.pk for line in found.lines.get(people.dan.person_id, ()))
    (line,) = [line for line in late.lines[people.pat.person_id] if line.subject_id == made.pk]
    assert line.kind is LineKind.REQUEST_LATE
    told = {
        day: any(line.subject_id == made.pk for line in of.lines.get(people.pat.person_id, ()))
        for day, of in days.items()
    }
    assert told == {-15: False, -14: True, 0: True, 1: True}


def test_the_digest_speaks_of_an_agreements_review(people: Cast, world: World) -> None:
    review = today() + timedelta(days=365)
    with acting_as(CHASER.actor):
        spoken = {
            days: [
                line.kind
                for line in waiting(CHASER, today=review - timedelta(days=days)).lines.get(world.nia.person_id, ())
                if line.subject_id == world.agreement_id
            ]
            for days in (61, 60, 30, 7, -1)
        }
    soon, late = [LineKind.AGREEMENT_SOON], [LineKind.AGREEMENT_LATE]
    assert spoken == {61: [], 60: soon, 30: soon, 7: soon, -1: late}


def test_lists_say_what_they_show(people: Cast, client_of: ClientOf, world: World, made: Request) -> None:
    client = client_of(people.pat)
    shown = main(client.get("/requests/"))
    assert "1 request to the agencies you answer for" in shown
    assert made.reference in shown
    assert made.reference not in main(client.get("/requests/?state=refused"))
    assert "No request is listed here" in main(client.get("/requests/?side=by-us"))
    assert made.reference in main(client_of(people.sam).get("/requests/"))


def test_a_list_takes_as_many_queries_for_many_as_for_one(people: Cast, client_of: ClientOf, world: World) -> None:
    for _one in range(30):
        asking.asked(people.sam, world.new())
    for who in (people.pat, people.sam):
        assert len(queries_of(client_of(who), "/requests/")) <= MOST_QUERIES
    assert "Showing 1 to 25 of 30" in words(client_of(people.pat).get("/requests/"))


def test_pages_of_a_request_take_few_queries(people: Cast, client_of: ClientOf, world: World, made: Request) -> None:
    address = f"/requests/{made.pk}/"
    assert len(queries_of(client_of(people.pat), address)) <= MOST_QUERIES
    assert len(queries_of(client_of(people.pat), "/requests/figures/")) <= MOST_QUERIES
    with people.sam.acting() as sam:
        operations.withdraw(actor=sam, now=now(), request_id=made.pk)
    assert "Withdrawn" in main(client_of(people.pat).get(address))


def test_today_takes_few_queries_whatever_waits(people: Cast, client_of: ClientOf, world: World) -> None:
    """Signatures, answers, comments, reviews and requests, several of each, for one accountable officer."""
    olu, nia = world.olu, world.nia
    client = client_of(olu)
    for number in range(2):
        asking.asked(people.sam, world.new(agreement_id=world.agreement_id))
        asking.signed(asking.out_to_sign(people, f"SIGN-{number}", olu, nia), nia)
        asking.signed(asking.out_to_sign(people, f"REVIEW-{number}", olu, nia, review_in=20), olu, nia)
        for drafter, other in ((olu, nia), (nia, olu)):
            version = asking.drafted(people, f"SAY-{drafter.key}-{number}", drafter, other)
            with people.cora.acting() as cora:
                consult(actor=cora, now=now(), version_id=version.pk)
            with nia.acting() as speaker:
                comment(actor=speaker, now=now(), version_id=version.pk, text="Say how long it is kept.")
    with olu.acting() as actor:
        kinds = [one.kind for one in waiting_for(actor)]
    assert kinds == [WaitingFor.SIGNATURE] * 2 + [WaitingFor.ANSWER] * 2 + [WaitingFor.COMMENT] * 4 + (
        [WaitingFor.REVIEW] * 2
    )
    shown = main(client.get("/"))
    assert "asks you to share" in shown
    assert len(queries_of(client, "/")) <= MOST_QUERIES
    assert len(queries_of(client_of(people.cora), "/")) <= MOST_QUERIES
