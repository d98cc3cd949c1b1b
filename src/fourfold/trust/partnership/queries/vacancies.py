"""The roles that agencies are expected to have, and those that nobody holds."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from fourfold.trust.partnership.domain.roles import RoleKind, Standing, Tenure
from fourfold.trust.partnership.domain.vacancies import Expectation, expected, gaps
from fourfold.trust.partnership.queries.standing import known


@dataclass(frozen=True, slots=True)
class Vacancy:
    """A role that an agency is expected to have and nobody holds. `filled_on`: from when somebody will."""

    agency_id: UUID
    agency_name: str
    kind: RoleKind
    vacant_since: date
    filled_on: date | None = None


@dataclass(frozen=True, slots=True)
class _Told:
    """What the directory says of one agency."""

    name: str
    tenures: list[Tenure]
    expectations: list[Expectation]


# One statement for both, since pages ask for both. Bodies that have ended and collective names are expected to have
# nobody: what they were is somebody else's by now, or several bodies' at once.
_TOLD = """
select a.id, a.name, said.kind, said.expects, said.since, said.until
from partnership_agency a join (
    select agency_id, kind, null::varchar[] as expects, since, until from partnership_role
    union all
    select agency_id, null, expects, since, until from partnership_participation
) said on said.agency_id = a.id
where not a.is_collective and (a.until is null or a.until > %(on)s)
  and (%(ids)s::uuid[] is null or a.id = any (%(ids)s::uuid[]))
order by a.name, a.id
"""


def _told(agency_ids: Collection[UUID] | None, on: date) -> dict[UUID, _Told]:
    found: dict[UUID, _Told] = {}
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"on": on, "ids": None if agency_ids is None else list(agency_ids)})
        for agency_id, name, kind, expects, since, until in cursor:
            told = found.setdefault(agency_id, _Told(name, [], []))
            if kind is None:
                told.expectations.append(Expectation(frozenset(map(RoleKind, expects)), since, until))
            else:
                told.tenures.append(Tenure(agency_id, RoleKind(kind), since, until))
    return found


def vacancies(actor: Standing, *, on: date, agency_ids: Collection[UUID] | None = None) -> list[Vacancy]:
    """The expected roles that nobody holds on a day, by agency; of all agencies, or of those asked for. One query.

    `vacant_since` is the day on which the last holder left, or from which the role was expected, whichever is later.
    Raises `NotFound` without a live role; the services that read the partnership may ask.
    """
    known(actor, "partnership.agency")
    return [
        Vacancy(agency_id, told.name, gap.kind, gap.since, gap.filled_on)
        for agency_id, told in _told(agency_ids, on).items()
        for gap in gaps(told.tenures, told.expectations, on)
    ]


def expected_roles(actor: Standing, *, on: date) -> dict[UUID, tuple[RoleKind, ...]]:
    """Which roles each agency is expected to have on a day. Agencies without any are left out. One query."""
    known(actor, "partnership.agency")
    told = _told(None, on)
    asked = {agency_id: expected(one.tenures, one.expectations, on) for agency_id, one in told.items()}
    return {agency_id: kinds for agency_id, kinds in asked.items() if kinds}
