"""A delivery from where it is to its end, as far as that needs no person, in transactions of its own."""

from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.domain.deliveries import DeliveryState
from fourfold.records.feeds.domain.failpoints import Failpoint
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.operations.checking import check
from fourfold.records.feeds.operations.entering import Pass, enter, on
from fourfold.records.feeds.operations.spooling import spooling
from fourfold.trust.partnership.queries import standing_of

WORK_OFF = "feeds.work_off"


def work_off(delivery_id: UUID, actor: Actor, *, passing: Pass = on) -> Delivery:
    """Check a delivery and let its rows enter, as the person who sent it.

    Raises NotFound, NotAllowed, and Conflict where another worker is at it.
    """
    with spooling() as spool:
        with acting_as(actor):
            standing = standing_of(actor)
            delivery = Delivery.objects.filter(pk=delivery_id).first()
            if delivery is None:
                raise NotFound("delivery", delivery_id)
            if delivery.state in (DeliveryState.RECEIVED, DeliveryState.CHECKING):
                delivery = check(actor=standing, now=now(), delivery_id=delivery_id, spool=spool)
                passing(Failpoint.CHECK_NOT_COMMITTED)
        passing(Failpoint.AFTER_CHECK)
        if delivery.state == DeliveryState.ENTERING:
            delivery = enter(actor=standing, now=now(), delivery_id=delivery_id, passing=passing, spool=spool)
    return delivery


def work_off_after_commit(delivery_id: UUID, user_id: UUID) -> None:
    """Have the worker do it, once the act that asks for it is committed. One job a delivery waits at a time."""
    transaction.on_commit(lambda: defer(delivery_id, user_id), robust=True)


def defer(delivery_id: UUID, user_id: UUID) -> None:
    """Hand a delivery to the worker, unless it waits there already."""
    name = f"{WORK_OFF}:{delivery_id}"
    try:
        app.configure_task(WORK_OFF, queueing_lock=name, lock=name).defer(
            delivery_id=str(delivery_id), user_id=str(user_id)
        )
    except AlreadyEnqueued:
        return
