"""What a person decides about a delivery: a held one enters or is refused, a delivered one is undone."""

from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from fourfold.ground.kernel.errors import Conflict
from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.deliveries import ABANDONED, DeliveryState, How
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.operations.deliveries import be_patient, forget_file, kept, locked, note, said_why
from fourfold.trust.partnership.domain.roles import Standing

WITHDRAWN = "Withdrawn by the agency before its rows entered."
LEFT = (
    "Nobody said within 14 days which header is which column, so the file was destroyed. None of its rows entered. "
    "Send it again when somebody has time to look at it."
)
_BEFORE_ENTRY = (DeliveryState.RECEIVED, DeliveryState.MAPPING, DeliveryState.HELD, DeliveryState.ENTERING)


@transaction.atomic
def let_enter(*, actor: Standing, now: datetime, delivery_id: UUID, because: str) -> Delivery:
    """Let a held delivery enter; hand it to the worker afterwards. Raises Conflict where it is not held."""
    delivery = locked(actor, delivery_id, policies.Permission.DECIDE)
    if delivery.state != DeliveryState.HELD:
        raise Conflict("This delivery is not held. Look at how it stands now.")
    _decided(delivery, actor, now, said_why(because))
    delivery.state = DeliveryState.ENTERING
    kept(delivery, "state", "decided_by", "decided_at", "decided_because")
    note(actor, now, policies.Permission.DECIDE, delivery, {"state": str(delivery.state)})
    return delivery


@transaction.atomic
def refuse(*, actor: Standing, now: datetime, delivery_id: UUID, because: str) -> Delivery:
    """Refuse a delivery of which nothing is seen yet. Its file is destroyed; what had entered stays closed."""
    delivery = locked(actor, delivery_id, policies.Permission.DECIDE)
    if delivery.state not in _BEFORE_ENTRY:
        raise Conflict("This delivery can no longer be refused. Once delivered, it can be undone.")
    why = said_why(because)
    _decided(delivery, actor, now, why)
    delivery.state = DeliveryState.REFUSED
    delivery.reason = delivery.reason or why
    kept(delivery, "state", "reason", "decided_by", "decided_at", "decided_because")
    forget_file(delivery)
    note(actor, now, policies.Permission.DECIDE, delivery, {"state": str(delivery.state)})
    return delivery


@transaction.atomic
def refuse_abandoned(*, actor: Standing, now: datetime) -> int:
    """Refuse files of which nobody has said the columns for two weeks, and destroy them. How many there were.

    A file of personal data that nobody works on is a risk without a use. For the installation, every day.
    """
    waits = Q(state=DeliveryState.MAPPING) | Q(state=DeliveryState.RECEIVED, how=How.PAGE, mapping={})
    found = Delivery.objects.filter(waits, received_at__lt=now - ABANDONED).values_list("pk", flat=True)
    for delivery_id in list(found):
        delivery = locked(actor, delivery_id, policies.Permission.DECIDE)
        delivery.state, delivery.reason = DeliveryState.REFUSED, LEFT
        kept(delivery, "state", "reason")
        forget_file(delivery)
        note(actor, now, policies.Permission.DECIDE, delivery, {"state": str(delivery.state), "abandoned": True})
    return len(found)


@transaction.atomic
def undo(*, actor: Standing, now: datetime, delivery_id: UUID, because: str) -> Delivery:
    """Take back what a delivery brought: its rows close, what they replaced is seen again. Nothing is deleted."""
    delivery = locked(actor, delivery_id, policies.Permission.UNDO)
    if delivery.state != DeliveryState.DELIVERED:
        raise Conflict("Only what has been delivered can be undone. Look at how it stands now.")
    be_patient()
    with connection.cursor() as cursor:
        cursor.execute("select feeds_undo(%s, %s, %s)", [delivery_id, now, said_why(because)])
    delivery.refresh_from_db()
    note(actor, now, policies.Permission.UNDO, delivery, {"state": str(delivery.state)})
    return delivery


def withdraw(*, actor: Standing, now: datetime, delivery_id: UUID, because: str = WITHDRAWN) -> Delivery:
    """Take a delivery back, wherever it stands: before its rows are seen it is refused, afterwards undone."""
    is_delivered = Delivery.objects.filter(pk=delivery_id, state=DeliveryState.DELIVERED).exists()
    step = undo if is_delivered else refuse
    return step(actor=actor, now=now, delivery_id=delivery_id, because=because)


def _decided(delivery: Delivery, actor: Standing, now: datetime, because: str) -> None:
    delivery.decided_by, delivery.decided_at, delivery.decided_because = actor.user_id, now, because
