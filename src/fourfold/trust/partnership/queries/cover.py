"""Who is away, until when, and who covers which of their roles."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Absence, Person, Role
from fourfold.trust.partnership.queries.standing import known, live_roles

SOON = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Covering:
    """Who covers one role, and how to reach them."""

    role_id: UUID
    person_id: UUID
    name: str
    email: str
    telephone: str


@dataclass(frozen=True, slots=True)
class Away:
    """An absence, from `since` up to and without `until`, and who covers which role meanwhile."""

    absence_id: UUID
    person_id: UUID
    name: str
    since: date
    until: date
    covers: dict[UUID, Covering] = field(default_factory=dict)


_COLUMNS = (
    *("pk", "person_id", "person__name", "since", "until", "covers__role_id", "covers__by_id", "covers__by__name"),
    *("covers__by__contact__email", "covers__by__user__email", "covers__by__contact__telephone", "is_here"),
)


def away_on(actor: Standing, person_ids: Collection[UUID], *, on: date) -> dict[UUID, Away]:
    """Who of these is away on a day, by person. One query."""
    known(actor, "partnership.absence")
    found = _read(Absence.objects.filter(person_id__in=list(person_ids), since__lte=on, until__gt=on))
    return {away.person_id: away for away in found}


def away_soon(actor: Standing, *, on: date, person_ids: Collection[UUID] | None = None) -> list[Away]:
    """Who is away or will be within 30 days, the first to leave first: of everybody with a role, or of these."""
    known(actor, "partnership.absence")
    absences = Absence.objects.filter(since__lte=on + SOON, until__gt=on)
    if person_ids is not None:
        absences = absences.filter(person_id__in=list(person_ids))
    return _read(absences)


def absences_of(actor: Standing, person_id: UUID, *, on: date) -> list[Away]:
    """The absences of one person that are not over, the nearest first."""
    known(actor, "partnership.absence")
    return _read(Absence.objects.filter(person_id=person_id, until__gt=on))


def _read(absences: QuerySet[Absence]) -> list[Away]:
    """Those that are not called off. Whoever covers and has left since is not named: nobody covers then."""
    found: dict[UUID, Away] = {}
    here = Role.objects.filter(live_roles(), person=OuterRef("covers__by"))
    ordered = absences.annotate(is_here=Exists(here)).order_by("since", "person__name", "pk")
    for (
        pk,
        person_id,
        name,
        since,
        until,
        role_id,
        by_id,
        by_name,
        email,
        account,
        telephone,
        is_here,
    ) in ordered.values_list(*_COLUMNS):
        away = found.setdefault(pk, Away(pk, person_id, name, since, until))
        if role_id is not None and is_here:
            away.covers[role_id] = Covering(role_id, by_id, by_name, email or account or "", telephone or "")
    return [away for away in found.values() if away.since < away.until]


_HEIRS = """
with recursive place(agency_id) as (
    select agency_id from partnership_role where id = %s
    union
    select s.successor_id from place join partnership_succession s on s.predecessor_id = place.agency_id
)
select agency_id from place
"""


def could_cover(role_id: UUID, *, on: date) -> dict[UUID, str]:
    """Who could cover a role on a day, by person id, with their names: the colleagues of its agency or successor."""
    with connection.cursor() as cursor:
        cursor.execute(_HEIRS, [role_id])
        places = [agency_id for (agency_id,) in cursor.fetchall()]
    people = Person.objects.filter(pk__in=Role.objects.filter(live_roles(on), agency__in=places).values("person"))
    return dict(people.exclude(roles=role_id).order_by("name").values_list("pk", "name"))
