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


def body_of_today(key: str, name: str, today: date) -> tuple[str, str]:
    """The key and name of the body that an agency is on the day `today`. One the register does not know stays."""
    register = known_register()
    if key not in register.agencies:
        return key, name
    body = register.now(register[key], today)
    return body.key, body.name


def agencies_that_move(actor: Standing, *, today: date) -> Sequence[AgencyChoice]:
    """The bodies of today that lead or deliver an action of a plan the actor reads, by name. One query."""
    rows = (
        ActionAgency.objects.filter(plan__in=visible_plans(actor), part__in=MOVES, agency__isnull=False)
        .order_by()
        .values_list("agency_id", "agency__key", "agency__name")
        .distinct()
    )
    found: dict[tuple[str, str], set[UUID]] = {}
    for agency_id, key, name in rows:
        found.setdefault(body_of_today(key, name, today), set()).add(agency_id)
    choices = [AgencyChoice(key, name, frozenset(ids)) for (key, name), ids in found.items()]
    return sorted(choices, key=lambda choice: choice.name)
