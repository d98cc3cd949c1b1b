"""Where an actor stands, and which roles are live on a day."""

from datetime import date
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db import connection
from django.db.models import F, Q

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import NOWHERE, HeldRole, RoleKind, Standing

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
"""What counts as a second factor: a code from an app, a passkey."""

# Pages speak to a person under the first of these that they hold.
_ROLE_ORDER = {
    kind: position
    for position, kind in enumerate(
        (
            *(RoleKind.PLAN_COORDINATOR, RoleKind.ADMINISTRATOR, RoleKind.ACCOUNTABLE_OFFICER, RoleKind.CHAMPION),
            *(RoleKind.DEPUTY, RoleKind.LEAD_RESPONSIBLE_OFFICER, RoleKind.DATA_PROTECTION_OFFICER),
            *(RoleKind.MEMBER, RoleKind.AGENCY_ADMINISTRATOR),
        )
    )
}

_STANDING = """
select p.id, p.name, u.is_demonstration, partnership_agencies(), partnership_administered(),
       coalesce((select json_agg(json_build_array(a.id, a.name, r.kind))
                 from partnership_role r join partnership_agency a on a.id = r.agency_id
                 where r.person_id = p.id and r.since <= %(on)s and (r.until is null or r.until > %(on)s)), '[]'),
       exists (select from mfa_authenticator f where f.user_id = u.id and f.type = any (%(factors)s))
from partnership_person p join partnership_user u on u.id = p.user_id
where u.id = %(user)s and u.is_active
"""


def standing_of(actor: Actor, *, on: date | None = None) -> Standing:
    """Where the actor stands on a day (default today), in one statement. `NOWHERE` without a live role."""
    if actor.id is None:
        return NOWHERE
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"on": on or today(), "user": actor.id, "factors": FACTORS})
        row = cursor.fetchone()
    if row is None:
        return NOWHERE
    person_id, name, is_demonstration, agency_ids, administered, roles, has_second_factor = row
    held = [HeldRole(UUID(agency), agency_name, RoleKind(kind)) for agency, agency_name, kind in roles]
    return Standing(
        user_id=actor.id,
        person_id=person_id,
        name=name,
        roles=tuple(sorted(held, key=lambda role: (_ROLE_ORDER[role.kind], role.agency_name))),
        agency_ids=frozenset(agency_ids),
        administers=frozenset(administered),
        is_demonstration=is_demonstration,
        has_second_factor=has_second_factor,
    )


def live_roles(on: date | None = None) -> Q:
    """The filter for roles that are live on a day."""
    day = on or today()
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def not_over(on: date | None = None) -> Q:
    """The filter for roles that are held on a day or will be. One that never began counts as over."""
    return Q(until__isnull=True) | (Q(until__gt=on or today()) & Q(until__gt=F("since")))


def known(actor: Standing, subject_kind: str) -> None:
    """Raise `NotFound` for somebody without a live role."""
    if not actor.is_active:
        raise NotFound(subject_kind)
