"""Reading the directory: where an actor stands, agencies and people."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, Q

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.register import Register, load_register
from fourfold.trust.partnership.domain.roles import NOWHERE, HeldRole, RoleKind, Standing
from fourfold.trust.partnership.models import Agency, Person, Role, User

# Pages speak to a person under the first of these that they hold.
_ROLE_ORDER = {
    kind: position
    for position, kind in enumerate(
        (
            *(RoleKind.PLAN_COORDINATOR, RoleKind.ADMINISTRATOR, RoleKind.ACCOUNTABLE_OFFICER, RoleKind.CHAMPION),
            *(RoleKind.DEPUTY, RoleKind.LEAD_RESPONSIBLE_OFFICER, RoleKind.AGENCY_ADMINISTRATOR, RoleKind.MEMBER),
        )
    )
}

_STANDING = """
select p.id, p.name, u.is_demonstration, partnership_agencies(), partnership_administered(),
       coalesce((select json_agg(json_build_array(a.id, a.name, r.kind))
                 from partnership_role r join partnership_agency a on a.id = r.agency_id
                 where r.person_id = p.id and r.since <= %(on)s and (r.until is null or r.until > %(on)s)), '[]')
from partnership_person p join partnership_user u on u.id = p.user_id
where u.id = %(user)s and u.is_active
"""


def standing_of(actor: Actor, *, on: date | None = None) -> Standing:
    """Where the actor stands on a day (default today), in one statement. `NOWHERE` without a live role."""
    if actor.id is None:
        return NOWHERE
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, {"on": on or today(), "user": actor.id})
        row = cursor.fetchone()
    if row is None:
        return NOWHERE
    person_id, name, is_demonstration, agency_ids, administered, roles = row
    held = [HeldRole(UUID(agency), agency_name, RoleKind(kind)) for agency, agency_name, kind in roles]
    return Standing(
        user_id=actor.id,
        person_id=person_id,
        name=name,
        roles=tuple(sorted(held, key=lambda role: (_ROLE_ORDER[role.kind], role.agency_name))),
        agency_ids=frozenset(agency_ids),
        administers=frozenset(administered),
        is_demonstration=is_demonstration,
    )


def account_by_email(email: str) -> User | None:
    """The open account with this address; None if there is none. Needs no context: credentials have no RLS."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def live_roles(on: date | None = None) -> Q:
    """The filter for roles that are live on a day."""
    day = on or today()
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def known(actor: Standing, subject_kind: str) -> None:
    """Raise `NotFound` for somebody without a live role."""
    if not actor.is_active:
        raise NotFound(subject_kind)


def person_for_actor(actor: Standing, person_id: UUID) -> Person:
    """One person with all their roles, newest first. Raises `NotFound`."""
    known(actor, "partnership.person")
    roles = Role.objects.select_related("agency").order_by("-since")
    person = (
        Person.objects.select_related("user").prefetch_related(Prefetch("roles", roles)).filter(pk=person_id)
    ).first()
    if person is None:
        raise NotFound("partnership.person", person_id)
    return person


def agency_ids_by_key() -> dict[str, UUID]:
    """The id of each agency of the register by its key, as far as row-level security shows them."""
    return dict(Agency.objects.values_list("key", "pk"))


@cache
def known_register() -> Register:
    """The register of agencies that Fourfold ships: names through time, aliases, collectives."""
    return load_register()


def person_of_account(user_id: UUID) -> UUID:
    """The person behind an account. Raises `NotFound`."""
    person = Person.objects.filter(user_id=user_id).values_list("pk", flat=True).first()
    if person is None:
        raise NotFound("partnership.person", user_id)
    return person


def names_of_people(actor: Standing, person_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name of each person, leavers too. Raises `NotFound` for someone without a live role."""
    known(actor, "partnership.person")
    return dict(Person.objects.filter(pk__in=list(person_ids)).values_list("pk", "name"))


def has_administrator() -> bool:
    """Whether somebody holds the administrator's role today, as far as row-level security shows."""
    return Role.objects.filter(live_roles(), kind=RoleKind.ADMINISTRATOR).exists()


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody with a live role, as a form offers them. `user_id` is that of an open account, else None."""

    person_id: UUID
    user_id: UUID | None
    name: str
    label: str


def people_to_choose(actor: Standing) -> list[PersonChoice]:
    """Everyone with a live role, by name, with where they work. One query."""
    known(actor, "partnership.person")
    roles = Role.objects.filter(live_roles()).select_related("person__user", "agency").order_by("person__name", "pk")
    people: dict[UUID, Person] = {}
    places: dict[UUID, dict[str, None]] = {}
    for role in roles:
        people[role.person_id] = role.person
        places.setdefault(role.person_id, {})[role.agency.short_name] = None
    return [
        PersonChoice(
            person_id=key,
            user_id=person.user_id if person.user and person.user.is_active else None,
            name=person.name,
            label=", ".join([person.name, *places[key]]),
        )
        for key, person in people.items()
    ]


def agencies_to_choose(actor: Standing) -> list[tuple[UUID, str]]:
    """The id and name of every agency of today, collectives too, by name."""
    known(actor, "partnership.agency")
    there = Q(until__isnull=True) | Q(until__gt=today())
    return list(Agency.objects.filter(there).values_list("pk", "name"))


def has_real_accounts() -> bool:
    """Whether any account is not of the demonstration. Needs no context: credentials have no RLS."""
    return User.objects.filter(is_demonstration=False).exists()


def has_made_up_accounts() -> bool:
    """Whether any account is of the demonstration. Needs no context: credentials have no RLS."""
    return User.objects.filter(is_demonstration=True).exists()
