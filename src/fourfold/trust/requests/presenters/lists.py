"""Requests as lines of a list, and the sentence that says what is listed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.requests.domain.states import Condition, Course, Outcome
from fourfold.trust.requests.domain.timing import show_due, show_wait
from fourfold.trust.requests.models import Request
from fourfold.trust.requests.presenters.shared import STATES, called
from fourfold.trust.requests.queries.lists import Filters, Side


@dataclass(frozen=True, slots=True)
class Row:
    """A request as a line."""

    reference: str
    href: str
    what: str
    other: str
    asked: str
    when: str
    state: str
    state_label: str
    late: str


def course_of(request: Request) -> Course:
    """What has happened to a request that was fetched with its answer."""
    said = getattr(request, "answer", None)
    return Course(
        due_at=request.due_at,
        outcome=Outcome(said.outcome) if said else None,
        answered_at=said.answered_at if said else None,
        withdrawn_at=request.withdrawn_at,
    )


def row_of(request: Request, known: Catalogue, side: Side, *, now: datetime) -> Row:
    """One line. The other agency is whoever stands across."""
    course = course_of(request)
    condition = course.condition(now)
    other = request.asking_agency if side is Side.TO_US else request.asked_agency
    late = f"{show_wait(now - request.due_at)} late" if condition is Condition.LATE else ""
    return Row(
        reference=request.reference,
        href=reverse("requests:request", args=[request.pk]),
        what=called(known, "data_sets", request.data_set),
        other=other.name,
        asked=show_date(request.asked_at),
        when=show_due(request.due_at) if condition.is_open else show_date(course.answered_at or course.withdrawn_at),
        state=STATES[condition],
        state_label=condition.label,
        late=late,
    )


def filters_of(query: QueryDict, agencies: Sequence[tuple[UUID, str]], usual: Side) -> Filters:
    """What the address asks for; what it does not know counts as not asked."""
    side = next((one for one in Side if one == query.get("side")), usual)
    condition = next((one for one in Condition if one == query.get("state")), None)
    agency = next((key for key, _name in agencies if str(key) == query.get("agency")), None)
    return Filters(side, condition, agency)


def sentence(filters: Filters, agencies: Sequence[tuple[UUID, str]]) -> str:
    """`to us, late, from Medway Council`."""
    to_us = filters.side is Side.TO_US
    parts = ["to the agencies you answer for" if to_us else "by your agency"]
    if filters.condition:
        parts.append(filters.condition.label.lower())
    if filters.agency_id:
        parts.append(f"{'from' if to_us else 'to'} {dict(agencies)[filters.agency_id]}")
    return ", ".join(parts)
