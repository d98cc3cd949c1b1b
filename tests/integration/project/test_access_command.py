"""`fourfold access explain`: the decision, what it rests on, or what would be needed; asked by those who may."""

import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from tests import records
from tests.people import Cast
from tests.records import SAFEGUARDING, World
from typer.testing import CliRunner, Result

from fourfold.ground.kernel.clock import now
from fourfold.project.cli.access import access_app


@pytest.fixture(autouse=True)
def _in_this_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command's own start-up is that of the test run, done already."""
    from fourfold.project import bootstrap

    class Held:
        def release(self) -> None:
            """Nothing to give back."""

    monkeypatch.setattr(bootstrap, "prepare_django", Held)


@pytest.fixture(scope="module")
def past_the_walls(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), records.past_the_walls():
        yield


@pytest.fixture
def world(past_the_walls: None, people: Cast) -> World:
    return records.small_world()


def run(*more: str, user: str, by: str, purpose: str = SAFEGUARDING, dataset: str = "missing-episodes") -> Result:
    asked = ["--user", user, "--purpose", purpose, "--dataset", dataset, "--as", by]
    return CliRunner().invoke(access_app, ["explain", *asked, *more])


def explain(*more: str, user: str, by: str, purpose: str = SAFEGUARDING) -> dict[str, Any]:
    ended = run(*more, "--json", user=user, by=by, purpose=purpose)
    assert ended.exit_code == 0, ended.output
    found: dict[str, Any] = json.loads(ended.output)
    return found


def test_allowed_with_fields_grant_and_clause(people: Cast, world: World) -> None:
    told = explain(user=people.sam.email, by=people.ada.email)
    assert told["allowed"]
    assert "name" in told["fields"]
    assert [grant["grant"] for grant in told["grants"]] == [str(world.grant)]
    assert told["grants"][0]["clause"] == "Schedule, line 1"
    assert explain("--field", "name", user=people.sam.email, by=people.sam.email)["fields"] == ["name"]


def test_refused_with_the_reason_and_what_would_be_needed(people: Cast, world: World) -> None:
    sam = people.sam.email
    assert explain(user=people.hal.email, by=people.ada.email)["refusal"] == "no-grant"
    assert explain(user=people.vic.email, by=people.ada.email)["refusal"] == "not-trained"
    hidden = explain("--field", "found_where", user=sam, by=sam)
    assert not hidden["allowed"]
    assert "names this field" in hidden["needed"]
    records.end(world.grant)
    assert explain(user=sam, by=sam)["refusal"] == "ended"
    records.give(records.TO_COUNTY.changed(needs_relationship=True))
    assert explain(user=sam, by=sam)["refusal"] == "no-relationship"
    assert explain("--works-with", user=sam, by=sam)["allowed"]


def test_it_answers_for_another_time(people: Cast, world: World) -> None:
    sam = people.sam.email
    assert explain("--at", "2020-01-01T12:00", user=sam, by=sam)["refusal"] == "nobody"
    records.end(world.grant)
    yesterday = (now() - timedelta(days=1)).isoformat()
    assert explain("--at", yesterday, user=sam, by=sam)["allowed"]
    assert not explain(user=sam, by=sam)["allowed"]


def test_the_answer_in_words(people: Cast, world: World) -> None:
    said = run(user=people.sam.email, by=people.sam.email).output
    assert said.startswith("Allowed.")
    assert "Schedule, line 1, until" in said


def test_only_administrators_and_the_agencys_officer_ask_for_others(people: Cast, world: World) -> None:
    assert run(user=people.pat.email, by=people.dan.email).exit_code == 0
    for asker in (people.mia, people.dan, people.pat):
        ended = run(user=people.sam.email, by=asker.email)
        assert ended.exit_code == 1
        assert "explain this for others" in ended.output


@pytest.mark.parametrize(
    ("more", "changes", "said"),
    [
        ((), {"purpose": "eviction"}, "There is no purpose eviction"),
        ((), {"dataset": "secrets"}, "There is no data set secrets"),
        (("--field", "secret"), {}, "has no field secret"),
        (("--holder", "nobody"), {}, "There is no agency nobody"),
        (("--at", "yesterday"), {}, "yesterday is no time"),
    ],
)
def test_what_is_not_known_is_said(
    people: Cast, world: World, more: tuple[str, ...], changes: dict[str, str], said: str
) -> None:
    ended = run(*more, user=people.sam.email, by=people.sam.email, **changes)
    assert ended.exit_code == 2
    assert said in ended.output
