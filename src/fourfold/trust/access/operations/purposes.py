"""Choosing for what one looks: one of the purposes for which anything is open."""

from datetime import datetime

from django.db import transaction

from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.access.models import UsualPurpose
from fourfold.trust.access.policies import Permission
from fourfold.trust.access.queries.looker import looker_of, purposes_of
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def choose_purpose(*, actor: Standing, now: datetime, purpose: str) -> None:
    """Write down the purpose that somebody chose, so that it is preselected next time. Raises `BadInput`."""
    if purpose not in purposes_of(looker_of(actor), now):
        raise BadInput.one("Nothing is open to you for this purpose. Choose one of those shown.", "purpose")
    UsualPurpose.objects.update_or_create(user_id=actor.user_id, defaults={"purpose": purpose, "chosen_at": now})
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.CHOOSE_PURPOSE,
        subject_kind="access.purpose",
        subject_id=purpose,
        purpose=purpose,
    )
