"""The agencies of a plan by what they are today: a plan's old names follow the register's successions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from fourfold.accountability.plan.domain.states import Part
from fourfold.accountability.plan.models import ActionAgency
from fourfold.accountability.plan.queries.visibility import visible_plans
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import known_register

MOVES = (Part.LEAD, Part.DELIVERER)
"""The parts whose agencies move an action."""


@dataclass(frozen=True, slots=True)
class AgencyChoice:
    """A body of today that leads or delivers actions, with the ids of all that it was before."""

    key: str
    name: str
    ids: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Body:
    """What an agency is called today, at length and in short."""

    key: str
    name: str
    short_name: str


def body_of_today(agency: Body, today: date) -> Body:
    """The body that an agency is on the day `today`. One that the register does not know stays as it is."""
    register = known_register()
    if agency.key not in register.agencies:
        return agency
    body = register.now(register[agency.key], today)
    return Body(body.key, body.name, body.short_name)


def agencies_that_move(actor: Standing, *, today: date) -> Sequence[AgencyChoice]:
    """The bodies of today that lead or deliver an action of a plan the actor reads, by name. One query."""
    rows = (
        ActionAgency.objects.filter(plan__in=visible_plans(actor), part__in=MOVES, agency__isnull=False)
        .order_by()
        .values_list("agency_id", "agency__key", "agency__name", "agency__short_name")
        .distinct()
    )
    found: dict[Body, set[UUID]] = {}
    for agency_id, *names in rows:
        found.setdefault(body_of_today(Body(*names), today), set()).add(agency_id)
    choices = [AgencyChoice(body.key, body.name, frozenset(ids)) for body, ids in found.items()]
    return sorted(choices, key=lambda choice: choice.name)
