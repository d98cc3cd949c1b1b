"""The conflict register and exclusions: forbid wins at once, and who is kept away by others never learns of it."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests import records
from tests.letters import letters_to
from tests.pages import bytes_of, words
from tests.people import Cast, ClientOf, Colleague
from tests.records import SAFEGUARDING, World

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access import operations
from fourfold.trust.access.domain.conflicts import NewDeclaration
from fourfold.trust.access.models import Declaration, Exclusion
from fourfold.trust.access.operations.reminders import remind_of_conflicts
from fourfold.trust.partnership.domain.roles import CHASER

NOWHERE = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(autouse=True)
def shared_with_all(world: World) -> None:
    """The county reads without a relationship, so that only exclusions close anything here."""
    records.give(records.TO_COUNTY)


def declare(who: Colleague, new: NewDeclaration) -> Declaration:
    with who.acting() as actor:
        return operations.declare(actor=actor, now=now(), new=new)


def place(by: Colleague, on: Colleague, reference: str) -> None:
    with by.acting() as actor:
        new = operations.NewExclusion(on.user_id, reference, "Former partner of a parent")
        operations.place_exclusion(actor=actor, now=now(), new=new)


def status(who: Colleague, world: World) -> int:
    return int(records.client_for(who, SAFEGUARDING).get(f"/records/{world.alex}/").status_code)


# Declaring --------------------------------------------------------------------------------------------------------


def test_a_declaration_by_reference_closes_at_once(people: Cast, world: World) -> None:
    assert status(people.sam, world) == 200
    declare(people.sam, NewDeclaration("relative", world.alex_reference))
    assert status(people.sam, world) == 404
    assert status(people.cora, world) == 200


def test_a_declaration_by_name_closes_once_it_is_settled(people: Cast, world: World, client_of: ClientOf) -> None:
    made = declare(people.pat, NewDeclaration("relative", name="Alex Tanner", born_on=date(2011, 3, 27)))
    (letter,) = letters_to(people.dan, kind="review")
    assert "Alex" not in letter.body
    assert "Alex Tanner, born 27 March 2011" in words(client_of(people.dan).get("/conflicts/"))
    assert "Alex Tanner" not in words(client_of(people.cora).get("/conflicts/"))
    answer = client_of(people.dan).post(f"/conflicts/{made.pk}/settle/", {"reference": world.alex_reference})
    assert answer.status_code == 302
    assert status(people.pat, world) == 404
    assert "shown nothing about them" in words(client_of(people.pat).get("/conflicts/"))


def test_only_the_agencys_officer_settles_and_the_database_says_the_same(people: Cast, world: World) -> None:
    made = declare(people.pat, NewDeclaration("relative", name="Alex Tanner"))
    for other in (people.pat, people.sam, people.mia):
        with other.acting() as actor:
            with pytest.raises(NotFound):
                operations.settle(actor=actor, now=now(), declaration_id=made.pk, reference="")
            changed = Declaration.objects.filter(pk=made.pk).update(
                settled="unknown", settled_at=now(), settled_by=actor.user_id
            )
            assert changed == 0


@pytest.mark.parametrize(
    ("new", "where"),
    [
        (NewDeclaration("relative"), "name"),
        (NewDeclaration("nothing", name="Alex"), "kind"),
        (NewDeclaration("relative", "KM-7F3K-2QXD", name="Alex"), "name"),
        (NewDeclaration("relative", "K"), "reference"),
        (NewDeclaration("friend", name="Alex"), "kind"),
        (NewDeclaration("self", name="Alex", born_on=date(2200, 1, 1)), "born_on"),
    ],
)
def test_what_cannot_be_is_named(people: Cast, new: NewDeclaration, where: str) -> None:
    with pytest.raises(BadInput) as refused:
        declare(people.sam, new)
    assert where in [problem.where for problem in refused.value.problems]


def test_a_wrong_reference_is_declared_alike(people: Cast, world: World) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    counts = []
    for reference in ("KM-2222-2222", world.alex_reference):
        with CaptureQueriesContext(connection) as captured:
            answer = client.post("/conflicts/declare/", {"kind": "relative", "reference": reference})
        assert answer.status_code == 302
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_nobody_takes_their_own_declaration_back(people: Cast, world: World) -> None:
    declare(people.sam, NewDeclaration("self", world.alex_reference))
    with people.sam.acting() as actor:
        (own,) = Exclusion.objects.all()
        with pytest.raises(NotFound):
            operations.lift_exclusion(actor=actor, now=now(), exclusion_id=own.pk)
        assert Exclusion.objects.filter(pk=own.pk).update(until=now(), ended_by="me") == 0


def test_once_a_year_everybody_who_may_look_is_asked(people: Cast) -> None:
    declare(people.sam, NewDeclaration("nothing"))
    for _twice in range(2):
        with acting_as(CHASER.actor):
            remind_of_conflicts(actor=CHASER, now=now())
    assert len(letters_to(people.dan, kind="reminder")) == 1
    assert letters_to(people.sam, kind="reminder") == []
    assert letters_to(people.vic, kind="reminder") == []
    records.as_owner("update access_declaration set declared_at = declared_at - interval '366 days'")
    with acting_as(CHASER.actor):
        remind_of_conflicts(actor=CHASER, now=now())
    assert len(letters_to(people.sam, kind="reminder")) == 1


# Placing ----------------------------------------------------------------------------------------------------------


def test_an_owner_keeps_somebody_of_another_agency_away(people: Cast, world: World, client_of: ClientOf) -> None:
    place(people.dan, people.sam, world.alex_reference)
    assert status(people.sam, world) == 404
    assert "Sam Yates" in words(client_of(people.dan).get("/exclusions/"))


def test_who_is_kept_away_sees_what_they_would_see_of_nobody(people: Cast, world: World) -> None:
    place(people.dan, people.sam, world.alex_reference)
    client = records.client_for(people.sam, SAFEGUARDING)
    seen = []
    for record in (world.alex, NOWHERE):
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(f"/records/{record}/")
        seen.append((answer.status_code, bytes_of(answer), len(captured)))
    assert seen[0] == seen[1]
    with people.sam.acting():
        assert not Exclusion.objects.exists()
    for address in ("/conflicts/", "/you/", "/emergency/"):
        assert world.alex_reference not in words(client.get(address))


@pytest.mark.parametrize(("by", "on"), [("pat", "sam"), ("sam", "cora"), ("mia", "sam"), ("dan", "dan")])
def test_nobody_else_places_one_and_the_database_says_the_same(people: Cast, world: World, by: str, on: str) -> None:
    placer, kept = getattr(people, by), getattr(people, on)
    with pytest.raises(NotAllowed):
        place(placer, kept, world.alex_reference)
    with placer.acting() as actor, pytest.raises(DatabaseError), transaction.atomic():
        Exclusion.objects.bulk_create(
            [
                Exclusion(
                    user_id=kept.user_id,
                    subject_id=world.alex_id,
                    kind="placed",
                    placed_by=actor.actor.reference,
                    since=now(),
                )
            ]
        )


def test_it_is_ended_by_those_who_may_place_it(people: Cast, world: World, client_of: ClientOf) -> None:
    place(people.dan, people.sam, world.alex_reference)
    with people.dan.acting():
        (placed,) = Exclusion.objects.all()
    for other in (people.sam, people.mia, people.pat):
        assert client_of(other).post(f"/exclusions/{placed.pk}/end/").status_code in (403, 404)
    assert status(people.sam, world) == 404
    assert client_of(people.dan).post(f"/exclusions/{placed.pk}/end/").status_code == 302
    assert status(people.sam, world) == 200
