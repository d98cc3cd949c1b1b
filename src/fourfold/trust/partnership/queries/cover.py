"""Who is away, until when, and who covers which of their roles."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet

from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.models import Absence, Role
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


def covered_by(actor: Standing, person_id: UUID, *, on: date) -> list[Away]:
    """The absences, running or to come, in which somebody covers for others."""
    known(actor, "partnership.absence")
    ids = Absence.objects.filter(until__gt=on, covers__by=person_id).values("pk")
    return _read(Absence.objects.filter(pk__in=ids))


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


_COLLEAGUES = """
with recursive place(role_id, holder_id, agency_id) as (
    select id, person_id, agency_id from partnership_role where id = any (%(roles)s::uuid[])
    union
    select place.role_id, place.holder_id, s.successor_id
    from place join partnership_succession s on s.predecessor_id = place.agency_id
)
select distinct place.role_id, p.id, p.name
from place
join partnership_role r on r.agency_id = place.agency_id and r.person_id <> place.holder_id
    and r.since <= %(on)s and (r.until is null or r.until > %(on)s)
join partnership_person p on p.id = r.person_id
order by p.name
"""


def could_cover(role_ids: Collection[UUID], *, on: date) -> dict[UUID, dict[UUID, str]]:
    """Who could cover each role on a day, by person id, with names: colleagues of its agency or of its successor."""
    found: dict[UUID, dict[UUID, str]] = {role_id: {} for role_id in role_ids}
    with connection.cursor() as cursor:
        cursor.execute(_COLLEAGUES, {"roles": list(role_ids), "on": on})
        for role_id, person_id, name in cursor:
            found[role_id][person_id] = name
    return found
