"""Both walls hold by themselves: what Python would let through the database hides, and the other way about."""

from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, InternalError, ProgrammingError
from tests import records
from tests.people import Cast
from tests.records import CRIME, SAFEGUARDING, Told, World

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, NotAllowed, NotFound
from fourfold.records.feeds.domain.search_keys import born_key, born_sound_key, hashed, word_key
from fourfold.records.feeds.models import Content, Record, SearchKey
from fourfold.records.feeds.operations import add_records
from fourfold.records.feeds.queries import sight as seeing
from fourfold.records.feeds.queries.records import record_for_actor
from fourfold.records.feeds.queries.sealing import room_keys
from fourfold.records.feeds.queries.sight import read
from fourfold.trust.access.domain.decisions import Decision


def ask_directly(record_id: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute("select * from feeds_read(%s::uuid[], null, '')", [[record_id]])
        return cursor.fetchall()


def test_the_database_hides_what_python_would_show(
    people: Cast, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = Decision(True, fields=frozenset({"name", "found_where", "exploitation_concern"}))
    monkeypatch.setattr(seeing, "decide", lambda *_: everything)
    with records.sight(people.sam, SAFEGUARDING) as sight:
        shown = record_for_actor(sight, world.alex)
        assert set(shown.values) == {"name"}  # of what Python opens, the database shows what the grant names
    with records.sight(people.hal, SAFEGUARDING) as sight, pytest.raises(NotFound):
        record_for_actor(sight, world.alex)


def test_python_hides_what_the_database_would_show(people: Cast, world: World) -> None:
    records.as_owner("drop policy see_by_grant on feeds_record")
    records.as_owner("create policy see_all on feeds_record for select to fourfold_app using (true)")
    with records.sight(people.hal, SAFEGUARDING) as sight:
        assert Record.objects.filter(pk=world.alex).exists()
        with pytest.raises(NotFound):
            record_for_actor(sight, world.alex)
        assert read(sight, Record.objects.all()) == []


def test_values_are_read_by_the_one_function_alone(people: Cast, world: World) -> None:
    with (
        records.sight(people.pat, SAFEGUARDING),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
    ):
        list(Content.objects.all())


@pytest.mark.parametrize(
    ("who", "purpose"), [("hal", SAFEGUARDING), ("sam", CRIME), ("sam", ""), ("vic", SAFEGUARDING)]
)
def test_the_function_asks_the_guard_itself(people: Cast, world: World, who: str, purpose: str) -> None:
    with records.sight(getattr(people, who), purpose):
        assert ask_directly(world.alex) == []


def test_nothing_is_read_without_a_context(world: World) -> None:
    assert ask_directly(world.alex) == []


def keyed(text: str) -> set[UUID]:
    """The records that have a key, as far as it is found."""
    found = SearchKey.objects.filter(mac=hashed(text, room_keys()))
    return set(found.values_list("record", flat=True))


def test_a_name_is_found_by_those_alone_with_whom_it_is_shared(people: Cast, world: World) -> None:
    with records.sight(people.sam, SAFEGUARDING):
        assert keyed(word_key("alex")) == keyed(born_key("2011-03-27")) == {world.alex}
    records.end(world.grant)
    records.give(
        records.Given("kent-police", "kent-county-council", "missing-episodes", SAFEGUARDING, ("risk_level",))
    )
    with records.sight(people.sam, SAFEGUARDING) as sight:
        assert "name" not in record_for_actor(sight, world.alex).values
        assert not SearchKey.objects.exists()


def test_a_key_of_two_fields_asks_that_both_are_shared(people: Cast, world: World) -> None:
    with records.sight(people.sam, SAFEGUARDING):
        assert keyed(born_sound_key("2011-03-27", "alex")) == {world.alex}
    records.end(world.grant)
    records.give(records.TO_COUNTY.changed(fields=("name", "risk_level")))
    with records.sight(people.sam, SAFEGUARDING):
        assert keyed(word_key("alex")) == {world.alex}
        assert keyed(born_key("2011-03-27")) == keyed(born_sound_key("2011-03-27", "alex")) == set()


def test_a_grant_about_one_person_finds_no_other_by_name(people: Cast, world: World) -> None:
    records.end(world.grant)
    fields = ("name", "risk_level")
    given = records.Given("kent-police", "kent-county-council", "missing-episodes", SAFEGUARDING, fields)
    records.give(given.changed(subject_id=world.bo_id))
    with records.sight(people.sam, SAFEGUARDING):
        assert keyed(word_key("bo")) == {world.bo}
        assert not SearchKey.objects.exclude(subject_id=world.bo_id).exists()


# Writing ------------------------------------------------------------------------------------------------------


def test_only_the_holders_people_hand_records_in(people: Cast, world: World) -> None:
    with records.sight(people.sam, SAFEGUARDING) as sight:
        actor = sight.looker.standing
        with pytest.raises(NotAllowed):
            add_records(actor=actor, now=now(), holder_id=records.agency("kent-police"), records=[Told().record()])


def test_the_database_refuses_records_in_another_agencys_name(people: Cast, world: World) -> None:
    with records.sight(people.sam, SAFEGUARDING), pytest.raises(ProgrammingError, match="row-level security"):
        Record.objects.bulk_create([_row(records.agency("kent-police"))])


def test_the_database_refuses_a_data_set_that_is_not_live(people: Cast, world: World) -> None:
    with records.sight(people.pat, SAFEGUARDING), pytest.raises(IntegrityError, match="not live"):
        Record.objects.bulk_create([_row(records.agency("kent-police"), data_set="probation")])


def test_a_record_is_attached_to_nobody_whom_its_giver_cannot_see(people: Cast, world: World) -> None:
    """A foreign key alone would let anybody hang a record on a person, and learn that there is one."""
    records.make_live("medway-council", "childrens-social-care")
    medway = records.agency("medway-council")

    def refusal(reference: str) -> str:
        told = Told("", data_set="childrens-social-care", values={"status": "Looked after"}, reference=reference)
        with records.sight(people.mia, SAFEGUARDING) as sight, pytest.raises(BadInput) as caught:
            add_records(actor=sight.looker.standing, now=now(), holder_id=medway, records=[told.record()])
        return str(caught.value)

    assert refusal(world.alex_reference) == refusal("KM-2345-6789")
    row = _row(medway, data_set="childrens-social-care", subject_id=world.alex_id)
    with records.sight(people.mia, SAFEGUARDING), pytest.raises(ProgrammingError, match="row-level security"):
        Record.objects.bulk_create([row])


@pytest.mark.parametrize(
    "statement",
    ["update feeds_record set is_restricted = false", "delete from feeds_record", "delete from feeds_content"],
)
def test_nobody_changes_or_removes_a_record(people: Cast, world: World, statement: str) -> None:
    with (
        records.sight(people.pat, SAFEGUARDING),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_record_is_filled_once(people: Cast, world: World) -> None:
    with records.sight(people.pat, SAFEGUARDING), pytest.raises((ProgrammingError, IntegrityError, InternalError)):
        Content.objects.bulk_create([Content(record_id=world.alex, values={"name": "Somebody else"})])
    with (
        records.sight(people.pat, SAFEGUARDING),
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("delete from feeds_searchkey")


def _row(holder_id: object, **changes: object) -> Record:
    usual = {
        "id": uuid4(),
        "holder_id": holder_id,
        "data_set": "missing-episodes",
        "subject_kind": "child",
        "subject_role": "at-risk",
        "handling": "official",
        "subject_id": uuid4(),
        "reference": "KM-2345-6789",
        "occurred_on": "2026-01-01",
        "is_synthetic": True,
        "recorded_at": now(),
    }
    return Record(**{**usual, **changes})
