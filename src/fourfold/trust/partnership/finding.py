"""Finding agencies and people in the directory. The directory's size is bounded, its answers are small."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Prefetch, Q, QuerySet, Value

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.models import Agency, CollectiveMember, Person, Role, Succession, User
from fourfold.trust.partnership.policies import may_keep_agency
from fourfold.trust.partnership.queries import known, live_roles


@dataclass(frozen=True, slots=True)
class AgencyFilter:
    """Which agencies: of a type; there `today`, `historic`, or all; whose name holds every one of the words."""

    type: str = ""
    when: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PersonFilter:
    """Which people: of an agency, in a role, whose name holds every one of the words; closed accounts too."""

    agency: UUID | None = None
    role: RoleKind | None = None
    words: str = ""
    leavers: bool = False


def find_agencies(actor: Standing, asked: AgencyFilter, *, today: date) -> QuerySet[Agency]:
    """The agencies asked for, by name, with what became of them. Raises `NotFound` without a live role."""
    known(actor, "partnership.agency")
    found = Agency.objects.order_by("name", "pk").prefetch_related(_successors())
    ended = Q(until__isnull=False, until__lte=today)
    if asked.type:
        found = found.filter(type=asked.type)
    if asked.when:
        found = found.filter(ended if asked.when == "historic" else ~ended)
    for word in asked.words.split()[:8]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(short_name__icontains=word)
            | Q(pk__in=Agency.objects.filter(aliases__alias__icontains=word).values("pk"))
        )
    return found


@dataclass(frozen=True, slots=True)
class AgencyInFull:
    """An agency with its past and future, its collectives and members, and every role ever held in it."""

    agency: Agency
    spellings: list[str]
    successions: list[Succession]
    memberships: list[CollectiveMember]
    roles: list[Role]


def agency_in_full(actor: Standing, agency_id: UUID) -> AgencyInFull:
    """One agency and all that its page tells. Raises `NotFound`. Four queries."""
    known(actor, "partnership.agency")
    spellings = ArrayAgg("aliases__alias", order_by="aliases__alias", default=Value([]))
    agency = Agency.objects.annotate(spellings=spellings).filter(pk=agency_id).first()
    if agency is None:
        raise NotFound("partnership.agency", agency_id)
    steps = Succession.objects.filter(Q(predecessor=agency) | Q(successor=agency))
    ties = CollectiveMember.objects.filter(Q(collective=agency) | Q(agency=agency))
    roles = Role.objects.filter(agency=agency).select_related("person__user", "person__contact")
    return AgencyInFull(
        agency,
        list(filter(None, agency.spellings)),
        list(steps.select_related("predecessor", "successor").order_by("on")),
        list(ties.select_related("collective", "agency").order_by("collective__name", "agency__name")),
        list(roles.order_by("-since", "person__name")),
    )


def find_people(actor: Standing, asked: PersonFilter) -> QuerySet[Person]:
    """The people asked for, by name, with their live roles. Raises `NotFound` without a live role."""
    known(actor, "partnership.person")
    wanted = Role.objects.filter(live_roles())
    if asked.agency:
        wanted = wanted.filter(agency_id=asked.agency)
    if asked.role:
        wanted = wanted.filter(kind=asked.role)
    found = Person.objects.select_related("user").prefetch_related(Prefetch("roles", _live(), to_attr="live_roles"))
    if asked.leavers:
        found = found.exclude(pk__in=Role.objects.filter(live_roles()).values("person"))
    else:
        found = found.filter(pk__in=wanted.values("person"))
    for word in asked.words.split()[:8]:
        found = found.filter(name__icontains=word)
    return found.order_by("name", "pk")


def agencies_with_people(actor: Standing) -> list[Agency]:
    """The agencies in which somebody holds a role today, by name: what the directory's filter offers."""
    known(actor, "partnership.agency")
    held = Role.objects.filter(live_roles()).values("agency")
    return list(Agency.objects.filter(pk__in=held).order_by("name"))


def agencies_to_choose(actor: Standing, *, today: date) -> list[Agency]:
    """The agencies in which the actor may give a role: there today, and a body rather than a collective name."""
    known(actor, "partnership.agency")
    there = Agency.objects.filter(Q(until__isnull=True) | Q(until__gt=today), is_collective=False)
    return [agency for agency in there.order_by("name") if may_keep_agency(actor, agency.pk)]


def role_of_person(actor: Standing, *, person_id: UUID, role_id: UUID) -> Role:
    """One role of one person. Raises `NotFound`."""
    known(actor, "partnership.role")
    role = Role.objects.select_related("agency", "person").filter(pk=role_id, person_id=person_id).first()
    if role is None:
        raise NotFound("partnership.role", role_id)
    return role


def own_account(actor: Standing) -> User:
    """The actor's own account. Raises `NotFound` for a service or nobody."""
    user = User.objects.filter(pk=actor.user_id).first() if actor.user_id else None
    if user is None:
        raise NotFound("partnership.user")
    return user


def _live() -> QuerySet[Role]:
    return Role.objects.filter(live_roles()).select_related("agency", "person")


def _successors() -> "Prefetch[str, QuerySet[Succession], str]":
    return Prefetch("successions", Succession.objects.select_related("successor").order_by("on"))
