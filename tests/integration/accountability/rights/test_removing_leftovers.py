"""What hangs on a record goes with it where it is removed with others that are due, and stops nothing."""

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from tests.deliveries import deliver, episode
from tests.people import Cast
from tests.places import settle_places, small_gazetteer
from tests.records import (  # fmt: skip
    MISSING,
    POLICE,
    SAFEGUARDING,
    Given,
    agency,
    as_owner,
    ask_owner,
    give,
    make_live,
    past_the_walls,
    sight,
)
from tests.rights import tables_naming

from fourfold.accountability.rights.operations.due_removals import confirm_removal, propose_removal
from fourfold.accountability.rights.operations.removing_due import carry_out
from fourfold.ground.kernel.clock import now, today
from fourfold.records.identity.operations.places import add_home
from fourfold.trust.partnership.queries import standing_of

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker

OLD = {"reported_at": "2018-01-05 21:30", "returned_at": "2018-01-06 07:10"}


@pytest.fixture(scope="module", autouse=True)
def _walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    with django_db_blocker.unblock(), past_the_walls():
        yield


@pytest.fixture(autouse=True)
def _officers(people: Cast) -> None:
    """Dan is the police's data protection officer; Pat is their accountable officer here."""
    make_live(POLICE, MISSING)
    as_owner(
        "insert into partnership_role (id, person_id, agency_id, kind, title, since) values (%s, %s, %s, %s, '', %s)",
        [uuid4(), people.pat.person_id, agency(POLICE), "accountable-officer", today() - timedelta(days=50)],
    )


def remove_due(people: Cast) -> int:
    """Dan decides, Pat confirms, the worker removes; how many went."""
    with people.dan.acting() as dan:
        made = propose_removal(
            actor=dan, now=now(), holder_id=agency(POLICE), data_set=MISSING, why="Not needed any longer."
        )
    with people.pat.acting() as pat:
        confirm_removal(actor=pat, now=now(), removal_id=made.pk)
    return carry_out(made.pk)


def test_a_home_that_is_a_place_goes_with_its_record(people: Cast) -> None:
    settle_places()
    postcode = small_gazetteer().postcodes[0].postcode
    give(Given(POLICE, POLICE, MISSING, SAFEGUARDING, ("name", "address", "postcode")))
    deliver(people.pat, [episode(1, **OLD, address="17 Quillmarl Road", postcode=postcode)])
    ((record,),) = ask_owner("select id from feeds_record")
    with sight(people.pat, SAFEGUARDING) as police:
        actor = standing_of(people.pat.actor)
        home = add_home(actor=actor, now=now(), sight=police, record_id=UUID(record))
    assert remove_due(people) == 1
    assert ask_owner("select id from identity_place where id = %s", [home.pk]) == []
    assert tables_naming(record, "17 quillmarl road") == {}
