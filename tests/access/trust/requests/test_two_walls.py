"""Who reads, asks, answers and withdraws: the policy and the database agree, and either alone holds."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import DatabaseError, IntegrityError, ProgrammingError
from tests import asking, records
from tests.asking import World
from tests.pages import bytes_of
from tests.people import Cast, ClientOf, Colleague

from fourfold.ground.kernel.clock import now
from fourfold.trust.access.models import Grant
from fourfold.trust.access.queries import looker_of
from fourfold.trust.requests import policies
from fourfold.trust.requests.models import Answer, Request, Words
from fourfold.trust.requests.queries.visibility import facts_of, visible_requests

READS = {"sam", "pat", "dan"}
EVERYBODY = ("cora", "ada", "pat", "mia", "dee", "hal", "vic", "leo", "dan", "sam")


def colleague(people: Cast, key: str) -> Colleague:
    found: Colleague = getattr(people, key)
    return found


@pytest.fixture
def made(people: Cast, world: World) -> Request:
    return asking.asked(people.sam, world.new())


def test_both_walls_show_it_to_the_same_people(people: Cast, world: World, made: Request) -> None:
    for key in EVERYBODY:
        with colleague(people, key).acting() as actor:
            looker = looker_of(actor)
            by_policy = visible_requests(looker).filter(pk=made.pk).exists()
            by_database = Request.objects.filter(pk=made.pk).exists()
        assert by_policy == by_database == (key in READS), key
    for officer in (world.nia, world.olu):
        with officer.acting():
            assert Request.objects.filter(pk=made.pk).exists(), officer.key


@pytest.mark.parametrize("who", ["pat", "sam"])
def test_an_exclusion_closes_a_request_about_the_person(
    who: str, people: Cast, client_of: ClientOf, world: World, made: Request
) -> None:
    records.exclude(colleague(people, who), world.alex)
    with colleague(people, who).acting() as actor:
        assert not Request.objects.filter(pk=made.pk).exists()
        assert not visible_requests(looker_of(actor)).filter(pk=made.pk).exists()
    client = client_of(colleague(people, who))
    assert client.get(f"/requests/{made.pk}/").status_code == 404


def test_policies_say_who_answers_and_who_withdraws(people: Cast, world: World, made: Request) -> None:
    for key in EVERYBODY:
        with colleague(people, key).acting() as actor:
            looker = looker_of(actor)
            facts = policies.Facts(world.county, world.police, people.sam.person_id, world.alex, is_open=True)
            assert bool(policies.answer(looker, facts)) == (key in {"pat", "dan"}), key
            assert bool(policies.withdraw(looker, facts)) == (key == "sam"), key
            assert bool(policies.ask(looker, world.county)) == (key in {"cora", "ada", "sam"}), key


def answer_row(people: Cast, made: Request, who: Colleague, **changes: Any) -> Answer:
    return Answer(
        **{
            "request": made,
            "outcome": "whole",
            "fields": made.fields,
            "until": made.wanted_until,
            "subject_id": made.subject_id,
            "answered_by_id": who.person_id,
            "answered_at": now(),
        }
        | changes
    )


@pytest.mark.parametrize("who", ["sam", "cora", "mia", "vic"])
def test_the_database_takes_no_answer_of_others(who: str, people: Cast, made: Request) -> None:
    one = colleague(people, who)
    with one.acting(), pytest.raises(DatabaseError), transaction.atomic():
        Answer.objects.bulk_create([answer_row(people, made, one)])
    with one.acting(), pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
        Words.objects.bulk_create([Words(request=made, part="answer", text="No.")])


BEYOND = {
    "a field more": {"fields": ["found_where", "exploitation_concern", "name"]},
    "a day more": "until",
    "somebody else": "subject",
    "a part called whole": {"fields": ["found_where"]},
    "a refusal without a reason": {"outcome": "refused", "fields": [], "until": None, "subject_id": None},
    "a refusal without words": {
        "outcome": "refused",
        "fields": [],
        "until": None,
        "subject_id": None,
        "reason": "safety",
    },
}


@pytest.mark.parametrize("how", BEYOND)
def test_the_database_takes_no_answer_beyond_the_request(how: str, people: Cast, world: World, made: Request) -> None:
    changes: Any = BEYOND[how]
    if changes == "until":
        changes = {"until": made.wanted_until + timedelta(days=1)}
    if changes == "subject":
        changes = {"subject_id": world.bo}
    with people.pat.acting(), pytest.raises(IntegrityError), transaction.atomic():
        Answer.objects.bulk_create([answer_row(people, made, people.pat, **changes)])
    with people.pat.acting():
        Answer.objects.bulk_create([answer_row(people, made, people.pat)])


def test_the_database_asks_for_the_detriment_under_a_duty(people: Cast, world: World) -> None:
    duty = asking.asked(people.sam, world.new(gateway="ca-1989-s47"))
    no: dict[str, Any] = {"outcome": "refused", "fields": [], "until": None, "subject_id": None, "reason": "safety"}
    with people.pat.acting():
        Words.objects.bulk_create([Words(request=duty, part="answer", text="No.")])
        with pytest.raises(IntegrityError, match="more detrimental"), transaction.atomic():
            Answer.objects.bulk_create([answer_row(people, duty, people.pat, **no)])
        with pytest.raises(IntegrityError, match="answer_says_which_detriment"), transaction.atomic():
            Answer.objects.bulk_create([answer_row(people, duty, people.pat, **no | {"reason": "more-detrimental"})])


def test_the_law_says_what_a_duty_is(people: Cast, world: World, made: Request) -> None:
    for gateway, is_duty in (("ca-1989-s47", False), ("ca-2004-s11", True)):
        row = Request.objects.model(
            **{field.attname: getattr(made, field.attname) for field in Request._meta.fields}
            | {"id": uuid4(), "reference": "R-2222-2222", "gateway": gateway, "is_duty": is_duty, "subject_id": None}
        )
        with (
            people.sam.acting(),
            pytest.raises(IntegrityError, match="what the catalogue says"),
            transaction.atomic(),
        ):
            Request.objects.bulk_create([row])


def test_nobody_attaches_a_request_to_a_person_whom_they_do_not_see(
    people: Cast, world: World, made: Request
) -> None:
    row = Request.objects.model(
        **{field.attname: getattr(made, field.attname) for field in Request._meta.fields}
        | {"id": uuid4(), "reference": "R-3333-3333", "subject_id": world.bo}
    )
    with people.sam.acting(), pytest.raises(ProgrammingError, match="whom you see"), transaction.atomic():
        Request.objects.bulk_create([row])


def test_a_grant_opens_no_more_than_its_answer(people: Cast, world: World, made: Request) -> None:
    with people.pat.acting():
        Answer.objects.bulk_create([answer_row(people, made, people.pat)])
        for changes in ({"fields": ["name"]}, {"subject_id": world.bo}, {"recipient_id": world.police}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Grant.objects.bulk_create([grant_row(world, made, **changes)])
        Grant.objects.bulk_create([grant_row(world, made)])


def grant_row(world: World, made: Request, **changes: Any) -> Grant:
    return Grant(
        **{
            "agreement_id": world.agreement_id,
            "line_number": 0,
            "clause": "Request accepted",
            "request_id": made.pk,
            "provider_id": world.police,
            "recipient_id": world.county,
            "data_set": made.data_set,
            "purpose": made.purpose,
            "fields": made.fields,
            "subject_kinds": ["child"],
            "subject_roles": ["at-risk"],
            "handling": ["official"],
            "recipient_roles": [],
            "needs_relationship": False,
            "subject_id": world.alex,
            "since": now(),
            "until": now() + timedelta(days=7),
        }
        | changes
    )


def test_nothing_of_a_request_or_an_answer_changes(people: Cast, made: Request) -> None:
    with people.sam.acting():
        for change in ({"fields": ["name"]}, {"due_at": now() + timedelta(days=90)}):
            with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
                Request.objects.filter(pk=made.pk).update(**change)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            Request.objects.filter(pk=made.pk)._raw_delete(Request.objects.db)
    with people.pat.acting():
        assert facts_of(Request.objects.get(pk=made.pk)).is_open


@pytest.mark.parametrize("part", ["", "answer/", "withdraw/"])
def test_hidden_and_absent_are_the_same_page(part: str, people: Cast, client_of: ClientOf, made: Request) -> None:
    client = client_of(people.vic)
    hidden, absent = (client.get(f"/requests/{key}/{part}") for key in (made.pk, uuid4()))
    assert hidden.status_code == absent.status_code == 404
    assert bytes_of(hidden).replace(str(made.pk).encode(), b"") == bytes_of(absent)


def test_asking_about_a_hidden_person_is_as_about_nobody(people: Cast, client_of: ClientOf, world: World) -> None:
    client = client_of(people.sam)
    address = f"/requests/ask/?holder={world.police}&data_set=missing-episodes&subject="
    assert client.get(f"{address}{world.alex}").status_code == 200
    answers = [client.get(f"{address}{one}") for one in (world.bo, uuid4(), "nonsense")]
    assert [one.status_code for one in answers] == [404, 404, 404]
    assert len({bytes_of(one) for one in answers}) == 1
