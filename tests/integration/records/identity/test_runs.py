"""Runs: killed anywhere they lose and double nothing; who answers for the linkage sees them, and nobody in them."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from tests import pages
from tests.deliveries import EPISODES, deliver, episode
from tests.linking import ada, delivered, groups, state, subject_of
from tests.people import Cast, ClientOf
from tests.records import OWN, SAFEGUARDING, as_owner, ask_owner, give, make_live, sight

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.records.identity.domain.states import Judgement
from fourfold.records.identity.operations import ask_for_run, judge, running, work_off_waiting
from fourfold.records.identity.queries.people import changes_of


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold missing episodes, and read their own."""
    make_live("kent-police", EPISODES)
    give(OWN)


class Killed(BaseException):
    """The worker is gone: nothing that it has not committed is kept."""


def dies(times: int, act: Callable[..., Any]) -> Callable[..., Any]:
    """`act`, which comes to its end this often, and is then killed at its end."""
    left = [times]

    def act_and_die(*arguments: Any) -> Any:
        answer = act(*arguments)
        left[0] -= 1
        if left[0] < 0:
            raise Killed
        return answer

    return act_and_die


@pytest.mark.parametrize(("place", "times"), [("describe", 0), ("step", 1), ("decide", 0), ("end", 0)])
def test_a_run_that_is_killed_is_gone_on_with(
    people: Cast, monkeypatch: pytest.MonkeyPatch, place: str, times: int
) -> None:
    deliver(people.pat, [ada(1), ada(2), episode(3, forename="Bela", surname="Quist")])
    monkeypatch.setattr(running, "AT_ONCE", 1)
    with monkeypatch.context() as broken:
        broken.setattr(running, place, dies(times, getattr(running, place)))
        with pytest.raises(Killed):
            work_off_waiting()
    assert ask_owner("select state from identity_run") == [["running"]]
    [run] = work_off_waiting()
    assert (run.state, len(groups())) == ("done", 1)
    assert ask_owner("select count(*) from identity_change") == [[1]]
    assert ask_owner("select count(*) from identity_touched") == [[0]]
    before = state()
    assert work_off_waiting() == []
    assert state() == before


def test_who_sees_all_of_a_change_sees_why_in_words_without_values(people: Cast) -> None:
    delivered(people.pat, ada(1), ada(2))
    with sight(people.pat, SAFEGUARDING) as seen:
        [told] = changes_of(seen, subject_of(1))
    assert (told.kind, told.run, told.is_judged) == ("joined", "delivery", False)
    assert "the same forename" in " ".join(told.reasons).lower()
    assert "home" not in " ".join(told.reasons), "the police's own grant names no address"
    assert "Ada" not in " ".join(told.reasons)
    with sight(people.mia, SAFEGUARDING) as seen:
        assert changes_of(seen, subject_of(1)) == []


def test_runs_are_seen_and_asked_for_by_those_who_answer(people: Cast, client_of: ClientOf) -> None:
    delivered(people.pat, ada(1), ada(2))
    page = client_of(people.cora).get("/records/people/runs/").content.decode()
    assert "What a delivery changed" in page
    assert "1 change" not in page, "it tells whom the rows met"
    assert "second" not in page.split("What a delivery changed")[1].split("</tr>")[0]
    assert "Link everything anew" in page
    assert client_of(people.cora).post("/records/people/runs/new/").status_code == 302
    assert "Waiting." in client_of(people.cora).get("/records/people/runs/progress/").content.decode()
    assert client_of(people.sam).get("/records/people/runs/").status_code == 403
    with people.pat.acting() as actor, pytest.raises(NotAllowed):
        ask_for_run(actor=actor, now=now())


def test_a_full_run_is_told_of_in_rounded_counts_and_smaller_ones_not_at_all(
    people: Cast, client_of: ClientOf
) -> None:
    with people.cora.acting() as actor:
        ask_for_run(actor=actor, now=now())
    delivered(people.pat, *(ada(number, forename=f"Ada{number}") for number in range(1, 10)))
    text = pages.words(client_of(people.vic).get("/records/linkage/"))
    delivered(people.pat, ada(1))
    delivered(people.pat, episode(11, forename="Bela", surname="Quist", postcode="CT16 1AA"))
    assert pages.words(client_of(people.vic).get("/records/linkage/")) == text, (
        "who adds a record learns nothing by it"
    )
    assert "Numbers that agencies have for people About 10" in text
    assert "Questions to reviewers Fewer than 8" in text
    said = pages.words(client_of(people.cora).get("/records/people/runs/"))
    assert "among about 10 references" in said


def test_runs_of_judgements_and_what_runs_counted_are_hidden_by_the_database_too(people: Cast) -> None:
    as_owner(
        "insert into identity_run (id, kind, state, stage, done, of, counts, reason, asked_by, asked_at,"
        " looks_at_all) select gen_random_uuid(), one, 'done', '', 0, 0, '{\"people\": 1}', '', 'test', now(), false"
        " from unnest(array['judgement', 'delivery']) one"
    )
    with people.cora.acting(), connection.cursor() as cursor:
        cursor.execute("select kind from identity_run")
        assert cursor.fetchall() == [("delivery",)]
        cursor.execute("select * from identity_runs_found(array(select id from identity_run))")
        assert cursor.fetchall() == []
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            cursor.execute("select counts from identity_run")


def test_a_change_hints_at_nobody_outside_it(people: Cast) -> None:
    delivered(people.pat, ada(1), episode(3, forename="Bela", surname="Quist", postcode="CT16 1AA"))
    one, three = subject_of(1), subject_of(3)
    with sight(people.pat, SAFEGUARDING) as seen:
        judge(actor=seen.looker.standing, now=now(), left=one, right=three, judgement=Judgement.APART, reason="Two.")
    delivered(people.pat, ada(2))
    as_owner(
        "insert into identity_change (id, kind, run_id, at, subjects, before, after, because)"
        " select gen_random_uuid(), kind, run_id, at + interval '1 hour', array[%s::uuid, %s::uuid], before, after,"
        " because from identity_change",
        [str(one), str(uuid4())],
    )
    with sight(people.pat, SAFEGUARDING) as seen, connection.cursor() as cursor:
        [told] = changes_of(seen, one)
        assert not told.is_judged, "the judgement is about somebody whom nothing moved, perhaps hidden"
        cursor.execute("select count(*) from identity_change where id = any (identity_changes_about(%s, 1))", [one])
        assert cursor.fetchall() == [(1,)], "a hidden change takes the place of none"
