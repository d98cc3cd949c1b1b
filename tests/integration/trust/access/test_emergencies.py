"""Emergency access: what it opens, what it never passes, who hears of it, who reviews it."""

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests import records
from tests.letters import letters_to
from tests.pages import bytes_of, words
from tests.people import Cast, ClientOf, Colleague
from tests.records import SAFEGUARDING, World

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from fourfold.trust.access import operations
from fourfold.trust.access.domain.emergencies import EmergencyAsked
from fourfold.trust.access.models import Emergency

WHY = "He has been missing since last night and may be in Chatham."
SOME = "KM-7F3K-2QXD"
SENT = {"purpose": SAFEGUARDING, "reason": WHY, "hours": "2"}


def begin(who: Colleague, reference: str, *, hours: int = 2, purpose: str = SAFEGUARDING) -> Emergency:
    with who.acting() as actor:
        asked = EmergencyAsked(reference, purpose, WHY, hours)
        return operations.begin_emergency(actor=actor, now=now(), asked=asked)


def sees(who: Colleague, address: str) -> int:
    return int(records.client_for(who, SAFEGUARDING).get(address).status_code)


def test_it_opens_what_the_agreement_shares_with_those_who_work_with_the_person(people: Cast, world: World) -> None:
    address = f"/records/{world.alex}/"
    assert sees(people.sam, address) == 404
    begin(people.sam, world.alex_reference.lower().replace("-", " "))
    assert sees(people.sam, address) == 200
    assert sees(people.sam, f"/records/{world.bo}/") == 404


def test_it_ends_by_itself(people: Cast, world: World) -> None:
    begun = begin(people.sam, world.alex_reference)
    records.as_owner(
        "update access_emergency set since = since - interval '3 hours', until = until - interval '3 hours'"
        " where id = %s",
        [begun.pk],
    )
    assert sees(people.sam, f"/records/{world.alex}/") == 404


def test_it_passes_no_exclusion_no_restriction_and_no_lapsed_training(people: Cast, world: World) -> None:
    begin(people.sam, world.alex_reference)
    records.as_owner("update feeds_record set is_restricted = true where id = %s", [world.alex])
    assert sees(people.sam, f"/records/{world.alex}/") == 404
    records.as_owner("update feeds_record set is_restricted = false where id = %s", [world.alex])
    assert sees(people.sam, f"/records/{world.alex}/") == 200
    records.exclude(people.sam, world.alex_id)
    assert sees(people.sam, f"/records/{world.alex}/") == 404


def test_whose_training_has_lapsed_is_told_so(people: Cast, world: World) -> None:
    records.as_owner(
        "update partnership_training set valid_until = current_date where person_id = %s", [people.sam.person_id]
    )
    with pytest.raises(NotAllowed, match="training has lapsed"):
        begin(people.sam, world.alex_reference)


def test_without_an_agreement_in_force_there_is_none(people: Cast, world: World) -> None:
    with pytest.raises(NotAllowed, match="No agreement in force"):
        begin(people.hal, world.alex_reference)
    records.end(world.grant)
    with pytest.raises(NotAllowed, match="No agreement in force"):
        begin(people.sam, world.alex_reference)
    assert "No agreement in force" in words(records.client_for(people.sam, "").get("/emergency/begin/"))


def test_at_most_four_hours_in_the_form_and_in_the_database(people: Cast, world: World) -> None:
    with pytest.raises(BadInput, match="one to four hours"):
        begin(people.sam, world.alex_reference, hours=5)
    begun = begin(people.sam, world.alex_reference)
    with pytest.raises(DatabaseError):
        records.as_owner(
            "update access_emergency set until = since + interval '241 minutes' where id = %s", [begun.pk]
        )


@pytest.mark.parametrize(
    ("reference", "reason", "where"),
    [
        ("", WHY, "reference"),
        ("KM", WHY, "reference"),
        ("KM-7F3K-2QXD", "now", "reason"),
        ("KM-7F3K-2QXD", "", "reason"),
    ],
)
def test_what_is_missing_is_named(people: Cast, world: World, reference: str, reason: str, where: str) -> None:
    asked = EmergencyAsked(reference, SAFEGUARDING, reason, 2)
    with pytest.raises(BadInput) as refused, people.sam.acting() as actor:
        operations.begin_emergency(actor=actor, now=now(), asked=asked)
    assert [problem.where for problem in refused.value.problems] == [where]


def test_nobody_begins_it_for_somebody_else_past_the_policy(people: Cast, world: World) -> None:
    with people.sam.acting(), pytest.raises(DatabaseError), transaction.atomic():
        Emergency.objects.create(
            user_id=people.cora.user_id,
            agency_id=records.agency("kent-county-council"),
            subject_id=world.alex_id,
            purpose=SAFEGUARDING,
            reason=WHY,
            since=now(),
            until=now() + timedelta(hours=1),
        )


