"""What every step of a delivery does alike: fetch and lock it, keep its change, write it down."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.ground.kernel.personal_data import find
from fourfold.records.feeds import policies
from fourfold.records.feeds.models import Delivery, DeliveryFile
from fourfold.records.feeds.models.deliveries import REASON
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.audit.operations import record as write_down
from fourfold.trust.partnership.domain.roles import Standing

_PATIENT = """
select set_config('statement_timeout', '30min', true), set_config('lock_timeout', '10min', true),
       set_config('idle_in_transaction_session_timeout', '30min', true)
"""


def locked(actor: Standing, delivery_id: UUID, permission: policies.Permission, *, wait: bool = False) -> Delivery:
    """A delivery that the actor may work on, locked for this transaction.

    Raises NotFound alike for hidden and absent, Conflict where somebody or a job is working on it now, unless it is
    to `wait` for them.
    """
    delivery = Delivery.objects.filter(pk=delivery_id).first()
    if delivery is None:
        raise NotFound("delivery", delivery_id)
    require(
        policies.handle(actor, holder_id=delivery.holder_id, sent_by=delivery.sent_by),
        permission,
        subject_kind="delivery",
        subject_id=delivery_id,
    )
    found = Delivery.objects.select_for_update(skip_locked=not wait).filter(pk=delivery_id).first()
    if found is None:
        raise Conflict("This delivery is being worked on at this moment. Look again in a minute.")
    return found


def be_patient() -> None:
    """Let this transaction take its time: the limits on statements and on idling are those of pages, not of files."""
    with connection.cursor() as cursor:
        cursor.execute(_PATIENT)


def kept(delivery: Delivery, *fields: str) -> None:
    """Keep these fields of a delivery."""
    delivery.save(update_fields=fields)


def note(
    actor: Standing,
    now: datetime,
    permission: policies.Permission,
    delivery: Delivery,
    detail: Mapping[str, object],
) -> None:
    """Write a step down: counts, states and ids alone."""
    write_down(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="delivery",
        subject_id=delivery.pk,
        detail={"contract": delivery.contract, "holder": str(delivery.holder_id), **detail},
    )


def said_why(because: str) -> str:
    """A reason that a person typed. Raises BadInput where there is none, or where it looks like personal data."""
    because = because.strip()
    if not because:
        raise BadInput.one("Say why, so that those who look later understand it.", "because")
    if len(because) > REASON:
        raise BadInput.one(f"Shorten this to {REASON} characters.", "because")
    if found := find(because):
        raise BadInput.one(
            f"This looks like {found[0].looks_like}. Say why without naming or describing a person.", "because"
        )
    return because


def forget_file(delivery: Delivery) -> None:
    """Destroy the file. What the delivery was stays."""
    DeliveryFile.objects.filter(delivery=delivery).delete()
