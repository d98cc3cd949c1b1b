"""For what one looks: only what is open, one click, shown on the page and written to the log."""

from tests import records
from tests.pages import words
from tests.people import Cast, ClientOf
from tests.records import CRIME, SAFEGUARDING, World

from fourfold.trust.partnership.queries import agency_ids_by_key


def test_only_purposes_with_grants_are_offered_and_a_click_changes_it(people: Cast, world: World) -> None:
    records.give(records.TO_COUNTY)
    client = records.client_for(people.sam, SAFEGUARDING)
    page = words(client.get(f"/records/{world.alex}/"))
    assert "Kent County Council for keeping children safe Change" in page
    choice = client.get("/purpose/?then=/records/find/")
    assert choice.content.count(b'name="purpose"') == 2
    answer = client.post("/purpose/", {"purpose": CRIME, "then": "/records/find/"})
    assert (answer.status_code, answer["Location"]) == (302, "/records/find/")
    assert "for preventing crime and disorder" in words(client.get("/records/find/"))
    assert client.get(f"/records/{world.alex}/").status_code == 404


def test_the_last_choice_is_preselected_next_time(people: Cast, world: World, client_of: ClientOf) -> None:
    records.give(records.TO_COUNTY)
    for purpose, label in ((CRIME, "preventing crime"), (SAFEGUARDING, "keeping children safe")):
        client_of(people.sam).post("/purpose/", {"purpose": purpose})
        assert f"for {label}" in words(client_of(people.sam).get("/records/find/"))


def test_what_is_not_open_is_not_taken_and_leads_nowhere_else(people: Cast, world: World) -> None:
    records.give(records.TO_COUNTY)
    client = records.client_for(people.sam, SAFEGUARDING)
    refused = client.post("/purpose/", {"purpose": "eviction", "then": "/records/find/"})
    assert refused.status_code == 400
    assert "Nothing is open to you for this purpose" in words(refused)
    for then in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""):
        answer = client.post("/purpose/", {"purpose": SAFEGUARDING, "then": then})
        assert answer["Location"] == "/records/find/"


def test_pages_without_personal_data_have_none(people: Cast, world: World) -> None:
    page = words(records.client_for(people.sam, SAFEGUARDING).get("/you/"))
    assert "the plan" in page
    assert "keeping children safe" not in page


def test_the_log_names_it(people: Cast, world: World) -> None:
    records.give(records.TO_COUNTY)
    records.client_for(people.sam, SAFEGUARDING).get(f"/records/{world.alex}/")
    read = records.ask_owner(
        "select detail ->> 'agency', purpose from audit_entry where actor = %s and outcome = 'read'",
        [f"person:{people.sam.user_id}"],
    )
    with people.sam.acting():
        county = str(agency_ids_by_key()["kent-county-council"])
    assert sorted(read[-1]) == sorted([county, SAFEGUARDING])
