"""Leaving an agency, and handing a role over: one act each, dated, with nothing left half done."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from fourfold.ground.kernel.clock import show_date, today
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import DOORKEEPER, RoleKind, Standing
from fourfold.trust.partnership.models import Person, Role
from fourfold.trust.partnership.operations.accounts import close
from fourfold.trust.partnership.operations.roles import give, lock, role_to_end
from fourfold.trust.partnership.operations.telling import tell_of_role
from fourfold.trust.partnership.policies import (
    ASK,
    NOT_YOURS,
    Permission,
    may_end,
    may_hand_over,
    may_keep_agency,
    require,
)
from fourfold.trust.partnership.queries import has_administrator, live_roles, not_over


def close_if_left(actor: Standing, now: datetime, person: Person) -> bool:
    """Close the account of somebody who holds no role and will hold none. One's own closes in the night after."""
    user = person.user
    if user is None or not user.is_active or user.pk == actor.user_id:
        return False
    if Role.objects.filter(not_over(today(now)), person=person).exists():
        return False
    close(actor, now, person.pk, user)
    return True


@transaction.atomic
def mark_left(*, actor: Standing, now: datetime, person_id: UUID, agency_id: UUID, on: date) -> int:
    """End every role that somebody holds, or will hold, in an agency from a day on; how many ended.

    With nothing left, their account closes: at once, or in the night to that day. Raises `BadInput` if they hold
    none, or are the last administrator.
    """
    require(may_keep_agency(actor, agency_id), subject_id=person_id, reason=NOT_YOURS if actor.administers else ASK)
    roles = Role.objects.filter(not_over(on), person_id=person_id, agency_id=agency_id)
    held = list(roles.select_related("person__user"))
    if not held:
        raise BadInput.one("They hold no role in this agency after that day.", "on")
    for role in held:
        require(may_end(actor, agency_id=agency_id, kind=RoleKind(role.kind)), subject_id=person_id, reason=NOT_YOURS)
        role.until = max(on, role.since)  # a role that was to begin later never begins
        role.save()
    if not has_administrator():
        raise BadInput.one("This is the last administrator. Make somebody else one first.", "on")
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.ADMINISTER,
        subject_kind="partnership.person",
        subject_id=person_id,
        detail={"left": str(agency_id), "on": on, "kinds": [role.kind for role in held]},
    )
    close_if_left(actor, now, held[0].person)
    return len(held)


@dataclass(frozen=True, slots=True)
class HandOver:
    """A role that passes to a colleague on a day. `stays`: whoever gives it up goes on working in the agency."""

    role_id: UUID
    to_person_id: UUID
    on: date
    stays: bool = True


@transaction.atomic
def hand_over(*, actor: Standing, now: datetime, asked: HandOver) -> Role:
    """End a role and begin it for a colleague of the same agency, on one day. The new role.

    Raises `BadInput` for a day that is past or after the role's end, and for somebody who is no colleague.
    """
    role = role_to_end(asked.role_id)
    kind = RoleKind(role.kind)
    allowed = may_hand_over(actor, person_id=role.person_id, agency_id=role.agency_id, kind=kind)
    reason = "The one who holds a role hands it over, or an administrator of the agency does."
    require(allowed, subject_id=role.pk, permission=Permission.HAND_OVER, reason=reason)
    lock(role)
    _check(role, asked, today(now))
    new = Role(person_id=asked.to_person_id, agency_id=role.agency_id, kind=role.kind, since=asked.on)
    new.title = _title_of(asked.to_person_id, role.agency_id)
    give(actor, now, new, permission=Permission.HAND_OVER)
    if asked.stays and not _works_there(role, asked.on):
        stay = Role(person=role.person, agency=role.agency, kind=RoleKind.MEMBER, title=role.title, since=asked.on)
        give(actor, now, stay, permission=Permission.HAND_OVER)
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.HAND_OVER,
        subject_kind="partnership.role",
        subject_id=role.pk,
        detail={"from": str(role.person_id), "to": str(asked.to_person_id), "kind": role.kind, "on": asked.on},
    )
    tell_of_role(actor, now, new, agency=role.agency.name)
    role.until = asked.on
    role.save()
    close_if_left(actor, now, role.person)
    return new


def _check(role: Role, asked: HandOver, day: date) -> None:
    if asked.on < max(day, role.since):
        raise BadInput.one("Choose today or a later day. What is past stays as it was.", "on")
    if role.until is not None and role.until <= asked.on:
        raise BadInput.one(f"This role ends on {show_date(role.until)}. Choose a day before that.", "on")
    if asked.to_person_id == role.person_id:
        raise BadInput.one("Choose somebody else.", "to")
    colleague = Role.objects.filter(live_roles(day), person_id=asked.to_person_id, agency_id=role.agency_id)
    if not colleague.exists():
        raise BadInput.one(f"Choose somebody who has a role in {role.agency.name} today.", "to")


def _title_of(person_id: UUID, agency_id: UUID) -> str:
    """The job title that somebody bears in an agency."""
    titles = Role.objects.filter(person_id=person_id, agency_id=agency_id).exclude(title="").order_by("-since")
    return titles.values_list("title", flat=True).first() or ""


def _works_there(role: Role, on: date) -> bool:
    """Whether they hold another role in the agency from a day on."""
    others = Role.objects.filter(person=role.person, agency=role.agency).exclude(pk=role.pk)
    return others.filter(Q(until__isnull=True) | Q(until__gt=on)).exists()


def close_leavers(*, now: datetime) -> int:
    """Close the accounts of those whose last role has ended by date; how many. Runs as the doorkeeper."""
    day = today(now)
    left = Person.objects.filter(user__is_active=True, roles__until__lte=day)
    left = left.exclude(pk__in=Role.objects.filter(not_over(day)).values("person")).distinct()
    return sum(close_if_left(DOORKEEPER, now, person) for person in left.select_related("user"))
