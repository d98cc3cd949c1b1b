"""What hangs on a record goes with it where it is removed with others that are due, and stops nothing."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from tests.deliveries import deliver, episode
from tests.due import appoint, decide, old
from tests.people import Cast
from tests.places import settle_places, small_gazetteer
from tests.records import (  # fmt: skip
    INCIDENTS,
    MISSING,
    POLICE,
    SAFEGUARDING,
    Given,
    ask_owner,
    give,
    make_live,
    past_the_walls,
    sight,
)
from tests.rights import tables_naming

from fourfold.accountability.rights.operations.removing_due import carry_out
from fourfold.ground.kernel.clock import now
from fourfold.records.feeds.domain.contracts import contract
from fourfold.records.feeds.domain.examples import example_rows
from fourfold.records.feeds.models import WaitingRow
from fourfold.records.feeds.operations import drop_row
from fourfold.records.identity.operations.places import add_home
from fourfold.trust.partnership.queries import standing_of

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


@pytest.fixture(autouse=True)
def _officers(people: Cast) -> None:
    """Dan is the police's data protection officer; Pat is their accountable officer here."""
    make_live(POLICE, MISSING)
    appoint(people.pat)


def test_a_home_that_is_a_place_goes_with_its_record(people: Cast) -> None:
    settle_places()
    postcode = small_gazetteer().postcodes[0].postcode
    give(Given(POLICE, POLICE, MISSING, SAFEGUARDING, ("name", "address", "postcode")))
    deliver(people.pat, [old(1, address="17 Quillmarl Road", postcode=postcode)])
    ((record,),) = ask_owner("select id from feeds_record")
    with sight(people.pat, SAFEGUARDING) as police:
        actor = standing_of(people.pat.actor)
        home = add_home(actor=actor, now=now(), sight=police, record_id=UUID(record))
    assert carry_out(decide(people)) == 1
    assert ask_owner("select id from identity_place where id = %s", [home.pk]) == []
    assert tables_naming(record, "17 quillmarl road") == {}


def test_a_row_of_quarantine_goes_with_the_last_record_of_its_person(people: Cast) -> None:
    bad = {"returned_at": "long ago"}
    other = episode(2, surname="Quill")
    deliver(people.pat, [old(1), other, {**episode(1, **bad), "person_reference": " P1 "}, {**other, **bad}])
    with people.pat.acting() as pat:
        for row in WaitingRow.objects.all():
            drop_row(actor=pat, now=now(), row_id=row.pk, because="Sent by mistake.")
    assert carry_out(decide(people)) == 1
    assert tables_naming("nowak") == {}
    assert ask_owner("select as_sent ->> 'surname' as s from feeds_waitingrow") == [["Quill"]]


def test_a_row_that_still_waits_elsewhere_is_left_to_whoever_mends_it(people: Cast) -> None:
    make_live(POLICE, INCIDENTS)
    deliver(people.pat, [old(1)])
    newer = example_rows(contract(INCIDENTS))[0] | {
        "person_reference": "P1",
        "surname": "Nowak",
        "occurred_at": "soon",
    }
    deliver(people.pat, [newer], contract=INCIDENTS)
    assert carry_out(decide(people)) == 1
    assert ask_owner("select as_sent ->> 'surname' as s from feeds_waitingrow") == [["Nowak"]]
