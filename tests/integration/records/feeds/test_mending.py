"""Rows that wait are mended by their agency and enter at once, or are dropped with a reason."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction
from tests.deliveries import EPISODES, deliver, episode
from tests.integration.records.feeds.test_delivering import risk_by_episode
from tests.people import Cast
from tests.records import ask_owner, make_live
from tests.rights import tables_naming

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.domain.deliveries import ROWS_KEPT, DeliveryState, WaitingState
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.operations import drop_row, forget_sent, mend_row, undo
from fourfold.records.feeds.queries.deliveries import delivery as delivery_for
from fourfold.records.feeds.queries.deliveries import report, waiting_rows
from fourfold.trust.partnership.domain.roles import INSTALLATION


@pytest.fixture
def delivery(people: Cast) -> Delivery:
    """A delivery of which one row waits."""
    make_live("kent-police", EPISODES)
    return deliver(people.pat, [episode(1), episode(2, risk_level="purple", surname="O'Brien")])


def waiting(people: Cast, delivery_id: UUID) -> UUID:
    """The row that waits."""
    with people.pat.acting() as actor:
        (row,) = waiting_rows(actor, delivery_id)
        assert row.as_sent["surname"] == "O'Brien"
        assert row.faults[0]["key"] == "risk_level"
        return row.pk


def test_a_mended_row_enters_at_once(people: Cast, delivery: Delivery) -> None:
    row_id = waiting(people, delivery.pk)
    with people.pat.acting() as actor:
        row = mend_row(actor=actor, now=now(), row_id=row_id, values=episode(2, risk_level="High"))
        after = delivery_for(actor, delivery.pk)
    assert row.state == WaitingState.ENTERED
    assert risk_by_episode() == {"E1": "medium", "E2": "high"}
    assert (after.counts["waiting"], after.counts["entered"]) == (0, 2)
    assert ask_owner("select row_number from feeds_record where id = %s", [row.record_id]) == [[3]]


def test_what_is_still_wrong_is_said_and_nothing_enters(people: Cast, delivery: Delivery) -> None:
    row_id = waiting(people, delivery.pk)
    with people.pat.acting() as actor, pytest.raises(BadInput) as caught:
        mend_row(actor=actor, now=now(), row_id=row_id, values=episode(2, risk_level="green"))
    assert [problem.where for problem in caught.value.problems] == ["risk_level"]
    assert risk_by_episode() == {"E1": "medium"}


def test_a_row_with_the_identity_of_another_does_not_enter(people: Cast, delivery: Delivery) -> None:
    row_id = waiting(people, delivery.pk)
    with people.pat.acting() as actor, pytest.raises(BadInput, match="same identity"):
        mend_row(actor=actor, now=now(), row_id=row_id, values=episode(1, risk_level="high"))
    assert risk_by_episode() == {"E1": "medium"}


def test_a_dropped_row_stays_out_and_is_decided_once(people: Cast, delivery: Delivery) -> None:
    row_id = waiting(people, delivery.pk)
    with people.pat.acting() as actor:
        drop_row(actor=actor, now=now(), row_id=row_id, because="It was a test entry.")
        with pytest.raises(Conflict):
            mend_row(actor=actor, now=now(), row_id=row_id, values=episode(2))
    assert risk_by_episode() == {"E1": "medium"}


def test_a_mended_row_goes_with_its_delivery(people: Cast, delivery: Delivery) -> None:
    row_id = waiting(people, delivery.pk)
    with people.pat.acting() as actor:
        mend_row(actor=actor, now=now(), row_id=row_id, values=episode(2))
        undo(actor=actor, now=now(), delivery_id=delivery.pk, because="It was the wrong extract.")
    assert risk_by_episode() == {}


def test_the_report_says_what_is_wrong_and_every_reading_is_written_down(people: Cast, delivery: Delivery) -> None:
    with people.pat.acting() as actor:
        (line,) = report(actor, delivery.pk)
    assert (line["row"], line["column"], line["value"]) == ("3", "risk_level", "purple")
    read = ask_owner(
        "select detail from audit_entry where permission = 'delivery:read-waiting-rows' and subject_id = %s",
        [str(delivery.pk)],
    )
    assert read == [[{"count": 1, "rows": [3]}]]
    assert "O'Brien" not in str(ask_owner("select detail from audit_entry"))


def forget(days: int) -> int:
    """As every day, so many days from now."""
    with acting_as(INSTALLATION.actor):
        return forget_sent(actor=INSTALLATION, now=now() + timedelta(days=days))


def test_what_a_row_said_is_forgotten_ninety_days_after_it_was_left_out(people: Cast, delivery: Delivery) -> None:
    row_id = waiting(people, delivery.pk)
    assert forget(days=400) == 0, "a row that waits to be mended says what is to be mended"
    with people.pat.acting() as actor:
        drop_row(actor=actor, now=now(), row_id=row_id, because="It was a test entry.")
    assert forget(days=ROWS_KEPT.days - 1) == 0
    assert forget(days=ROWS_KEPT.days + 1) == 1
    assert forget(days=ROWS_KEPT.days + 1) == 0
    assert tables_naming("o'brien", "purple") == {}
    with people.pat.acting() as actor:
        (line,) = report(actor, delivery.pk)
    assert line["column"] == "risk_level"
    assert line["reason"] == "What was sent is not kept any more."
    told = ask_owner("select detail -> 'forgotten' as n from audit_entry where detail ? 'forgotten'")
    assert told == [[1]]


def test_so_is_what_waits_in_a_delivery_that_was_undone_or_refused(people: Cast, delivery: Delivery) -> None:
    with people.pat.acting() as actor:
        undo(actor=actor, now=now(), delivery_id=delivery.pk, because="It was the wrong extract.")
    rows = [episode(number, risk_level="black") for number in range(3, 33)]
    assert deliver(people.pat, rows).state == DeliveryState.REFUSED
    assert forget(days=ROWS_KEPT.days - 1) == 0
    assert forget(days=ROWS_KEPT.days + 1) == 31


def test_the_installation_alone_forgets(people: Cast) -> None:
    with people.pat.acting(), pytest.raises(DatabaseError, match="Only the installation"), transaction.atomic():
        connection.cursor().execute("select feeds_forget_sent(now())")
