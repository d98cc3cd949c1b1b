"""Runs that fail lose nothing, and what happens beside a run is not lost by it, nor does it part anybody."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Never
from uuid import UUID

import pytest
from django.db import connection
from tests.deliveries import EPISODES, deliver, episode
from tests.linking import ada, delivered, groups, subject_of
from tests.people import Cast
from tests.records import OWN, SAFEGUARDING, as_owner, ask_owner, give, make_live, sight

from fourfold.engines.linkage.errors import LinkageError
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.records.identity.domain.states import Judgement
from fourfold.records.identity.operations import ask_for_run, judge, modelling, running, work_off_waiting
from fourfold.records.identity.queries import holding
from fourfold.trust.partnership.domain.roles import LINKER

BO = {"forename": "Bela", "surname": "Quist", "date_of_birth": "2001-07-30", "postcode": "CT16 1AA"}


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold missing episodes, and read their own."""
    make_live("kent-police", EPISODES)
    give(OWN)


def fails(*_: Any) -> Never:
    raise LinkageError("The weights do not settle.")


def look_at_all() -> list[str]:
    """Ask for a full run and work off what waits; the states of the runs."""
    with acting_as(LINKER.actor):
        ask_for_run(actor=LINKER, now=now())
    return [run.state for run in work_off_waiting()]


def test_a_full_run_that_fails_loses_no_comparison(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered(people.pat, ada(1), ada(2))
    deliver(people.pat, [ada(3), ada(1, address="5 Lower Fant Road")])
    with monkeypatch.context() as broken:
        broken.setattr(running, "renew", fails)
        assert look_at_all() == ["failed"]
    as_owner("update identity_run set ended_at = ended_at - interval '1 day'")
    [run] = work_off_waiting()
    assert (run.kind, run.state) == ("delivery", "done")
    assert groups() == [sorted(subject_of(number) for number in (1, 2, 3))]


def test_a_judgement_during_a_full_run_parts_nobody(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered(people.pat, ada(1), ada(2), episode(3, **BO))
    one, two, three = (subject_of(number) for number in (1, 2, 3))
    deliver(people.pat, [ada(1, address="5 Lower Fant Road")])
    renewed, during = modelling.renew, []

    def judged_meanwhile(*arguments: Any) -> Any:
        with sight(people.pat, SAFEGUARDING) as seen:
            actor, apart = seen.looker.standing, Judgement.APART
            judge(actor=actor, now=now(), left=one, right=three, judgement=apart, reason="They told us.")
        during.append(groups())
        return renewed(*arguments)

    monkeypatch.setattr(running, "renew", judged_meanwhile)
    assert look_at_all() == ["done"]
    assert during == [[sorted([one, two])]] == [groups()]
    assert ask_owner("select kind from identity_change order by at") == [["joined"]]


def test_a_run_that_fails_is_tried_again_later_and_administrators_are_told(
    people: Cast, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    deliver(people.pat, [ada(1), ada(2)])

    def poisoned(*_: Any) -> Never:
        raise ValueError("Ada Nowak of 4 Lower Fant Road")

    def failed() -> list[str]:
        return [run.state for run in work_off_waiting()]

    letters = "select count(*) from outbox_message where starts_with(key, 'linkage-fails:')"
    with monkeypatch.context() as broken:
        broken.setattr(running, "decide", poisoned)
        assert (failed(), failed()) == (["failed"], [])
        told = []
        for _once_more in range(3):
            as_owner("update identity_run set ended_at = ended_at - interval '1 hour'")
            assert failed() == ["failed"]
            told += ask_owner(letters)
        assert told == [[0], [1], [1]], "at the third, one letter for all in a row"
        as_owner("update identity_run set ended_at = ended_at - interval '15 minutes'")
        assert failed() == [], "the longer, the more have failed"
        with acting_as(LINKER.actor):
            ask_for_run(actor=LINKER, now=now())
        broken.undo()
        assert "done" in failed(), "what is asked for since then is done at once"
    assert groups() == [sorted(subject_of(number) for number in (1, 2))]
    reasons = ask_owner("select distinct reason from identity_run where state = 'failed'")
    assert reasons == [["It stopped on an error (ValueError). It is tried again later."]]
    assert "ValueError" in caplog.text
    assert "Ada" not in caplog.text


def test_what_was_compared_is_decided_by_the_next_run(people: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    delivered(people.pat, ada(1))
    deliver(people.pat, [ada(2)])
    with monkeypatch.context() as broken:
        broken.setattr(running, "decide", fails)
        work_off_waiting()
    as_owner("update identity_run set delivery_id = null, ended_at = ended_at - interval '1 day'")
    as_owner("update feeds_delivery set delivered_at = delivered_at - interval '1 day'")
    as_owner(
        "insert into identity_run (id, kind, state, stage, done, of, counts, reason, asked_by, asked_at, began_at,"
        " ended_at, looks_at_all) select gen_random_uuid(), 'full', 'done', '', 0, 0, '{}', '', 'test', now(), now(),"
        " now(), false"
    )
    assert [run.state for run in work_off_waiting()] == ["done"]
    assert groups() == [sorted(subject_of(number) for number in (1, 2))]


@contextmanager
def written_beside(subject: UUID) -> Iterator[Any]:
    """A mark of a transaction of another connection that is not committed yet; take it away again."""
    other = connection.copy()
    mark = f"insert into identity_touched (subject_id, is_paired) values ('{subject}', false)"
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("select tests_do(%s)", [mark])
        yield other
    finally:
        other.rollback()
        with other.cursor() as cursor:
            cursor.execute("select tests_do(%s)", [f"delete from identity_touched where subject_id = '{subject}'"])
        other.commit()
        other.close()


def test_a_mark_that_is_committed_late_is_not_taken_for_one_that_was_read(people: Cast) -> None:
    delivered(people.pat, ada(1))
    subject = subject_of(1)
    with written_beside(subject) as other:
        as_owner("insert into identity_touched (subject_id, is_paired) values (%s, false)", [str(subject)])
        with acting_as(LINKER.actor):
            subjects, marks = holding.next_touched(1_000)
            assert subjects == [subject]
            other.commit()
            holding.looked_at(marks)
            holding.decided(holding.undecided()[1])
            assert holding.waiting() == 1
            assert holding.next_touched(1_000)[0] == [subject]
