"""A delivery's file and its rows that wait are their sender's, and of those who answer for the agency's data."""

from datetime import timedelta

import pytest
from django.db import transaction
from tests import records
from tests.deliveries import EPISODES, deliver, episode, send, table
from tests.people import Cast, ClientOf, Colleague
from tests.records import POLICE

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotAllowed, NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.domain.deliveries import DeliveryState, How
from fourfold.records.feeds.models import Delivery, DeliveryFile, WaitingRow
from fourfold.records.feeds.operations import mend_row, refuse, refuse_abandoned, undo
from fourfold.records.feeds.queries.deliveries import delivery as delivery_for
from fourfold.records.feeds.queries.deliveries import preview, report, waiting_rows
from fourfold.trust.partnership.domain.roles import INSTALLATION


@pytest.fixture(autouse=True)
def live(people: Cast) -> None:
    """Kent Police hold missing episodes; leo works there again, as one of many."""
    records.make_live(POLICE, EPISODES)
    records.as_owner("update partnership_role set until = null where person_id = %s", [people.leo.person_id])


def seen(who: Colleague) -> tuple[int, int, int]:
    """How many deliveries, pieces of files and waiting rows somebody sees past the policies of the code."""
    with who.acting():
        return Delivery.objects.count(), DeliveryFile.objects.count(), WaitingRow.objects.count()


def test_colleagues_see_that_it_came_and_not_its_rows(people: Cast, client_of: ClientOf) -> None:
    delivery = deliver(people.pat, [episode(1), episode(2, surname="Canary", risk_level="purple")])
    open_one = send(people.pat, table([episode(3)]), how=How.PAGE)
    assert seen(people.pat) == seen(people.dan) == (2, 1, 1), "the sender, and the data protection officer"
    assert seen(people.leo) == (2, 0, 0)
    with people.leo.acting() as actor:
        assert delivery_for(actor, delivery.pk).counts["waiting"] == 1
        for read in (waiting_rows, report):
            with pytest.raises(NotAllowed), transaction.atomic():
                read(actor, delivery.pk)
        with pytest.raises(NotAllowed), transaction.atomic():
            preview(actor, open_one)
        for step, wanted in ((undo, delivery.pk), (refuse, open_one)):
            with pytest.raises(NotAllowed), transaction.atomic():
                step(actor=actor, now=now(), delivery_id=wanted, because="I should like to.")
    client = client_of(people.leo)
    page = client.get(f"/data/deliveries/{delivery.pk}/").content.decode()
    assert "You see what became of this delivery, and not its rows." in page
    assert "purple" not in page
    for part in ("report.csv", "undo/"):
        assert client.get(f"/data/deliveries/{delivery.pk}/{part}").status_code == 403
    assert client.get(f"/data/deliveries/{open_one}/columns/").status_code == 403


def test_a_colleague_mends_nothing_whose_row_they_know(people: Cast) -> None:
    deliver(people.pat, [episode(1, risk_level="purple")])
    with people.pat.acting():
        row = WaitingRow.objects.get().pk
    with people.leo.acting() as actor, pytest.raises(NotFound), transaction.atomic():
        mend_row(actor=actor, now=now(), row_id=row, values=episode(1))


def test_whoever_sent_it_looks_after_it(people: Cast) -> None:
    deliver(people.leo, [episode(1, risk_level="purple")])
    assert seen(people.leo) == seen(people.pat) == (1, 0, 1)


def test_files_that_nobody_looks_at_are_destroyed_after_a_fortnight(people: Cast) -> None:
    left = send(people.pat, table([episode(1)]), how=How.PAGE)
    fresh = send(people.pat, table([episode(2)]), how=How.PAGE)
    worked_on = send(people.pat, table([episode(3)]), how=How.COMMAND)
    old = now() - timedelta(days=15)
    records.as_owner("update feeds_delivery set received_at = %s where id in (%s, %s)", [old, left, worked_on])
    with acting_as(INSTALLATION.actor):
        assert refuse_abandoned(actor=INSTALLATION, now=now()) == 1
    with people.pat.acting():
        states = {one.pk: one.state for one in Delivery.objects.all()}
        assert states == {
            left: DeliveryState.REFUSED,
            fresh: DeliveryState.RECEIVED,
            worked_on: DeliveryState.RECEIVED,
        }
        assert "14 days" in Delivery.objects.get(pk=left).reason
        assert not DeliveryFile.objects.filter(delivery_id=left).exists()
