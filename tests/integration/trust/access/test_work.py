"""Who works with whom: said by those who answer for the work, of colleagues, and never of oneself."""

import pytest
from django.db import DatabaseError, transaction
from tests import records
from tests.pages import bytes_of, words
from tests.people import Cast, ClientOf, Colleague
from tests.records import SAFEGUARDING, World

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access import operations
from fourfold.trust.access.models import Relationship
from fourfold.trust.partnership import operations as partnership
from fourfold.trust.partnership.domain.roles import INSTALLATION, RoleKind


def lead(who: Colleague, agency: str = "kent-county-council") -> None:
    """Make somebody the Lead Responsible Officer of an agency."""
    with acting_as(INSTALLATION.actor):
        partnership.give_role(
            actor=INSTALLATION,
            now=now(),
            person_id=who.person_id,
            agency_id=records.agency(agency),
            kind=RoleKind.LEAD_RESPONSIBLE_OFFICER,
            since=today(),
        )


def say(by: Colleague, of: Colleague, reference: str) -> None:
    with by.acting() as actor:
        said = operations.WorksWith(of.user_id, reference, "Allocated social worker")
        operations.say_who_works_with(actor=actor, now=now(), said=said)


def sees(who: Colleague, world: World) -> bool:
    return bool(records.client_for(who, SAFEGUARDING).get(f"/records/{world.alex}/").status_code == 200)


def test_it_opens_at_the_next_page_and_closes_at_the_one_after_it_ends(people: Cast, world: World) -> None:
    lead(people.cora)
    assert not sees(people.sam, world)
    say(people.cora, people.sam, world.alex_reference)
    say(people.cora, people.sam, world.alex_reference)
    assert sees(people.sam, world)
    with people.cora.acting() as actor:
        (relation,) = Relationship.objects.filter(user_id=people.sam.user_id, kind="case")
        operations.end_work_with(actor=actor, now=now(), relationship_id=relation.pk)
    assert not sees(people.sam, world)


def test_a_wrong_reference_is_answered_alike(people: Cast, world: World, client_of: ClientOf) -> None:
    lead(people.cora)
    client = client_of(people.cora)
    sent = {"user_id": str(people.sam.user_id), "reason": "Allocated social worker"}
    answers = []
    for reference in ("KM-2222-2222", world.alex_reference):
        answer = client.post("/work-with/say/", {**sent, "reference": reference})
        answers.append((answer.status_code, answer["Location"], bytes_of(answer)))
        client.get("/cookies/")
    assert answers[0] == answers[1]
    assert answers[0][0] == 302


@pytest.mark.parametrize(("by", "of"), [("cora", "cora"), ("cora", "pat"), ("sam", "cora"), ("dan", "pat")])
def test_nobody_says_it_of_themselves_of_others_agencies_or_without_the_role(
    people: Cast, world: World, by: str, of: str
) -> None:
    lead(people.cora)
    sayer, colleague = getattr(people, by), getattr(people, of)
    with pytest.raises(NotAllowed):
        say(sayer, colleague, world.alex_reference)
    with sayer.acting() as actor, pytest.raises(DatabaseError), transaction.atomic():
        Relationship.objects.bulk_create(
            [
                Relationship(
                    user_id=colleague.user_id,
                    subject_kind="person",
                    subject_id=world.alex_id,
                    kind="case",
                    since=now(),
                    given_by=actor.actor.reference,
                    reason="Because",
                )
            ]
        )


def test_the_colleague_and_the_officer_see_it(people: Cast, world: World, client_of: ClientOf) -> None:
    say(people.pat, people.dan, world.alex_reference)
    assert world.alex_reference in words(client_of(people.dan).get("/work-with/"))
    assert "Dan Abara" in words(client_of(people.pat).get("/work-with/?of=others"))
    assert world.alex_reference not in words(client_of(people.sam).get("/work-with/?of=others"))
    with people.pat.acting():
        (relation,) = Relationship.objects.filter(user_id=people.dan.user_id, kind="case")
    with pytest.raises(NotFound), people.mia.acting() as actor:
        operations.end_work_with(actor=actor, now=now(), relationship_id=relation.pk)
    with pytest.raises(NotFound), people.dan.acting() as actor:
        operations.end_work_with(actor=actor, now=now(), relationship_id=relation.pk)
    assert client_of(people.pat).post(f"/work-with/{relation.pk}/end/").status_code == 302
    assert "Nothing is said yet" in words(client_of(people.dan).get("/work-with/"))
