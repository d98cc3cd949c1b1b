"""A home is a place as its record is: seen by those with whom the record's address is shared, and by nobody else."""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction
from tests import records
from tests.people import Cast
from tests.places import settle_places, small_gazetteer
from tests.records import (
    COUNTY,
    MISSING,
    POLICE,
    SAFEGUARDING,
    Given,
    Told,
    ask_owner,
    give,
    hand_in,
    make_live,
    sight,
)

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.records.identity.domain.places import PlaceKind
from fourfold.records.identity.models import Place
from fourfold.records.identity.operations.places import add_home
from fourfold.records.identity.queries.places import home_for_actor, place_for_actor
from fourfold.trust.partnership.queries import standing_of


@pytest.fixture(scope="module", autouse=True)
def past_the_walls(django_db_setup: None, django_db_blocker: object) -> Iterator[None]:
    with django_db_blocker.unblock(), records.past_the_walls():  # type: ignore[attr-defined]
        yield


def test_a_home_follows_the_record_that_tells_of_it(people: Cast) -> None:
    settle_places()
    postcode = small_gazetteer().postcodes[0]
    make_live(POLICE, MISSING)
    give(Given(POLICE, POLICE, MISSING, SAFEGUARDING, ("name", "address", "postcode")))
    give(Given(POLICE, COUNTY, MISSING, SAFEGUARDING, ("name", "postcode")))
    told = Told(values={"address": "7 Larkfield Road, Sandwich", "postcode": postcode.postcode})
    (record_id,) = hand_in(POLICE, told).record_ids

    with sight(people.pat, SAFEGUARDING) as police:
        actor = standing_of(people.pat.actor)
        home = add_home(actor=actor, now=now(), sight=police, record_id=record_id, uprn="100062")
        assert (home.lsoa21, home.district) == (postcode.lsoa21, postcode.district)
        with pytest.raises(Conflict):
            add_home(actor=actor, now=now(), sight=police, record_id=record_id)
        _home, address = home_for_actor(police, home.pk)
        assert address == f"7 Larkfield Road, Sandwich, {postcode.postcode}"
        with pytest.raises(NotFound):
            place_for_actor(actor, home.pk)
    stored = ask_owner("select * from identity_place where record_id is not null")
    assert "Larkfield" not in str(stored)

    with sight(people.sam, SAFEGUARDING) as county:  # sees the record, not its address
        assert not Place.objects.filter(pk=home.pk).exists()
        with pytest.raises(NotFound):
            home_for_actor(county, home.pk)
        with pytest.raises(BadInput):
            add_home(actor=standing_of(people.sam.actor), now=now(), sight=county, record_id=record_id)
        with pytest.raises(DatabaseError), transaction.atomic():
            Place.objects.bulk_create([Place(kind=PlaceKind.HOME, record_id=record_id, added_at=now())])
    with people.pat.acting():  # without a purpose
        assert not Place.objects.filter(record__isnull=False).exists()
