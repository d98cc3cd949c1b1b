"""Emergency access opens the whole person: every agency whose records it opens is told, and each of its own alone."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from tests import records
from tests.letters import letters_to
from tests.pages import words
from tests.people import Cast, ClientOf, Colleague
from tests.records import COUNTY, MEDWAY, MISSING, SAFEGUARDING, World

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed, NotFound
from fourfold.records.feeds.models import Record
from fourfold.trust.access import operations
from fourfold.trust.access.domain.emergencies import EmergencyAsked
from fourfold.trust.access.models import Emergency

WHY = "He has been missing since last night and may be in Chatham."
FROM_MEDWAY = records.Given(MEDWAY, COUNTY, MISSING, SAFEGUARDING, records.OPEN, needs_relationship=True)


@dataclass(frozen=True)
class Whole:
    """Alex as the police hold him, and as Medway does: one person."""

    police: UUID
    reference: str
    medway_record: UUID
    medway: UUID
    medway_reference: str


@pytest.fixture
def whole(people: Cast, world: World) -> Whole:
    records.end(world.grant)
    records.give(records.TO_COUNTY.changed(needs_relationship=True))
    records.make_live(MEDWAY, MISSING)
    records.give(FROM_MEDWAY)
    added = records.hand_in(MEDWAY, records.Told("Alec Tanner", values=records.EPISODE))
    (theirs,) = added.record_ids
    found = Whole(
        world.alex_id, world.alex_reference, theirs, records.subject_of(theirs), added.references["Alec Tanner"]
    )
    join(found.police, found.medway)
    return found


def join(*subjects: UUID) -> None:
    for subject in subjects:
        records.as_owner(
            "insert into access_sameperson (subject_id, person_id) values (%s, %s)", [subject, min(subjects)]
        )


def begin(who: Colleague, reference: str) -> Emergency:
    with who.acting() as actor:
        asked = EmergencyAsked(reference, SAFEGUARDING, WHY, 2)
        return operations.begin_emergency(actor=actor, now=now(), asked=asked)


def review(who: Colleague, emergency_id: UUID) -> None:
    with who.acting() as actor:
        operations.review_emergency(
            actor=actor, now=now(), emergency_id=emergency_id, was_appropriate=True, review="Rang the duty team."
        )


def followed(begun: Emergency) -> list[UUID]:
    return [
        UUID(one) for (one,) in records.ask_owner("select id from access_emergency where follows_id = %s", [begun.pk])
    ]


def test_every_agency_whose_records_it_opens_is_told_of_its_own_alone(
    people: Cast, whole: Whole, client_of: ClientOf
) -> None:
    begun = begin(people.sam, whole.reference)
    assert records.client_for(people.sam, SAFEGUARDING).get(f"/records/{whole.medway_record}/").status_code == 200
    (row,) = followed(begun)
    (police,), (medway,) = letters_to(people.dan, kind="alert"), letters_to(people.mia, kind="alert")
    assert f"/emergency/{begun.pk}/" in police.body
    assert f"/emergency/{row}/" in medway.body
    assert str(begun.pk) not in medway.body
    hers = words(client_of(people.mia).get(f"/emergency/{row}/"))
    assert WHY in hers
    assert "Sam Yates" in hers
    assert whole.medway_reference in hers
    assert whole.reference not in hers
    listed = words(client_of(people.mia).get("/emergency/?of=others"))
    assert whole.medway_reference in listed
    assert whole.reference not in listed
    assert client_of(people.mia).get(f"/emergency/{begun.pk}/").status_code == 404
    assert client_of(people.dan).get(f"/emergency/{row}/").status_code == 404
    assert whole.medway_reference not in words(client_of(people.dan).get("/emergency/?of=others"))


def test_who_looks_never_learns_which_agencies_were_told(people: Cast, whole: Whole, client_of: ClientOf) -> None:
    begun = begin(people.sam, whole.reference)
    (row,) = followed(begun)
    assert len(letters_to(people.sam, kind="alert")) == 1
    listed = words(client_of(people.sam).get("/emergency/"))
    assert whole.medway_reference not in listed
    assert client_of(people.sam).get(f"/emergency/{row}/").status_code == 404
    with people.sam.acting():
        assert list(Emergency.objects.values_list("pk", flat=True)) == [begun.pk]
    ((opened,),) = records.ask_owner(
        "select detail::text from audit_entry where permission = 'access:begin-emergency' and outcome = 'done'"
    )
    assert str(whole.medway) not in opened


def test_each_agency_reviews_its_own(people: Cast, whole: Whole) -> None:
    begun = begin(people.sam, whole.reference)
    (row,) = followed(begun)
    with pytest.raises(NotAllowed):
        review(people.mia, row)  # she is told as accountable officer; the data protection officer reviews
    records.as_owner(
        "insert into partnership_role (id, person_id, agency_id, kind, title, since)"
        " values (gen_random_uuid(), %s, %s, 'data-protection-officer', '', current_date - 1)",
        [people.mia.person_id, records.agency(MEDWAY)],
    )
    review(people.mia, row)
    with pytest.raises(NotFound):
        review(people.mia, begun.pk)
    review(people.dan, begun.pk)
    assert records.ask_owner("select count(*) from access_emergency where reviewed_at is not null") == [[2]]


def test_what_follows_opens_nothing_by_itself(people: Cast, whole: Whole) -> None:
    """When the two are parted again, only the one that was named stays open."""
    begin(people.sam, whole.reference)
    records.as_owner("delete from access_sameperson")
    assert records.client_for(people.sam, SAFEGUARDING).get(f"/records/{whole.medway_record}/").status_code == 404
    with records.sight(people.sam, SAFEGUARDING):
        assert not Record.objects.filter(pk=whole.medway_record).exists()


def test_an_agency_that_shares_nothing_by_it_is_not_told(people: Cast, whole: Whole) -> None:
    records.as_owner("alter table access_grant disable trigger user")
    records.as_owner(
        "update access_grant set revoked_at = now() - interval '1 hour' where provider_id = %s",
        [records.agency(MEDWAY)],
    )
    begun = begin(people.sam, whole.reference)
    assert followed(begun) == []
    assert letters_to(people.mia, kind="alert") == []


def test_who_is_found_to_be_the_same_person_meanwhile_is_reviewed_too(people: Cast, whole: Whole) -> None:
    records.as_owner("delete from access_sameperson")
    begun = begin(people.sam, whole.reference)
    assert followed(begun) == []
    join(whole.police, whole.medway)
    (row,) = followed(begun)
    with people.mia.acting():
        assert Emergency.objects.get().pk == row


def test_owners_see_each_look_at_their_own_part_of_the_person(
    people: Cast, whole: Whole, client_of: ClientOf
) -> None:
    begin(people.sam, whole.reference)
    sam = records.client_for(people.sam, SAFEGUARDING)
    assert sam.get(f"/records/{whole.medway_record}/").status_code == 200
    looks = words(client_of(people.mia).get(f"/oversight/people/{whole.medway}/looks/"))
    assert "Sam Yates" in looks
    assert "Emergency access" in looks
    assert client_of(people.mia).get(f"/oversight/people/{whole.police}/looks/").status_code == 404
    other = records.hand_in(MEDWAY, records.Told("Alexander Tanner", values=records.EPISODE)).record_ids[0]
    assert "Sam Yates" not in words(
        client_of(people.mia).get(f"/oversight/people/{records.subject_of(other)}/looks/")
    )
    records.as_owner(
        "insert into access_sameperson (subject_id, person_id) values (%s, %s)",
        [records.subject_of(other), min(whole.police, whole.medway)],
    )
    assert "Sam Yates" in words(client_of(people.mia).get(f"/oversight/people/{records.subject_of(other)}/looks/"))
