"""Who is the champion for X, and who covers: one search, by whatever people call things."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from tests.integration.trust.partnership.agencies import Town, build, role_of
from tests.pages import MOST_QUERIES, main, queries_of
from tests.people import Cast, ClientOf

from fourfold.ground.kernel.clock import now, show_date, today
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.asking import words
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.models import Person, Succession

WEEK = timedelta(days=7)


@pytest.fixture
def town(people: Cast) -> Town:
    return build(people)


def ask(client: Client, text: str) -> str:
    """What the page answers, under its sentence."""
    return main(client.get("/directory/", {"q": text}))


@pytest.mark.parametrize(
    "question",
    [
        "who is the champion for Dartford?",
        "dartford spoc",
        "DARTFORD single point of contact",
        "O'Brien",
        "obrien dartford",
        "finn",
        "champ dartf",
    ],
)
def test_a_champion_is_found_under_many_words(client_of: ClientOf, town: Town, question: str) -> None:
    answer = ask(client_of(town.people.pat), question)
    assert "Finn O’Brien" in answer, answer
    assert "Gangs champion" in answer
    assert "finn@dartford-council.example" in answer
    assert "since 1 January 2025" in answer


@pytest.mark.parametrize("question", ["dartford lro", "champion thanet", "finn medway", "zzzz"])
def test_who_is_something_else_or_elsewhere_is_not_found(client_of: ClientOf, town: Town, question: str) -> None:
    assert "Finn" not in ask(client_of(town.people.pat), question)


def test_an_agency_of_the_past_leads_to_todays(client_of: ClientOf, people: Cast) -> None:
    answer = ask(client_of(people.pat), "clinical commissioning group")
    assert people.hal.name in answer
    assert "Took over from" in answer


def test_a_role_that_nobody_holds_is_said(client_of: ClientOf, town: Town) -> None:
    answer = ask(client_of(town.people.pat), "accountable officer dartford")
    assert "Nobody since 1 January 2025" in answer
    assert "Finn" not in answer


def test_who_is_away_and_who_covers_stands_beside_the_role(client_of: ClientOf, town: Town) -> None:
    champion = role_of(town.finn, town.people)
    back = today() + WEEK
    with town.finn.acting() as finn:
        covers = {champion: town.gwen.person_id}
        new = operations.NewAbsence(town.finn.person_id, today(), back, covers)
        operations.record_absence(actor=finn, now=now(), new=new)
    answer = ask(client_of(town.people.pat), "champion dartford")
    assert f"Away until {show_date(back)}. Gwen Parry covers gwen@dartford-council.example" in answer


def test_who_covers_and_has_left_is_not_named(client_of: ClientOf, town: Town) -> None:
    champion = role_of(town.finn, town.people)
    with town.finn.acting() as finn:
        covers = {champion: town.gwen.person_id}
        new = operations.NewAbsence(town.finn.person_id, today(), today() + WEEK, covers)
        operations.record_absence(actor=finn, now=now(), new=new)
    with town.people.ada.acting() as ada:
        operations.end_role(actor=ada, now=now(), role_id=role_of(town.gwen, town.people), until=today())
    answer = ask(client_of(town.people.pat), "champion dartford")
    assert "Gwen" not in answer
    assert "Nobody covers" in answer


def test_a_page_of_answers_takes_few_queries(client_of: ClientOf, town: Town) -> None:
    client = client_of(town.people.pat)
    for address in ("/directory/", "/directory/?q=kent", "/directory/?q=champion+dartford", "/directory/gaps/"):
        client.get(address)
        found = queries_of(client, address)
        assert len(found) <= MOST_QUERIES, (address, found)


@pytest.mark.parametrize("text", ["Zoë O’Brien-Ñuñez", "St. John's & St. Mary’s (Kent)", "ÅSA  łuk", "A&E"])
def test_the_database_cuts_words_as_we_do(text: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select word from partnership_words_of(%s)", [text])
        assert sorted(word for (word,) in cursor.fetchall()) == sorted(words(text))


def test_words_follow_their_names(people: Cast, client_of: ClientOf) -> None:
    with people.ada.acting():
        Person.objects.filter(pk=people.vic.person_id).update(name="Vic Wrenfield")
    assert "Vic Wrenfield" in ask(client_of(people.pat), "wrenf")
    assert "Vic" not in ask(client_of(people.pat), "rowe")


def test_the_index_answers_under_row_level_security(people: Cast) -> None:
    with people.pat.acting(), connection.cursor() as cursor:
        cursor.execute("set local enable_seqscan = off")
        cursor.execute(
            "explain select agency_id from partnership_directoryword"
            " where word >= 'thanet' collate \"C\" and word < 'thanet~' collate \"C\""
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "directory_by_word" in plan
    assert "Index Cond" in plan


def test_gaps_stand_on_their_page_and_close(client_of: ClientOf, town: Town) -> None:
    gap = "Dartford Borough Council Deputy accountable officer"
    client = client_of(town.people.pat)
    assert gap in main(client.get("/directory/gaps/?role=deputy"))
    with town.acting() as gwen:
        given = {"person_id": town.finn.person_id, "agency_id": town.dartford, "kind": RoleKind.DEPUTY}
        operations.give_role(actor=gwen, now=now(), since=today(), **given)
    assert gap not in main(client.get("/directory/gaps/?role=deputy"))


def test_succession_counts_from_its_day(people: Cast, client_of: ClientOf) -> None:
    with people.ada.acting():
        assert Succession.objects.exists()
        Succession.objects.update(on=today() + WEEK)
    assert people.hal.name not in ask(client_of(people.pat), "clinical commissioning group")
