"""What deliveries say of people is linked once, whatever order they come in, and undoing one takes it back."""

import pytest
from tests.deliveries import EPISODES, deliver, episode
from tests.linking import ada, delivered, groups, state, subject_of
from tests.people import Cast
from tests.records import ask_owner, make_live

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations import undo
from fourfold.records.identity.operations import ask_for_run, work_off_waiting
from fourfold.records.identity.queries import holding
from fourfold.trust.partnership.domain.roles import LINKER


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold missing episodes."""
    make_live("kent-police", EPISODES)


def test_two_references_of_one_person_become_one(people: Cast) -> None:
    delivered(people.pat, ada(1), ada(2), episode(3, forename="Bela", date_of_birth="2001-07-30", surname="Quist"))
    assert groups() == [sorted([subject_of(1), subject_of(2)])]


def test_a_delivery_is_linked_once(people: Cast) -> None:
    delivered(people.pat, ada(1), ada(2))
    assert work_off_waiting() == []
    assert ask_owner("select kind, state from identity_run") == [["delivery", "done"]]


def test_undoing_a_delivery_takes_back_what_it_joined(people: Cast) -> None:
    delivered(people.pat, ada(1))
    before = state()
    second = delivered(people.pat, ada(2))
    assert len(groups()) == 1
    with people.pat.acting() as actor:
        undo(actor=actor, now=now(), delivery_id=second.pk, because="It was meant for somebody else.")
    work_off_waiting()
    assert state() == before
    kinds = ask_owner("select kind from identity_change order by at")
    assert kinds == [["joined"], ["parted"]]


def test_who_shares_a_block_that_grows_too_large_is_decided_on_anew(
    people: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(holding, "LARGEST", [2 for _rule in holding.LARGEST])
    delivered(people.pat, ada(1), ada(2))
    assert len(groups()) == 1
    delivered(people.pat, ada(3))
    at_once = groups()
    with acting_as(LINKER.actor):
        ask_for_run(actor=LINKER, now=now())
    work_off_waiting()
    assert at_once == groups() == []
    assert ask_owner("select count(*) from identity_touched") == [[0]]


def test_twins_stay_two(people: Cast) -> None:
    delivered(people.pat, ada(1), ada(2, forename="Lena"))
    assert groups() == []
    with acting_as(LINKER.actor):
        ask_for_run(actor=LINKER, now=now())
    work_off_waiting()
    assert groups() == [], "nor does a full run learn from two records that twins are one"


def test_a_full_run_looks_at_what_was_delivered_before_it(people: Cast) -> None:
    deliver(people.pat, [ada(1)])
    deliver(people.pat, [ada(2)])
    with acting_as(LINKER.actor):
        ask_for_run(actor=LINKER, now=now())
    work_off_waiting()
    assert work_off_waiting() == []
    assert ask_owner("select kind, state from identity_run") == [["full", "done"]]
    assert groups() == [sorted([subject_of(1), subject_of(2)])]
    delivered(people.pat, ada(3))
    assert ask_owner("select kind from identity_run order by asked_at") == [["full"], ["delivery"]]
