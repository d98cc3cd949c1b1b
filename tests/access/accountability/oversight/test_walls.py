"""Who reads and keeps the breach register and the checkpoints: the first wall and, past it, the database's."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from tests import breaches
from tests.people import Cast, ClientOf

from fourfold.accountability.oversight.models import Breach, BreachEntry, SentCheckpoint, Witness
from fourfold.accountability.oversight.queries.breaches import undecided_breaches
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER
from fourfold.trust.partnership.queries import agency_ids_by_key

PAGES = ("", "edit/", "agencies/", "note/", "commissioner/", "people/", "close/", "reopen/")
LISTS = ("", "people/", "breaches/", "breaches/new/", "emergencies/", "checkpoints/", "export/", "breaches/export/")


def refused(act: Any) -> None:
    """The act fails in the database."""
    with pytest.raises(DatabaseError), transaction.atomic():
        act()


def test_only_officers_of_agencies_concerned_see_a_breach(people: Cast) -> None:
    breach_id = breaches.make(people)
    for other in (people.pat, people.mia, people.cora, people.ada, people.sam, people.leo):
        with other.acting():
            assert not Breach.objects.filter(pk=breach_id).exists(), other.key
            assert not BreachEntry.objects.filter(breach_id=breach_id).exists(), other.key
    with people.dan.acting():
        assert Breach.objects.filter(pk=breach_id).exists()


def test_hidden_and_absent_are_the_same_to_everybody_else(people: Cast, client_of: ClientOf) -> None:
    breach_id = breaches.make(people)
    nowhere = "00000000-0000-4000-8000-000000000000"
    for other in (people.pat, people.mia, people.ada):
        client = client_of(other)
        for page in PAGES:
            there = client.get(f"/oversight/breaches/{breach_id}/{page}")
            absent = client.get(f"/oversight/breaches/{nowhere}/{page}")
            assert there.status_code == absent.status_code == 404, (other.key, page)


@pytest.mark.parametrize("page", LISTS)
def test_lists_are_for_those_who_oversee(page: str, people: Cast, client_of: ClientOf) -> None:
    answer = client_of(people.pat).get(f"/oversight/{page}")
    assert answer.status_code in (302, 403)
    assert client_of(people.dan).get(f"/oversight/{page}").status_code in (200, 302)


def test_an_accountable_officer_sees_looks_and_nothing_else(people: Cast, client_of: ClientOf) -> None:
    mia = client_of(people.mia)
    assert mia.get("/oversight/people/").status_code == 200
    for page in ("", "breaches/", "emergencies/", "checkpoints/"):
        assert mia.get(f"/oversight/{page}").status_code == 403


def test_nobody_opens_a_breach_for_another_agency_or_in_anothers_name(people: Cast) -> None:
    breach_id = breaches.make(people)
    with people.dan.acting():
        ids = agency_ids_by_key()
        row = Breach.objects.get(pk=breach_id)
        row.pk, row.agency_id, row.agency_ids = (
            None,
            ids["medway-council"],
            [ids["medway-council"], ids["kent-police"]],
        )
        refused(lambda: Breach.objects.bulk_create([row]))
        row.agency_id, row.opened_by_id = ids["kent-police"], people.pat.person_id
        refused(lambda: Breach.objects.bulk_create([row]))
        entry = BreachEntry(breach_id=breach_id, kind="note", at=now(), by_id=people.pat.person_id, text="x")
        refused(lambda: BreachEntry.objects.bulk_create([entry]))


def test_what_the_register_says_stays(people: Cast) -> None:
    breach_id = breaches.make(people, None, "medway-council")
    with people.dan.acting():
        found = Breach.objects.filter(pk=breach_id)
        refused(found.delete)
        refused(lambda: BreachEntry.objects.filter(breach_id=breach_id).update(text="other"))
        refused(lambda: found.update(opened_at=now()))
        refused(lambda: found.update(agency_ids=[agency_ids_by_key()["kent-police"]]))


@pytest.mark.parametrize(
    "changes",
    [
        {"closed_at": now()},
        {"ico_decision": "not-reported"},
        {"ico_decision": "reported"},
        {"people_decision": "not-told"},
        {"people_decision": "told"},
        {"ico_decision": "reported", "ico_at": now().replace(year=now().year + 1)},
        {"title": ""},
    ],
    ids="+".join,
)
def test_the_database_holds_what_the_law_asks_for(changes: dict[str, Any], people: Cast) -> None:
    """Closed needs both decisions, not reported needs its reason, late its delay."""
    breach_id = breaches.make(people)
    with people.dan.acting():
        refused(lambda: Breach.objects.filter(pk=breach_id).update(**changes))


def test_the_chaser_learns_when_to_warn_and_nothing_of_what(people: Cast) -> None:
    breach_id = breaches.make(people)
    with acting_as(CHASER.actor):
        assert [one["id"] for one in undecided_breaches()] == [breach_id]
        assert not Breach.objects.exists()
    with people.dan.acting():
        assert undecided_breaches() == []


def test_only_an_administrator_names_the_second_agency(people: Cast) -> None:
    with people.dan.acting():
        witness = Witness(
            agency_id=agency_ids_by_key()["medway-council"], since=now(), named_by_id=people.dan.person_id
        )
        refused(lambda: Witness.objects.bulk_create([witness]))
    with people.ada.acting():
        witness.named_by_id = people.ada.person_id
        Witness.objects.bulk_create([witness])
        refused(lambda: Witness.objects.update(agency_id=agency_ids_by_key()["kent-police"]))
        sent = SentCheckpoint(
            witness=witness, position=1, chain_hash="0" * 64, sealed_at=now(), sent_at=now(), letters=1
        )
        refused(lambda: SentCheckpoint.objects.bulk_create([sent]))


@pytest.mark.parametrize(
    "call",
    [
        "select oversight_shown('{}', '{}')",
        "select oversight_held('{}', '{}')",
        "select oversight_rests_on('{}')",
        "select oversight_tenures('{}')",
        "select oversight_own_entries('{}', '{}', now(), now(), gen_random_uuid(), 1)",
        "select oversight_relied_entries('{}', '{}', now(), now(), gen_random_uuid(), 1)",
        "select oversight_refused_entries('{}', '{}', now(), now(), gen_random_uuid(), 1)",
        "select oversight_entries_about('{}', gen_random_uuid(), '{}', now(), now(), gen_random_uuid(), 1)",
    ],
)
def test_what_sees_past_the_wall_for_any_agency_cannot_be_called(call: str, people: Cast) -> None:
    """The functions that take agencies as given serve those that take the actor's own."""
    with (
        people.dan.acting(),
        connection.cursor() as cursor,
        pytest.raises(DatabaseError) as found,
        transaction.atomic(),
    ):
        cursor.execute(call)
    assert "permission denied" in str(found.value)
