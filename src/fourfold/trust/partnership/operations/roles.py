"""What giving and ending roles share: overlaps refused in words, and the entry in the audit log."""

from datetime import datetime
from uuid import UUID

from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Role
from fourfold.trust.partnership.policies import Permission
from fourfold.trust.partnership.queries import not_over

HELD = "They hold this role already. End it first, or choose a later day."


def give(actor: Standing, now: datetime, role: Role, *, permission: Permission = Permission.ADMINISTER) -> Role:
    """Keep a new role whose giving was allowed. Raises `BadInput` where it overlaps one they hold."""
    same = Role.objects.filter(person_id=role.person_id, agency_id=role.agency_id, kind=role.kind)
    if same.filter(not_over(role.since)).exists():
        raise BadInput.one(HELD, "kind")
    role.save(force_insert=True)
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind="partnership.role",
        subject_id=role.pk,
        detail={"person": str(role.person_id), "kind": str(role.kind), "given": True},
    )
    return role


def role_to_end(role_id: UUID) -> Role:
    """A role with its person, account and agency. Raises `NotFound`."""
    role = Role.objects.select_related("person__user", "agency").filter(pk=role_id).first()
    if role is None:
        raise NotFound("partnership.role", role_id)
    return role


def lock(role: Role) -> None:
    """Keep others from ending a role that the actor may end. Raises `Conflict` if its end was just changed.

    After the policy: row-level security hides from a lock what the actor may not change.
    """
    if not Role.objects.select_for_update().filter(pk=role.pk, until=role.until).exists():
        raise Conflict("Somebody else has just changed this role. Look at it again.")
