"""Asking an agency: what is refused and why, who is told, and what becomes of the words."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from tests import asking, records
from tests.asking import CLOSED, World
from tests.letters import letters_to
from tests.people import Cast

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.requests import operations
from fourfold.trust.requests.domain.states import Urgency
from fourfold.trust.requests.models import Request, Words
from fourfold.trust.requests.operations import NewRequest
from fourfold.trust.requests.queries.words import words_of


def refused(people: Cast, new: NewRequest) -> dict[str, str]:
    """What is said of each field of a request that is not taken."""
    with pytest.raises(BadInput) as error, people.sam.acting() as sam:
        operations.ask(actor=sam, now=now(), new=new)
    return {problem.where: problem.message for problem in error.value.problems}


def log_of(permission: str) -> list[dict[str, Any]]:
    """The entries of the audit log for one permission, which nobody of the cast reads."""
    found = records.ask_owner(
        "select detail || jsonb_build_object('outcome', outcome, 'purpose', purpose) as said"
        " from audit_entry where permission = %s",
        [permission],
    )
    return [said for (said,) in found]


def test_a_request_waits_with_those_who_answer(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    with people.pat.acting():
        found = Request.objects.get(pk=made.pk)
        assert (found.asked_by_id, found.is_duty, sorted(found.fields)) == (
            people.sam.person_id,
            False,
            sorted(CLOSED),
        )
    (letter,) = letters_to(people.pat, kind="request")
    assert "Kent County Council asks you to share" in letter.subject
    assert made.reference in letter.body
    assert "Alex" not in letter.body
    assert not letters_to(people.dan, kind="request")


def test_what_is_urgent_goes_at_once_to_everybody_who_may_answer(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new(urgency=Urgency.HOUR))
    assert made.due_at - made.asked_at == timedelta(hours=1)
    for colleague in (people.pat, people.dan, world.olu):
        assert len(letters_to(colleague, kind="alert")) == 1, colleague.key


def test_what_is_missing_is_said_at_its_field(people: Cast, world: World) -> None:
    new = world.new(why=" ", subject_id=None, about="", wanted_until=today(), fields=("colour_of_hair",))
    assert set(refused(people, new)) == {"why", "about", "until", "fields_asked"}


def test_the_serious_violence_duty_is_refused_with_what_would_fit(people: Cast, world: World) -> None:
    said = refused(people, world.new(gateway="pcsca-2022-s16"))
    assert "does not serve the purpose" in said["gateway"]
    assert "Children Act 2004, section 11" in said["gateway"]


def test_a_law_that_has_not_begun_carries_nothing(people: Cast, world: World) -> None:
    assert "not in force" in refused(people, world.new(gateway="ca-2004-s16la"))["gateway"]


def test_without_an_agreement_that_permits_it_nothing_is_asked(people: Cast, world: World) -> None:
    with people.mia.acting() as mia:
        medway = mia.roles[0].agency_id
        with pytest.raises(BadInput, match="No agreement in force lets these two agencies"):
            operations.ask(actor=mia, now=now(), new=world.new(asking_id=medway, subject_id=None, about="Alex"))


@pytest.mark.parametrize("whom", ["hidden", "absent"])
def test_a_person_whom_one_cannot_see_is_as_one_who_is_not(whom: str, people: Cast, world: World) -> None:
    subject_id: UUID = world.bo if whom == "hidden" else uuid4()
    with pytest.raises(NotFound) as error, people.sam.acting() as sam:
        operations.ask(actor=sam, now=now(), new=world.new(subject_id=subject_id))
    assert str(error.value) == "Page not found"


def test_words_are_read_by_a_function_that_logs_it(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    with people.pat.acting():
        assert words_of(made.pk) == {"why": "He was seen with adults whom we do not know."}
    (entry,) = log_of("requests:read")
    assert (entry["outcome"], entry["purpose"]) == ("read", "safeguarding-children")
    assert entry["keys"] == [str(made.pk)]
    assert entry["subjects"] == [str(world.alex)]
    with people.vic.acting():
        assert words_of(made.pk) == {}
    with people.pat.acting(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        Words.objects.filter(request=made).count()


def test_the_log_of_asking_holds_keys_alone(people: Cast, world: World) -> None:
    made = asking.asked(people.sam, world.new())
    (entry,) = log_of("requests:ask")
    assert entry["subjects"] == [str(world.alex)]
    assert "adults" not in str(entry)
    assert made.reference not in str(entry)
