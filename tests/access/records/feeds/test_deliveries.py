"""A delivery is its agency's own: others see nothing of it, and of its rows nothing before it is whole."""

from uuid import UUID

import pytest
from django.db import DatabaseError, connection, models, transaction
from tests import records
from tests.deliveries import EPISODES, deliver, episode, send, table
from tests.people import Cast, Colleague
from tests.records import OPEN, POLICE, SAFEGUARDING, Given

from fourfold.ground.kernel.actors import NOBODY
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.domain.failpoints import Failpoint
from fourfold.records.feeds.models import (
    Delivery,
    DeliveryFile,
    OwnReference,
    Record,
    RememberedMapping,
    SaidAgain,
    SearchKey,
    WaitingRow,
)
from fourfold.records.feeds.operations import drop_row, let_enter, mend_row, undo, work_off
from fourfold.records.feeds.queries.deliveries import deliveries, preview, report, waiting_row, waiting_rows
from fourfold.records.feeds.queries.deliveries import delivery as delivery_for
from fourfold.records.identity.domain.searching import Asked
from fourfold.records.identity.queries.finding import find_people

STRANGERS = ("mia", "vic", "sam", "cora", "ada", "leo")
OWN_ALONE: tuple[type[models.Model], ...] = (Delivery, DeliveryFile, RememberedMapping, WaitingRow)
NOBODYS: tuple[type[models.Model], ...] = (OwnReference, SaidAgain)


