"""Which roles an agency is expected to have, from a day on."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from fourfold.ground.kernel.errors import BadInput, NotFound
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import HANDED_OVER, RoleKind, Standing
from fourfold.trust.partnership.models import Agency, Participation
from fourfold.trust.partnership.policies import Permission, may_expect, require


@transaction.atomic
def expect_roles(
    *, actor: Standing, now: datetime, agency_id: UUID, kinds: Collection[RoleKind], since: date
) -> Participation:
    """Say which roles an agency is expected to have from a day on; none of them for one that is only named.

    What was expected before ends on that day and stays readable. Raises `BadInput` where something later is known.
    """
    reason = "Plan coordinators and administrators say which roles an agency should have."
    require(may_expect(actor), subject_id=agency_id, permission=Permission.EXPECT, reason=reason)
    if not Agency.objects.filter(pk=agency_id, is_collective=False).exists():
        raise NotFound("partnership.agency", agency_id)
    if not set(kinds) <= set(HANDED_OVER):
        raise BadInput.one("Choose among the roles that the page offers.", "kinds")
    mine = Participation.objects.select_for_update().filter(agency_id=agency_id)
    if mine.filter(since__gt=since).filter(Q(until__isnull=True) | Q(until__gt=F("since"))).exists():
        raise BadInput.one("Something else is expected from a later day on. Choose a day after that.", "since")
    mine.filter(Q(until__isnull=True) | Q(until__gt=since)).update(until=since)
    ordered = [kind.value for kind in RoleKind if kind in kinds]
    made = Participation.objects.create(agency_id=agency_id, expects=ordered, since=since)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.EXPECT,
        subject_kind="partnership.agency",
        subject_id=agency_id,
        detail={"expects": ordered, "since": since},
    )
    return made
