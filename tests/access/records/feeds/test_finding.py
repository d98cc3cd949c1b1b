"""Finding people by name: whole words and sounds, among what is shared; an empty hand tells nothing."""

from datetime import date

from tests import pages, records
from tests.people import Cast
from tests.records import SAFEGUARDING, TO_COUNTY, Told, World

from fourfold.records.feeds.queries.finding import find_by_name, find_by_reference


def names(people: Cast, text: str, born_on: date | None = None) -> list[str]:
    with records.sight(people.sam, SAFEGUARDING) as sight:
        return [person.name for person in find_by_name(sight, text, born_on).people]


def test_a_person_is_found_by_words_in_any_order(people: Cast, world: World) -> None:
    assert names(people, "Alex Tanner") == names(people, "tanner ALEX") == names(people, "Tanner") == ["Alex Tanner"]


def test_a_part_of_a_word_finds_nobody(people: Cast, world: World) -> None:
    assert names(people, "Tan") == names(people, "Al%") == names(people, "_lex") == []


def test_names_that_sound_alike_are_found_after_those_written_alike(people: Cast, world: World) -> None:
    records.hand_in("kent-police", Told("Steven Okonjo"), Told("Stephen Okonjo"))
    assert names(people, "Stephen Okonjo") == ["Stephen Okonjo", "Steven Okonjo"]
    assert names(people, "Steven Okonjo") == ["Steven Okonjo", "Stephen Okonjo"]


def test_each_word_must_be_found(people: Cast, world: World) -> None:
    assert names(people, "Alex Whitfield") == []


def test_a_date_of_birth_makes_it_sure(people: Cast, world: World) -> None:
    assert names(people, "Alex", date(2011, 3, 27)) == ["Alex Tanner"]
    assert names(people, "Alex", date(2011, 3, 28)) == []


def test_a_date_of_birth_that_is_not_shared_confirms_nothing(people: Cast, world: World) -> None:
    records.end(world.grant)
    records.give(TO_COUNTY.changed(fields=("name", "risk_level")))
    assert names(people, "Alex") == ["Alex Tanner"]
    assert names(people, "Alex", date(2011, 3, 27)) == []


def test_one_person_in_several_records_is_one_line(people: Cast, world: World) -> None:
    records.hand_in("kent-police", Told("Alex Tanner", reference=world.alex_reference))
    assert names(people, "Alex Tanner") == ["Alex Tanner"]


def test_a_reference_finds_the_person_if_anything_is_shared(people: Cast, world: World) -> None:
    with records.sight(people.sam, SAFEGUARDING) as sight:
        assert [person.subject_id for person in find_by_reference(sight, world.alex_reference).people] == [
            world.alex_id
        ]
    with records.sight(people.hal, SAFEGUARDING) as sight:
        assert find_by_reference(sight, world.alex_reference).people == ()


def test_more_people_than_fit_are_asked_about_and_not_counted(people: Cast, world: World) -> None:
    records.hand_in(
        "kent-police", *[Told(f"Robin Vale{'abcdefghijklmnopqrstuvwxyzab'[:place]}x") for place in range(28)]
    )
    with records.sight(people.sam, SAFEGUARDING) as sight:
        found = find_by_name(sight, "Robin")
    assert len(found.people) == 25
    assert found.is_cut


def test_what_is_typed_stands_in_no_address_and_comes_back(people: Cast, world: World) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    answer = client.post("/records/find/", {"name": "alex tanner"})
    assert "Alex Tanner" in pages.words(answer)
    assert b'value="alex tanner"' in answer.content
    assert b"?name=" not in answer.content


def test_a_search_that_cannot_be_carried_out_says_why(people: Cast, world: World) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    for typed, said in (
        ({}, "Enter a name or a reference"),
        ({"name": "a"}, "Enter a whole word of the name"),
        ({"reference": "0000"}, "A reference looks like"),
    ):
        answer = client.post("/records/find/", typed)
        assert answer.status_code == 422
        assert said in pages.words(answer)


def test_hidden_names_change_nothing_of_an_answer(people: Cast, world: World) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    before = pages.bytes_of(client.post("/records/find/", {"name": "Cy Marsh"}))
    records.hand_in(
        "kent-police", Told("Cy Marsh", is_restricted=True), Told("Cy Marsh", data_set="police-incidents")
    )
    assert pages.bytes_of(client.post("/records/find/", {"name": "Cy Marsh"})) == before
