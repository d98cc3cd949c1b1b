"""The pages of clerical review, through the front door."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import pages, records, reviews
from tests.people import Cast, ClientOf
from tests.records import SAFEGUARDING, Told
from tests.reviews import CARE, Asked

from fourfold.records.identity.operations import reviewing

ABSENT = "00000000-0000-4000-8000-000000000000"


def address(asked: Asked) -> str:
    return f"/records/review/{asked.task_id}/"


@pytest.fixture
def nobody_is_sampled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "is_sampled", lambda _mac: False)


def test_a_question_shows_what_differs_and_why_the_model_asks(people: Cast, asked: Asked) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    assert "1 question wait" in pages.words(client.get("/records/review/"))
    answer = client.get(address(asked))
    html, text = answer.content.decode(), pages.words(answer)
    assert 'T<mark class="ff-differs">h</mark>alia' in html
    assert '<mark class="ff-differs">1</mark> <mark class="ff-differs">February</mark> 2009' in html
    for said in ("Day and month the other way round", "Same where", "Forenames a letter or so apart", "Kent Police"):
        assert (said in text) == (said != "Same where")
    ((keys, subjects),) = records.ask_owner(
        "select detail -> 'keys' as keys, detail -> 'subjects' as subjects from audit_entry where outcome = 'read'"
    )
    assert set(keys) == {str(record) for record in asked.records.values()}
    assert set(subjects) == {str(subject) for subject in asked.subjects}


def test_what_is_not_shared_on_both_sides_is_not_named(people: Cast, past_the_walls: None) -> None:
    grants = reviews.world()
    asked = reviews.twins_or_one()
    records.end(grants["police"])
    records.give(reviews.FROM_POLICE.changed(fields=("name", "born_on", "risk_level")))
    text = pages.words(records.client_for(people.sam, SAFEGUARDING).get(address(asked)))
    assert "From what is not shared with you" in text
    for named in ("Chatham", "ME4", "address", "Address", "postcode", "Postcode", "Sex", "Female"):
        assert named not in text, named


def test_hidden_and_absent_are_answered_alike(people: Cast, asked: Asked) -> None:
    records.exclude(people.sam, asked.subjects[0])
    client = records.client_for(people.sam, SAFEGUARDING)
    hidden = str(asked.task_id)
    for path in ("/records/review/{}/", "/records/review/{}/take-back/"):
        answers, counts = [], []
        for key in (hidden, ABSENT):
            with CaptureQueriesContext(connection) as captured:
                answers.append(client.get(path.format(key)))
            counts.append(len(captured))
        assert [answer.status_code for answer in answers] == [404, 404]
        assert pages.bytes_of(answers[0]) == pages.bytes_of(answers[1])
        assert counts[0] == counts[1]
    assert client.post(address(asked), {"answer": "apart", "why": "two"}).status_code == 404


def test_pages_take_few_queries_whatever_they_show(people: Cast, asked: Asked) -> None:
    for place in range(6):
        reviews.ask(
            (records.POLICE, Told(f"Person {place}", values=reviews.HOME)),
            (records.POLICE, Told(f"Persson {place}", values=reviews.HOME)),
            (records.COUNTY, Told(f"Pearson {place}", data_set=CARE, values=reviews.HOME)),
        )
    client = records.client_for(people.sam, SAFEGUARDING)
    several = re.search(r"/records/review/[0-9a-f-]{36}/", client.get("/records/review/?about=more").content.decode())
    assert several is not None
    asked_for = ("/records/review/", address(asked), several.group(), "/records/review/decided/", "/records/linkage/")
    taken = {path: len(pages.queries_of(client, path)) for path in asked_for}
    assert max(taken.values()) <= pages.MOST_QUERIES, taken


def test_answering_leads_to_the_next_question_and_keeps_what_was_typed(
    people: Cast, asked: Asked, nobody_is_sampled: None
) -> None:
    other = reviews.ask(
        (records.POLICE, Told("Bo Whitfield")), (records.COUNTY, Told("Bo Whitfeld", data_set=CARE)),
        levels={"forename": "same", "surname": "one_slip", "birth": "same"},
    )  # fmt: skip
    client = records.client_for(people.sam, SAFEGUARDING)
    refused = client.post(address(asked), {"answer": "together"})
    assert refused.status_code == 422
    assert "Choose a reason or write your own" in pages.words(refused)
    assert 'value="together" checked' in refused.content.decode()
    ((here, _), (there, _)) = sorted(
        ((one, weight) for one, weight in ((asked, 1), (other, 2))), key=lambda pair: pair[1]
    )
    taken = client.post(address(here), {"answer": "together", "why": "slip", "reason": "Same school"})
    assert (taken.status_code, taken["Location"]) == (302, address(there))
    last = client.post(address(there) + "?about=two", {"answer": "not-sure", "why": "little"})
    assert last["Location"] == "/records/review/?about=two"
    text = pages.words(client.get(address(here)))
    assert "Together: one person" in text
    assert "What differs is a slip of the pen. Same school" in text
    taken_back = client.post(f"{address(here)}take-back/", {"reason": "They are twins"})
    assert taken_back.status_code == 302
    assert "No decision of this question is in force" in pages.words(client.get(address(here)))


def test_how_good_the_linkage_is_names_nobody_and_is_for_all_who_work_here(
    client_of: ClientOf, people: Cast, asked: Asked, nobody_is_sampled: None
) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    client.post(address(asked), {"answer": "together", "why": "slip"})
    answer = client_of(people.vic).get("/records/linkage/")
    text = pages.words(answer)
    assert answer.status_code == 200
    assert "Day and month of birth the other way round" in text
    assert "1 of 1" not in text, "one decision is not told of"
    for hidden in ("Okafor", str(asked.task_id), *map(str, asked.subjects)):
        assert hidden not in answer.content.decode()
