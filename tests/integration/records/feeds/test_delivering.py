"""A file enters whole or not at all, each row once; what later files say counts; and a delivery can be undone."""

from datetime import timedelta
from typing import Any

import pytest
from tests.deliveries import EPISODES, deliver, episode, send, table
from tests.people import Cast
from tests.records import ask_owner, make_live

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict, NotAllowed
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.operations import let_enter, refuse, undo, withdraw, work_off

SEEN = (
    "select r.id, r.label_id, r.subject_id, r.replaced_by_id, r.row_number, c.values, c.cells,"
    " (select jsonb_agg(k.mac order by k.mac, k.label_id) from feeds_searchkey k where k.record_id = r.id) as keys"
    " from feeds_record r join feeds_content c on c.record_id = r.id where r.label_id <> 0 order by r.id"
)
"""Everything that is seen of deliveries' records, in one order."""


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold missing episodes."""
    make_live("kent-police", EPISODES)


def seen() -> list[list[Any]]:
    """The records that are not closed."""
    return ask_owner(SEEN)


def risk_by_episode() -> dict[str, str]:
    """What is seen: the risk by the episode's reference."""
    cells = ask_owner(
        "select c.cells from feeds_record r join feeds_content c on c.record_id = r.id where r.label_id <> 0"
    )
    return {one["episode_reference"]: one["risk_level"] for (one,) in cells}


def counts(delivery: Delivery) -> dict[str, int]:
    """The counts of a delivery that are not 0, without its rows."""
    return {key: count for key, count in delivery.counts.items() if count and key != "rows"}


def test_good_rows_enter_and_bad_rows_wait(people: Cast) -> None:
    delivery = deliver(people.pat, [episode(1), episode(2), episode(3, risk_level="purple")])
    assert delivery.state == DeliveryState.DELIVERED
    assert counts(delivery) == {"entered": 2, "waiting": 1}
    assert risk_by_episode() == {"E1": "medium", "E2": "medium"}
    assert ask_owner("select count(*) from feeds_deliveryfile") == [[0]], (
        "the file is destroyed once it is worked off"
    )


def test_the_same_client_of_an_agency_is_the_same_person(people: Cast) -> None:
    deliver(people.pat, [episode(1), episode(2, person_reference="P1"), episode(3)])
    deliver(people.pat, [episode(4, person_reference="P1"), episode(5), episode(6)])
    of = ask_owner("select count(*) from feeds_record group by subject_id order by 1")
    assert of == [[1], [1], [1], [3]]


def test_the_same_file_is_taken_once(people: Cast) -> None:
    deliver(people.pat, [episode(1)])
    with pytest.raises(Conflict, match="This very file came"):
        deliver(people.pat, [episode(1)])


def test_rows_that_are_here_already_are_not_doubled(people: Cast) -> None:
    deliver(people.pat, [episode(1), episode(2)])
    before = seen()
    again = deliver(people.pat, [episode(2), episode(1), episode(3)])
    assert counts(again) == {"entered": 1, "already_here": 2}
    assert [row for row in seen() if row in before] == before
    assert len(seen()) == 3


def test_a_corrected_row_stands_before_the_one_it_corrects(people: Cast) -> None:
    deliver(people.pat, [episode(1), episode(2)])
    correction = deliver(people.pat, [episode(1, risk_level="high"), episode(3)])
    assert counts(correction) == {"entered": 2, "corrected": 1}
    assert risk_by_episode() == {"E1": "high", "E2": "medium", "E3": "medium"}


def test_a_late_file_does_not_stand_before_a_newer_one(people: Cast) -> None:
    deliver(people.pat, [episode(1, risk_level="high"), episode(2)])
    late = deliver(people.pat, [episode(1, risk_level="low"), episode(3)], as_of=now() - timedelta(days=3))
    assert counts(late) == {"entered": 2, "late": 1}
    assert risk_by_episode() == {"E1": "high", "E2": "medium", "E3": "medium"}


def test_the_order_of_arrival_changes_nothing(people: Cast) -> None:
    files = [
        ([episode(1), episode(2)], now() - timedelta(days=3)),
        ([episode(1, risk_level="low"), episode(2)], now() - timedelta(days=2)),
        ([episode(1, risk_level="high"), episode(3)], now() - timedelta(days=1)),
    ]
    for rows, as_of in reversed(files):
        deliver(people.pat, rows, as_of=as_of)
    assert risk_by_episode() == {"E1": "high", "E2": "medium", "E3": "medium"}


