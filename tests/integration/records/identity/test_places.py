"""Areas, postcodes and places in the database: brought up to date, looked up, seen by whom they should be."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.people import Cast
from tests.places import settle_places, small_gazetteer

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, NotAllowed
from fourfold.records.identity.domain.places import AreaChange, PlaceKind
from fourfold.records.identity.models import Place
from fourfold.records.identity.operations.places import NewPlace, add_place
from fourfold.records.identity.queries.places import area_for_actor, area_of, areas_of, districts, translate


@pytest.fixture
def settled(db: None) -> None:
    settle_places()


def test_registering_again_changes_nothing(db: None) -> None:
    assert settle_places() > 2_000
    assert settle_places() == 0


@pytest.mark.usefixtures("settled")
def test_a_postcode_lies_in_an_area_of_each_census(people: Cast) -> None:
    split = next(one for one in small_gazetteer().postcodes if one.is_approximate)
    with people.pat.acting() as pat:
        older, newer = area_of(pat, split.postcode.replace(" ", "").lower(), 2011), area_of(pat, split.postcode, 2021)
        assert area_of(pat, "SW1A 1AA", 2021) is None
        with pytest.raises(BadInput):
            area_of(pat, split.postcode, 2016)
        with pytest.raises(BadInput):
            area_of(pat, "no postcode", 2021)

    assert older
    assert newer
    assert (older.code, older.is_approximate) == (split.lsoa11, False)
    assert (newer.code, newer.is_approximate) == (split.lsoa21, True)
    assert older.district == newer.district == split.district


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("vintage", [2011, 2021])
def test_many_postcodes_are_placed_as_each_of_them_is_in_one_query(people: Cast, vintage: int) -> None:
    given = [one.postcode for one in small_gazetteer().postcodes[:20]]
    written = [given[0].replace(" ", "").lower(), *given[1:]]
    with people.pat.acting() as pat:
        singly = {one: area_of(pat, one, vintage) for one in written}
        with CaptureQueriesContext(connection) as asked:
            assert areas_of(pat, [*written, "SW1A 1AA", "no postcode", ""], vintage) == singly
        assert len(asked) == 1
        with pytest.raises(BadInput):
            areas_of(pat, written, 2016)


@pytest.mark.usefixtures("settled")
def test_areas_are_translated_between_censuses(people: Cast) -> None:
    split = next(one for one in small_gazetteer().postcodes if one.is_approximate)
    with people.pat.acting() as pat:
        newer = translate(pat, split.lsoa11, 2011, 2021)
        assert {one.change for one in newer} == {AreaChange.SPLIT}
        assert len(newer) > 1
        assert all([one.code for one in translate(pat, area.code, 2021, 2011)] == [split.lsoa11] for area in newer)
        assert translate(pat, "E01000001", 2011, 2021) == []
        facts = area_for_actor(pat, split.lsoa11)
        assert len(facts.after) == len(newer)
        known = districts(pat)

    assert len(known) == 13
    assert sum(one.residents for one in known) == 1_855_899


@pytest.mark.usefixtures("settled")
def test_people_of_the_partnership_add_public_places_and_strangers_see_none(people: Cast) -> None:
    new = NewPlace(PlaceKind.PARK, "Dane Park", postcode=small_gazetteer().postcodes[0].postcode, uprn="00100062")
    with people.pat.acting() as pat:
        added = add_place(actor=pat, now=now(), new=new)
        for wrong in (
            NewPlace(PlaceKind.HOME, "Home"),
            NewPlace(PlaceKind.PARK, " "),
            NewPlace(PlaceKind.PARK, "Dane Park", uprn="1234567890123"),
            NewPlace(PlaceKind.SHOP, "Where a boy aged 15 sits"),
        ):
            with pytest.raises(BadInput):
                add_place(actor=pat, now=now(), new=wrong)
    assert (added.uprn, added.district) == ("100062", small_gazetteer().postcodes[0].district)
    with people.vic.acting():
        assert Place.objects.filter(pk=added.pk).exists()
    with people.leo.acting() as leo:
        assert not Place.objects.exists()
        with pytest.raises(NotAllowed):
            districts(leo)


def test_nobody_but_the_installation_writes_areas(people: Cast) -> None:
    with people.cora.acting(), pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "insert into identity_area (id, kind, vintage, code, name, within, source)"
            " values (gen_random_uuid(), 'district', 2024, 'E1', 'Nowhere', '{}', 'ons')"
        )
