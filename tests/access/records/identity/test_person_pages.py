"""One person's pages: all that is shared of all who are held to be them, why, and saying that it is otherwise."""

import pytest
from tests import pages, records
from tests.people import Cast
from tests.records import SAFEGUARDING, Told, World


@pytest.fixture
def again(people: Cast, world: World) -> str:
    """A second reference that is held to be Alex's, and a third of which the county sees nothing."""
    held = records.hand_in("kent-police", Told("Alexander Tanner"))
    hidden = records.hand_in("kent-police", Told("Alex Tanner", data_set="police-incidents"))
    ids = [world.alex_id, *(records.subject_of(added.record_ids[0]) for added in (held, hidden))]
    for one in ids:
        records.as_owner("insert into access_sameperson values (%s, %s)", [one, min(ids)])
    return held.references["Alexander Tanner"]


def test_the_page_shows_every_reference_that_is_seen_and_no_other(people: Cast, world: World, again: str) -> None:
    client = records.client_for(people.sam, SAFEGUARDING)
    path = f"/records/people/{world.alex_id}/"
    answer = client.get(path)
    said = pages.words(answer)
    assert "Held to be one person" in said
    assert world.alex_reference in said
    assert again in said
    assert "Police incidents" not in said
    assert len(pages.queries_of(client, path)) <= pages.MOST_QUERIES
    assert "Nothing has changed that you may see" in pages.words(client.get(f"{path}changes/"))
    assert len(pages.queries_of(client, f"{path}changes/")) <= pages.MOST_QUERIES


def test_a_reference_of_somebody_hidden_is_answered_like_one_that_nobody_has(people: Cast, world: World) -> None:
    hidden = records.hand_in("kent-police", Told("Cy Marsh", data_set="police-incidents")).references["Cy Marsh"]
    client = records.client_for(people.sam, SAFEGUARDING)
    said = []
    for reference in (hidden, "KM-2345-6789"):
        typed = {"reference": reference, "judgement": "together", "reason": "I know them."}
        answer = client.post(f"/records/people/{world.alex_id}/same/", typed)
        assert answer.status_code == 422
        said.append(pages.words(answer).replace(reference, ""))
    assert said[0] == said[1]
    assert "nobody else by this reference" in said[0]


@pytest.mark.parametrize("page", ["", "changes/", "same/"])
def test_who_sees_nothing_of_a_person_finds_no_page_of_theirs(people: Cast, world: World, page: str) -> None:
    client = records.client_for(people.hal, SAFEGUARDING)
    hidden, absent = (
        client.get(f"/records/people/{one}/{page}") for one in (world.alex_id, "00000000-0000-4000-8000-000000000000")
    )
    assert hidden.status_code == absent.status_code in (403, 404)
    assert pages.bytes_of(hidden).replace(str(world.alex_id).encode(), b"") == pages.bytes_of(absent).replace(
        b"00000000-0000-4000-8000-000000000000", b""
    )
