"""Answering: what is accepted is open at once and no wider; what is not has its reason."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from tests import asking, records
from tests.asking import CLOSED, SHARED, World
from tests.letters import letters_to
from tests.pages import main
from tests.people import Cast, ClientOf, Colleague
from tests.records import SAFEGUARDING

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.queries.records import record_for_actor
from fourfold.trust.access.models import Grant
from fourfold.trust.partnership.domain.roles import CHASER
from fourfold.trust.requests import operations
from fourfold.trust.requests.domain.refusals import Detriment, Reason
from fourfold.trust.requests.domain.states import Outcome
from fourfold.trust.requests.models import Answer, Request
from fourfold.trust.requests.operations import Reply

WHOLE = Reply(Outcome.WHOLE)
NO = Reply(Outcome.REFUSED, reason=Reason.MORE_THAN_NEEDED, words="The interview says enough.")


def answered(who: Colleague, request: Request, reply: Reply) -> Answer:
    with who.acting() as actor:
        return operations.answer(actor=actor, now=now(), request_id=request.pk, reply=reply)


@contextmanager
def refused(where: str) -> Iterator[None]:
    with pytest.raises(BadInput) as error:
        yield
    assert where in {problem.where for problem in error.value.problems}, error.value.problems


def fields_seen(who: Colleague, world: World) -> set[str]:
    with records.sight(who, SAFEGUARDING) as sight:
        return set(record_for_actor(sight, world.alex_record).values)


def test_what_is_accepted_whole_is_open_at_once(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    assert fields_seen(people.sam, world) == set(SHARED)
    answered(people.pat, made, WHOLE)
    assert fields_seen(people.sam, world) == {*SHARED, *CLOSED}
    with people.pat.acting():
        (grant,) = Grant.objects.filter(request_id=made.pk)
        assert (grant.subject_id, grant.provider_id, grant.recipient_id) == (world.alex, world.police, world.county)
    (letter,) = letters_to(people.sam, kind="request")
    assert "answered" in letter.subject


def test_a_part_opens_that_part_alone(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    until = today() + timedelta(days=7)
    part = Reply(
        Outcome.PART, fields=("found_where",), until=until, reason=Reason.SAFETY, words="The rest would name others."
    )
    said = answered(people.pat, made, part)
    assert (said.fields, said.until) == (["found_where"], until)
    assert fields_seen(people.sam, world) == {*SHARED, "found_where"}


def test_closing_binds_the_next_look(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    answered(people.pat, made, WHOLE)
    with people.dan.acting() as dan:
        assert operations.close(actor=dan, now=now(), request_id=made.pk) == 1
    assert fields_seen(people.sam, world) == set(SHARED)
    with people.dan.acting() as dan, pytest.raises(BadInput, match="closed already"):
        operations.close(actor=dan, now=now(), request_id=made.pk)
    assert "is closed" in letters_to(people.sam, kind="request")[-1].subject


def test_those_who_answered_close_it_on_its_page(people: Cast, client_of: ClientOf, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    address = f"/requests/{made.pk}/"
    assert client_of(people.pat).get(f"{address}close/").status_code == 403
    answered(people.pat, made, WHOLE)
    assert "Close what you opened" in main(client_of(people.dan).get(address))
    assert "Close what you opened" not in main(client_of(people.sam).get(address))
    assert client_of(people.sam).post(f"{address}close/").status_code == 403
    assert fields_seen(people.sam, world) > set(SHARED)
    shown = main(client_of(people.dan).post(f"{address}close/", follow=True))
    assert "Closed" in shown
    assert "Close what you opened" not in shown
    assert fields_seen(people.sam, world) == set(SHARED)
    assert "What was opened is closed" in main(client_of(people.sam).get(address))


def test_a_refusal_has_a_reason_and_opens_nothing(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    with refused("reason"):
        answered(people.pat, made, Reply(Outcome.REFUSED))
    with refused("words"):
        answered(people.pat, made, Reply(Outcome.REFUSED, reason=Reason.SAFETY))
    answered(people.pat, made, NO)
    assert fields_seen(people.sam, world) == set(SHARED)
    with people.pat.acting():
        assert not Grant.objects.filter(request_id=made.pk).exists()


def test_under_a_duty_a_refusal_says_what_would_be_worse_for_the_child(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new(gateway="ca-1989-s47"))
    assert made.is_duty
    with refused("reason"):
        answered(people.pat, made, NO)
    worse = Reply(Outcome.REFUSED, reason=Reason.MORE_DETRIMENTAL, words="The address would reach the uncle.")
    with refused("detriment"):
        answered(people.pat, made, worse)
    reply = Reply(Outcome.REFUSED, reason=worse.reason, detriment=Detriment.WHEREABOUTS, words=worse.words)
    assert answered(people.pat, made, reply).detriment == Detriment.WHEREABOUTS


def test_whom_words_describe_the_answer_names_by_reference(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new(subject_id=None, about="Bo Whitfield, born in July 2010"))
    with refused("person"):
        answered(people.pat, made, WHOLE)
    with refused("person"):
        answered(people.pat, made, Reply(Outcome.WHOLE, person="KM-2222-2222"))
    said = answered(people.pat, made, Reply(Outcome.WHOLE, person=world.bo_reference))
    assert said.subject_id == world.bo
    with people.sam.acting():
        assert Request.objects.get(pk=made.pk).subject_id == world.bo


def test_an_answer_is_given_once_and_not_to_oneself(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    answered(people.pat, made, NO)
    with pytest.raises(NotAllowed, match="already"):
        answered(people.dan, made, WHOLE)
    with pytest.raises(NotAllowed):
        answered(people.sam, asking.asked(people.sam, world.new()), WHOLE)


def test_what_is_withdrawn_needs_no_answer(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    with people.sam.acting() as sam:
        operations.withdraw(actor=sam, now=now(), request_id=made.pk)
    with pytest.raises(NotAllowed, match="already"):
        answered(people.pat, made, WHOLE)


def test_late_is_told_once_to_the_accountable_officer(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    with acting_as(CHASER.actor):
        assert operations.tell_of_late(actor=CHASER, now=made.due_at - timedelta(minutes=1)) == 0
        assert operations.tell_of_late(actor=CHASER, now=made.due_at) == 1
        assert operations.tell_of_late(actor=CHASER, now=made.due_at + timedelta(days=1)) == 0
    (letter,) = letters_to(world.olu, kind="alert")
    assert made.reference in letter.subject
    with people.pat.acting() as pat:
        late = made.due_at + timedelta(hours=2)
        said = operations.answer(actor=pat, now=late, request_id=made.pk, reply=NO)
    assert said.answered_at > made.due_at