# Alerts -----------------------------------------------------------------------------------------------------------


def test_those_who_answer_hear_of_it_at_once_without_personal_data(people: Cast, world: World) -> None:
    begun = begin(people.sam, world.alex_reference)
    for told in (people.dan, people.pat):
        (letter,) = letters_to(told, kind="alert")
        assert f"/emergency/{begun.pk}/" in letter.body
        assert "Kent County Council" in letter.body
        for private in ("Sam", "Alex", world.alex_reference, WHY, str(world.alex_id)):
            assert private not in letter.subject + letter.body
    (own,) = letters_to(people.sam, kind="alert")
    assert "If it was not you" in own.body
    assert letters_to(people.mia, kind="alert") == []


# No oracle --------------------------------------------------------------------------------------------------------


def test_a_wrong_a_hidden_and_an_excluded_reference_are_answered_alike(people: Cast, world: World) -> None:
    """Status, bytes and number of queries; afterwards there is nothing to see, and that looks the same, too."""
    records.exclude(people.sam, world.bo_id)
    (bo_reference,) = records.ask_owner("select reference from feeds_subject where id = %s", [world.bo_id])[0]
    client = records.client_for(people.sam, SAFEGUARDING)
    seen = []
    for reference in ("KM-2222-2222", bo_reference):
        with CaptureQueriesContext(connection) as asked:
            answer = client.post("/emergency/begin/", {**SENT, "reference": reference})
        assert answer.status_code == 302
        with CaptureQueriesContext(connection) as shown:
            page = client.get(answer["Location"])
        person = re.search(r'href="(/records/people/[^"]+)"', page.content.decode())
        assert person is not None
        assert UUID(person.group(1).split("/")[3]).version == 4
        with CaptureQueriesContext(connection) as looked:
            nothing = client.get(person.group(1))
        assert nothing.status_code == 404
        text = re.sub(rb"[0-9a-f-]{36}|KM-\w{4}-\w{4}", b"", bytes_of(page))
        seen.append((len(asked), len(shown), len(looked), text, bytes_of(nothing)))
    assert seen[0] == seen[1]


def test_a_wrong_reference_names_the_same_nobody_again(people: Cast, world: World) -> None:
    first, second = begin(people.sam, "KM-2222-2222"), begin(people.sam, "km 2222 2222")
    assert first.subject_id == second.subject_id


# Review -----------------------------------------------------------------------------------------------------------


def review(who: Colleague, emergency_id: UUID) -> None:
    with who.acting() as actor:
        operations.review_emergency(
            actor=actor, now=now(), emergency_id=emergency_id, was_appropriate=True, review="Rang the duty team."
        )


def test_the_holders_officer_reviews_it_once(people: Cast, world: World) -> None:
    begun = begin(people.sam, world.alex_reference)
    review(people.dan, begun.pk)
    with pytest.raises(Conflict):
        review(people.dan, begun.pk)


def test_nobody_else_does_and_the_database_says_the_same(people: Cast, world: World) -> None:
    begun = begin(people.sam, world.alex_reference)
    for other, refusal in ((people.pat, NotAllowed), (people.sam, NotAllowed), (people.mia, NotFound)):
        with pytest.raises(refusal):
            review(other, begun.pk)
        with other.acting() as actor:
            changed = Emergency.objects.filter(pk=begun.pk).update(
                reviewed_at=now(), reviewed_by=actor.user_id, was_appropriate=True, review="Fine."
            )
        assert changed == 0


def test_ones_own_officer_reviews_where_nobody_else_holds_anything(people: Cast, world: World) -> None:
    records.give(records.OWN.changed(needs_relationship=True))
    begun = begin(people.pat, "KM-2222-2222")
    review(people.dan, begun.pk)


def test_pages_show_it_to_its_user_and_the_officers_alone(people: Cast, world: World, client_of: ClientOf) -> None:
    begun = begin(people.sam, world.alex_reference)
    address = f"/emergency/{begun.pk}/"
    assert "What you may see is open until" in words(client_of(people.sam).get(address))
    told = words(client_of(people.dan).get(address))
    assert "Sam Yates" in told
    assert WHY in told
    assert "Review it" in told
    hidden = client_of(people.mia).get(address)
    absent = client_of(people.mia).get(f"/emergency/{uuid4()}/")
    assert hidden.status_code == absent.status_code == 404
    assert bytes_of(hidden) == bytes_of(absent)
    sent = {"was_appropriate": "yes", "review": "Rang the duty team; it was right."}
    assert client_of(people.dan).post(address + "review/", sent).status_code == 302
    assert "Found right" in words(client_of(people.dan).get("/emergency/?of=others"))
    assert "it was right" in words(client_of(people.sam).get(address))
