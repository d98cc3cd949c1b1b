"""Finding people: by what is shared of them alone, forgiving slips; an empty hand tells nothing."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import pages, records
from tests.people import Cast
from tests.records import SAFEGUARDING, TO_COUNTY, Told, World

from fourfold.records.identity.domain.searching import Asked
from fourfold.records.identity.queries.finding import Found, find_people
from fourfold.trust.access.domain.resources import SubjectRole

HOME = {"address": "12 High Street, Maidstone", "postcode": "ME14 1XQ"}
CARE, TREATMENT = "childrens-social-care", "substance-misuse"
NHS = {"nhs_number": "943 476 5919"}


def found(people: Cast, asked: Asked, who: str = "sam") -> Found:
    with records.sight(getattr(people, who), SAFEGUARDING) as sight:
        return find_people(sight, asked)


def names(people: Cast, text: str, born: date | None = None) -> list[str]:
    return [person.name for person in found(people, Asked(name=text, born=born)).people]


def test_a_person_is_found_by_words_in_any_order(people: Cast, world: World) -> None:
    assert names(people, "Alex Tanner") == names(people, "tanner ALEX") == names(people, "Tanner") == ["Alex Tanner"]


@pytest.mark.parametrize(
    "typed", ["Alexander Tanner", "Alex Taner", "Alex Tannre", "Aleks Tanner", "Alex-Tanner", "Mr Alex Tanner"]
)
def test_slips_short_forms_and_sounds_are_forgiven(people: Cast, world: World, typed: str) -> None:
    assert names(people, typed) == ["Alex Tanner"]


def test_a_part_of_a_word_or_another_name_finds_nobody(people: Cast, world: World) -> None:
    assert names(people, "Tan") == names(people, "Tan%") == names(people, "_anner") == []
    assert names(people, "Alex Whitfield") == []


def test_a_slip_is_found_beside_somebody_who_is_written_just_so(people: Cast, world: World) -> None:
    records.hand_in("kent-police", Told("Ahmad Sahak"), Told("Ahmad Saak"))
    assert names(people, "Ahmad Sahak") == ["Ahmad Sahak", "Ahmad Saak"]


@pytest.mark.parametrize("typed", ["Claire Dunccan", "Dunccan, Claire"])
def test_a_name_alone_forgives_another_form_and_a_slip_together(people: Cast, world: World, typed: str) -> None:
    records.hand_in("kent-police", Told("Chiara Duncan"))
    assert names(people, typed) == ["Chiara Duncan"]


def test_who_is_written_alike_comes_first(people: Cast, world: World) -> None:
    records.hand_in("kent-police", Told("Steven Okonjo"), Told("Stephen Okonjo"))
    assert names(people, "Stephen Okonjo") == ["Stephen Okonjo", "Steven Okonjo"]
    assert names(people, "Steven Okonjo") == ["Steven Okonjo", "Stephen Okonjo"]


@pytest.mark.parametrize("born", [date(2011, 3, 27), date(2011, 3, 28), date(2011, 3, 17), date(2012, 3, 27)])
def test_a_date_of_birth_forgives_one_slip(people: Cast, world: World, born: date) -> None:
    assert [one.name for one in found(people, Asked(born=born, name="Alex")).people] == ["Alex Tanner"]
    assert [one.name for one in found(people, Asked(born=date(2011, 3, 27))).people] == ["Alex Tanner"]


def test_a_date_of_birth_that_is_not_shared_confirms_nothing(people: Cast, world: World) -> None:
    records.end(world.grant)
    records.give(TO_COUNTY.changed(fields=("name", "risk_level")))
    right, wrong = (found(people, Asked(name="Alex", born=date(2011, 3, day))).people[0].like for day in (27, 9))
    assert right == wrong
    assert found(people, Asked(born=date(2011, 3, 27))).people == ()


@pytest.mark.parametrize(
    "asked",
    [
        Asked(postcode="me141xq"),
        Asked(address="12 High St"),
        Asked(number=("nhs_number", "9434765919")),
        Asked(name="Jo Marsh", postcode="ME14 1AA"),
    ],
)
def test_what_is_not_shared_finds_nobody(people: Cast, world: World, asked: Asked) -> None:
    """By postcode, address or number: where that field is shared, and nowhere else."""
    data_set, said = (TREATMENT, NHS) if asked.number[0] else (CARE, HOME)
    records.make_live("kent-police", data_set)
    records.hand_in("kent-police", Told("Jo Marsh", data_set=data_set, values=said, role=SubjectRole.NONE))
    given = TO_COUNTY.changed(data_set=data_set, fields=("name", "worker"))
    grant = records.give(given)
    if not asked.name:
        assert found(people, asked).people == ()
    records.end(grant)
    records.give(given.changed(fields=("name", "worker", *said)))
    assert [person.name for person in found(people, asked).people] == ["Jo Marsh"]


def test_a_reference_finds_the_person_if_anything_is_shared(people: Cast, world: World) -> None:
    asked = Asked(reference=world.alex_reference)
    assert [person.subject_id for person in found(people, asked).people] == [world.alex_id]
    assert found(people, asked, "hal") == found(people, Asked(reference="KM-2345-6789"), "hal") == Found()


def test_subjects_of_one_person_stand_together_as_far_as_they_are_seen(people: Cast, world: World) -> None:
    again = records.subject_of(records.hand_in("kent-police", Told("Alexander Tanner")).record_ids[0])
    hidden = records.subject_of(
        records.hand_in("kent-police", Told("Alex Tanner", data_set="police-incidents")).record_ids[0]
    )
    assert len(found(people, Asked(name="Alex Tanner")).people) == 2
    one = min(world.alex_id, again, hidden)
    for subject in (world.alex_id, again, hidden):
        records.as_owner("insert into access_sameperson (subject_id, person_id) values (%s, %s)", [subject, one])
    (person,) = found(people, Asked(name="Alex Tanner")).people
    assert person.subject_id == world.alex_id
    assert {shown.record.subject_id for shown in person.seen_in} == {world.alex_id, again}


def test_more_people_than_fit_are_asked_about_and_not_counted(people: Cast, world: World) -> None:
    records.hand_in(
        "kent-police", *[Told(f"Robin Vale{'abcdefghijklmnopqrstuvwxyzab'[:place]}x") for place in range(28)]
    )
    answer = found(people, Asked(name="Robin"))
    assert len(answer.people) == 20
    assert answer.is_cut


def test_a_locked_record_is_told_to_who_knows_name_and_birth_and_to_nobody_else(people: Cast, world: World) -> None:
    """An agreement that opens name and date of birth alone opens that there is a record (ADR 18)."""
    records.end(world.grant)
    records.give(TO_COUNTY.changed(fields=("name", "born_on")))
    sure = found(people, Asked(name="Alex Tanner", born=date(2011, 3, 27)))
    assert sure.people == ()
    assert [(one.holder, one.data_set) for one in sure.locked] == [("Kent Police", "missing-episodes")]
    for asked in (
        Asked(name="Alex Tanner"),
        Asked(name="Tanner", born=date(2011, 3, 27)),
        Asked(name="Alex Tanner", born=date(2011, 3, 28)),
        Asked(born=date(2011, 3, 27)),
        Asked(reference=world.alex_reference),
    ):
        assert found(people, asked) == Found()
    client = records.client_for(people.sam, SAFEGUARDING)
    said = client.post("/records/find/", {"name": "Alex Tanner", **BORN}).content
    assert b"Ask Kent Police to share it" in said
    assert world.alex_reference.encode() not in said
    assert str(world.alex_id).encode() not in said
    for path in (f"/records/people/{world.alex_id}/", f"/records/{world.alex}/"):
        assert client.get(path).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("select * from feeds_read(%s::uuid[], null, '')", [[world.alex]])
        assert cursor.fetchall() == []


BORN = {"born_day": "27", "born_month": "3", "born_year": "2011"}


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Cy Marsh"},
        {"name": "Cy Marsh", **BORN},
        {"place": "ME14 1XQ"},
        {"number": "943 476 5919"},
    ],
)
def test_hidden_people_change_nothing_of_an_answer(people: Cast, world: World, typed: dict[str, str]) -> None:
    """Not its bytes, and not how often the database is asked."""
    client = records.client_for(people.sam, SAFEGUARDING)

    def asked() -> tuple[bytes, int]:
        with CaptureQueriesContext(connection) as queries:
            answer = client.post("/records/find/", typed)
        return pages.bytes_of(answer), sum("SAVEPOINT" not in query["sql"] for query in queries.captured_queries)

    asked()
    before = asked()
    records.make_live("kent-police", CARE, TREATMENT)
    records.hand_in(
        "kent-police",
        Told("Cy Marsh", is_restricted=True),
        Told("Cy Marsh", data_set="police-incidents"),
        Told("Cy Marsh", data_set=CARE, values=HOME, role=SubjectRole.NONE),
        Told("Cy Marsh", data_set=TREATMENT, values=NHS, role=SubjectRole.NONE),
    )
    assert asked() == before
    assert before[1] <= pages.MOST_QUERIES


def test_what_is_typed_stands_in_no_address_and_comes_back(people: Cast, world: World) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    answer = client.post("/records/find/", {"name": "alex tanner"})
    assert "Alex Tanner" in pages.words(answer)
    assert b'value="alex tanner"' in answer.content
    assert b"?name=" not in answer.content


def test_a_search_that_cannot_be_carried_out_says_why(people: Cast, world: World) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    for typed, said in (
        ({}, "Enter a name, a date of birth"),
        ({"name": "a"}, "Enter a whole word of the name"),
        ({"number": "943 476 5918"}, "its check digit does not fit"),
    ):
        answer = client.post("/records/find/", typed)
        assert answer.status_code == 422
        assert said in pages.words(answer)
