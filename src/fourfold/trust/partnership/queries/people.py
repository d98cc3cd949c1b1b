"""Reading people, their accounts and the agencies they may be given a role in."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import UUID

from django.db.models import Prefetch, Q

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.register import Register, load_register
from fourfold.trust.partnership.domain.roles import RoleKind, Standing, Tenure
from fourfold.trust.partnership.models import Agency, Person, Role, User
from fourfold.trust.partnership.queries.standing import known, live_roles


def account_by_email(email: str) -> User | None:
    """The open account with this address; None if there is none. Needs no context: credentials have no RLS."""
    return User.objects.filter(email=email.strip().lower(), is_active=True).first()


def person_for_actor(actor: Standing, person_id: UUID) -> Person:
    """One person with all their roles, newest first. Raises `NotFound`."""
    known(actor, "partnership.person")
    roles = Role.objects.select_related("agency").order_by("-since")
    people = Person.objects.select_related("user", "contact").prefetch_related(Prefetch("roles", roles))
    person = people.filter(pk=person_id).first()
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


def names_of_accounts(actor: Standing, user_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The name behind each account, leavers' too. Raises `NotFound` for someone without a live role."""
    known(actor, "partnership.person")
    named = Person.objects.filter(user_id__in=list(user_ids)).values_list("user_id", "name")
    return {user_id: name for user_id, name in named if user_id is not None}


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


def agency_types(actor: Standing, agency_ids: Collection[UUID]) -> dict[UUID, tuple[str, str]]:
    """The name and the type (such as `police`) of each of these agencies. One query."""
    known(actor, "partnership.agency")
    rows = Agency.objects.filter(pk__in=list(agency_ids)).values_list("pk", "name", "type")
    return {agency_id: (name, kind) for agency_id, name, kind in rows}


def has_real_accounts() -> bool:
    """Whether any account is not of the demonstration. Needs no context: credentials have no RLS."""
    return User.objects.filter(is_demonstration=False).exists()


def has_made_up_accounts() -> bool:
    """Whether any account is of the demonstration. Needs no context: credentials have no RLS."""
    return User.objects.filter(is_demonstration=True).exists()


def tenures_of(person_id: UUID) -> tuple[Tenure, ...]:
    """Every role that a person holds, held or will hold: what policies ask about whose they are."""
    rows = Role.objects.filter(person_id=person_id).values_list("agency_id", "kind", "since", "until")
    return tuple(Tenure(agency_id, RoleKind(kind), since, until) for agency_id, kind, since, until in rows)


def holders_of_roles(actor: Standing, agency_id: UUID, *, on: date) -> dict[RoleKind, tuple[UUID, ...]]:
    """Who holds which role in an agency on a day: the ids of the people, by kind. One query."""
    known(actor, "partnership.person")
    found: dict[RoleKind, tuple[UUID, ...]] = {}
    held = Role.objects.filter(live_roles(on), agency_id=agency_id).order_by("since", "pk")
    for kind, person_id in held.values_list("kind", "person_id"):
        found[RoleKind(kind)] = (*found.get(RoleKind(kind), ()), person_id)
    return found