@pytest.mark.parametrize(
    "second",
    [
        [episode(1), episode(2), episode(4)],
        [episode(1, risk_level="high"), episode(2), episode(3, risk_level="low")],
        [episode(4), episode(5)],
    ],
    ids=["says the same", "corrects", "says new things"],
)
def test_undoing_restores_what_was_seen_to_the_byte(people: Cast, second: list[dict[str, str]]) -> None:
    deliver(people.pat, [episode(1), episode(2), episode(3)])
    before = seen()
    delivery = deliver(people.pat, second)
    assert seen() != before or counts(delivery).keys() == {"already_here"}
    with people.pat.acting() as actor:
        undone = undo(actor=actor, now=now(), delivery_id=delivery.pk, because="It was the wrong extract.")
    assert undone.state == DeliveryState.UNDONE
    assert seen() == before


def test_what_another_delivery_said_too_stays_when_the_first_is_undone(people: Cast) -> None:
    first = deliver(people.pat, [episode(1), episode(2)])
    deliver(people.pat, [episode(1), episode(3)])
    with people.pat.acting() as actor:
        undo(actor=actor, now=now(), delivery_id=first.pk, because="It was the wrong extract.")
    assert set(risk_by_episode()) == {"E1", "E3"}


def test_an_undone_file_can_be_delivered_anew(people: Cast) -> None:
    first = deliver(people.pat, [episode(1), episode(2)])
    before = seen()
    with people.pat.acting() as actor:
        undo(actor=actor, now=now(), delivery_id=first.pk, because="It was the wrong extract.")
    assert seen() == []
    deliver(people.pat, [episode(1), episode(2)])
    assert seen() == before


def test_a_middle_delivery_undone_leaves_the_newest_word(people: Cast) -> None:
    deliver(people.pat, [episode(1)])
    middle = deliver(people.pat, [episode(1, risk_level="low")])
    deliver(people.pat, [episode(1, risk_level="high")])
    with people.pat.acting() as actor:
        undo(actor=actor, now=now(), delivery_id=middle.pk, because="It was the wrong extract.")
    assert risk_by_episode() == {"E1": "high"}


def test_a_feed_that_halves_is_held_until_a_person_lets_it_enter(people: Cast) -> None:
    deliver(people.pat, [episode(number) for number in range(80)])
    half = deliver(people.pat, [episode(number, risk_level="high") for number in range(30)])
    assert half.state == DeliveryState.HELD
    assert "38%" in half.reason
    assert set(risk_by_episode().values()) == {"medium"}
    with people.pat.acting() as actor:
        with pytest.raises(BadInput, match="Say why"):
            let_enter(actor=actor, now=now(), delivery_id=half.pk, because=" ")
        let_enter(actor=actor, now=now(), delivery_id=half.pk, because="One team moved to another system.")
    assert work_off(half.pk, people.pat.actor).state == DeliveryState.DELIVERED
    assert sum(risk == "high" for risk in risk_by_episode().values()) == 30


def test_a_held_delivery_can_be_refused(people: Cast) -> None:
    deliver(people.pat, [episode(number) for number in range(80)])
    before = seen()
    half = deliver(people.pat, [episode(number, risk_level="high") for number in range(30)])
    with people.pat.acting() as actor:
        refused = refuse(actor=actor, now=now(), delivery_id=half.pk, because="Half of the export is missing.")
    assert refused.state == DeliveryState.REFUSED
    assert seen() == before


def test_too_many_bad_rows_refuse_the_whole(people: Cast) -> None:
    bad = [episode(number, risk_level="purple") for number in range(30)]
    delivery = deliver(people.pat, [*bad, episode(99)])
    assert delivery.state == DeliveryState.REFUSED
    assert "30 of 31 rows" in delivery.reason
    assert seen() == []


@pytest.mark.parametrize("content", [b"\x00\x01\x02", b"%PDF-1.7 no table", b"a,b\n1,2\n", b"\n" * 5000])
def test_what_is_no_such_table_enters_nothing_and_says_why(people: Cast, content: bytes) -> None:
    delivery = work_off(send(people.pat, content), people.pat.actor)
    assert delivery.state in (DeliveryState.REFUSED, DeliveryState.MAPPING)
    assert delivery.reason
    assert seen() == []


def test_a_data_set_that_is_not_live_is_refused(people: Cast) -> None:
    with pytest.raises(BadInput, match="not live"):
        send(people.pat, table([episode(1)]), contract="police-incidents")


def test_an_agency_sends_its_own_feeds_alone(people: Cast) -> None:
    with pytest.raises(BadInput, match="is not an agency that sends"):
        send(people.mia, b"a", holder="medway-council")
    with pytest.raises(NotAllowed):
        send(people.mia, b"a", holder="kent-police")


def test_undoing_is_for_the_sender_and_those_who_answer(people: Cast) -> None:
    delivery = deliver(people.dan, [episode(1)])
    with people.pat.acting() as actor:
        withdrawn = withdraw(actor=actor, now=now(), delivery_id=delivery.pk, because="Sent by mistake.")
    assert withdrawn.state == DeliveryState.UNDONE
    assert withdrawn.undone_by == people.pat.user_id