class Stopped(Exception):
    """The worker ends here."""


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold missing episodes, share their names with the county, and read their own."""
    records.make_live(POLICE, EPISODES)
    for recipient in (POLICE, "kent-county-council"):
        records.give(Given(POLICE, recipient, EPISODES, SAFEGUARDING, OPEN))


def colleague(people: Cast, key: str) -> Colleague:
    """One of the cast by key."""
    found: Colleague = getattr(people, key)
    return found


def rows_of(model: type[models.Model]) -> int:
    """How many rows of a table the actor of the transaction sees; 0 where they may not even ask."""
    try:
        with transaction.atomic():
            return model._default_manager.count()
    except DatabaseError:
        return 0


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_see_nothing_of_deliveries(people: Cast, who: str) -> None:
    send(people.pat, table([episode(9)]))
    delivery = deliver(people.pat, [episode(1), episode(2, risk_level="purple")])
    with people.pat.acting():
        assert rows_of(Delivery) == 2
        assert rows_of(WaitingRow) == rows_of(DeliveryFile) == 1
        waits = WaitingRow.objects.get().pk
    with colleague(people, who).acting() as actor:
        assert [rows_of(model) for model in (*OWN_ALONE, *NOBODYS)] == [0] * 6
        assert not deliveries(actor)
        for read in (delivery_for, waiting_rows, report, preview):
            with pytest.raises(NotFound), transaction.atomic():
                read(actor, delivery.pk)
        with pytest.raises(NotFound), transaction.atomic():
            waiting_row(actor, waits)
        for step in (undo, let_enter):
            with pytest.raises(NotFound), transaction.atomic():
                step(actor=actor, now=now(), delivery_id=delivery.pk, because="I should like to.")
        with pytest.raises(NotFound), transaction.atomic():
            mend_row(actor=actor, now=now(), row_id=waits, values=episode(2))
        with pytest.raises(NotFound), transaction.atomic():
            drop_row(actor=actor, now=now(), row_id=waits, because="I should like to.")


def test_nobody_sees_nothing(people: Cast) -> None:
    deliver(people.pat, [episode(1), episode(2, risk_level="purple")])
    with acting_as(NOBODY):
        assert [rows_of(model) for model in (*OWN_ALONE, *NOBODYS)] == [0] * 6


@pytest.mark.parametrize(
    "statement",
    [
        "select feeds_take(%s, 0, 9, '[]')",
        "select feeds_deliver(%s, now())",
        "select feeds_undo(%s, now(), 'because')",
        "select feeds_mend(%s, gen_random_uuid(), '{}')",
        "select feeds_claims(null) where %s is not null",
        "select feeds_mine(%s, 'delivered')",
        "select feeds_show() where %s is not null",
        "select feeds_settle(null, null) where %s is not null",
    ],
)
def test_the_database_refuses_strangers_by_itself(people: Cast, statement: str) -> None:
    delivery = deliver(people.pat, [episode(1)])
    refused = "no such delivery|permission denied"
    with people.mia.acting(), connection.cursor() as cursor:  # noqa: SIM117 (the savepoint ends inside)
        with pytest.raises(DatabaseError, match=refused), transaction.atomic():
            cursor.execute(statement, [delivery.pk])


@pytest.mark.parametrize("state", ["delivered", "undone", "entering", "received"])
def test_no_state_is_said_by_hand(people: Cast, state: str) -> None:
    held = send(people.pat, table([episode(1)]))
    with people.pat.acting():
        Delivery.objects.filter(pk=held).update(state="refused", reason="It is for this test.")
        with pytest.raises(DatabaseError), transaction.atomic():
            Delivery.objects.filter(pk=held).update(state=state, delivered_at=now())


def test_whoever_has_no_role_there_sends_nothing(people: Cast) -> None:
    with pytest.raises(NotAllowed):
        send(people.sam, table([episode(1)]))
    with people.sam.acting(), pytest.raises(DatabaseError), transaction.atomic():
        Delivery.objects.create(
            contract=EPISODES,
            contract_version=1,
            holder_id=records.agency(POLICE),
            data_set=EPISODES,
            how="api",
            filename="x",
            sha256="x",
            size=1,
            as_of=now(),
            received_at=now(),
            sent_by=people.sam.user_id,
        )


def stopped_before_whole(people: Cast) -> UUID:
    """A delivery whose rows have all entered, and whose worker ended before it was whole."""

    def passing(point: Failpoint) -> None:
        if point is Failpoint.BEFORE_WHOLE:
            raise Stopped

    delivery_id = send(people.pat, table([episode(1), episode(2)]))
    with pytest.raises(Stopped):
        work_off(delivery_id, people.pat.actor, passing=passing)
    return delivery_id


def what_is_seen(who: Colleague) -> tuple[int, bool, int]:
    """Records, whether any key finds one, and people found by the name, for somebody who may read them."""
    with records.sight(who, SAFEGUARDING) as sight:
        found = len(find_people(sight, Asked(name="Ada Nowak")).people)
        return rows_of(Record), rows_of(SearchKey) > 0, found


@pytest.mark.parametrize("who", ["pat", "sam"])
def test_nothing_is_seen_before_a_delivery_is_whole(people: Cast, who: str) -> None:
    delivery_id = stopped_before_whole(people)
    assert what_is_seen(colleague(people, who)) == (0, False, 0)
    work_off(delivery_id, people.pat.actor)
    assert what_is_seen(colleague(people, who)) == (2, True, 2)
    with people.pat.acting() as actor:
        undo(actor=actor, now=now(), delivery_id=delivery_id, because="It was the wrong extract.")
    assert what_is_seen(colleague(people, who)) == (0, False, 0)


def test_planted_fault_rows_open_before_their_delivery_is_whole(people: Cast) -> None:
    (source,) = records.ask_owner("select pg_get_functiondef('feeds_record_enters'::regproc)")[0]
    assert "case when new.delivery_id is not null then 0 else" in source
    records.as_owner(source.replace("new.delivery_id is not null", "false"))
    stopped_before_whole(people)
    assert what_is_seen(people.pat)[0] == 2, "the test above would see this fault"


def test_planted_fault_without_the_key_nothing_enters(people: Cast) -> None:
    records.as_owner("alter table feeds_record drop constraint record_once")
    with pytest.raises(DatabaseError), transaction.atomic():
        deliver(people.pat, [episode(1)])
    assert records.ask_owner("select count(*) from feeds_record") == [[0]]


def test_planted_fault_without_the_state_rule_a_delivery_is_said_to_be_whole(people: Cast) -> None:
    delivery_id = stopped_before_whole(people)
    records.as_owner("drop trigger moves on feeds_delivery")
    with people.pat.acting():
        Delivery.objects.filter(pk=delivery_id).update(state="refused", reason="x")
        Delivery.objects.filter(pk=delivery_id).update(state="entering")
    assert what_is_seen(people.pat) == (0, False, 0), "its rows stay closed all the same"


def test_receiving_writes_down_no_name_of_a_file(people: Cast) -> None:
    send(people.pat, table([episode(1)]), filename="Ada Nowak born 2010.csv")
    assert "Nowak" not in str(records.ask_owner("select to_jsonb(e) as e from audit_entry e"))
