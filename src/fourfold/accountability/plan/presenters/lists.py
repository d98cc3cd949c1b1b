"""The list of actions in words: what it shows, its columns, its quick links."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from fourfold.accountability.plan.domain.states import Status, StrandKind
from fourfold.accountability.plan.models import Plan
from fourfold.accountability.plan.queries.actions import ActionFilter, When
from fourfold.ground.web.tables import Column, Header, Sorting

COLUMNS = (
    Column("title", "Action", ("title",)),
    Column("number", "Strand", ("number",)),
    Column("lead", "Lead"),
    Column("officer", "Accountable officer"),
    Column("status", "Status", ("status",)),
    Column("next", "Next date", ("next",)),
)
"""`order` only says which of them sort; `queries.actions.Sort` knows how."""

STRAND_COLUMNS = tuple(column for column in COLUMNS if column.key != "number")
"""The columns of a table whose lines are all of one strand."""


def headers(sorting: Sorting, *, several: bool) -> list[Header]:
    """The headings of the list; with the plan's column where the lines are of several plans."""
    shown = sorting.headers
    return [*shown[:2], Header("Plan"), *shown[2:]] if several else shown


QUICK: tuple[tuple[str, dict[str, str]], ...] = (
    ("All actions", {}),
    ("My actions", {"mine": "1"}),
    ("My agency’s", {"my_agency": "1"}),
    ("Overdue", {"when": When.OVERDUE.value}),
    ("Due soon", {"when": When.SOON.value}),
)


@dataclass(frozen=True, slots=True)
class Named:
    """The names of what a filter chose."""

    agency: str = ""
    plan: str = ""


def sentence(wanted: ActionFilter, named: Named) -> str:
    """What the list shows, after its count: `led or delivered by Kent Police, overdue, in Prevent`."""
    parts = []
    if wanted.mine:
        parts.append("where you are accountable officer or deputy")
    if wanted.my_agency:
        parts.append("led or delivered by your agency")
    if named.agency:
        parts.append(f"led or delivered by {named.agency}")
    if wanted.status:
        parts.append(Status(wanted.status).label.lower())
    if wanted.when:
        parts.append(When(wanted.when).label)
    if wanted.strand:
        parts.append(f"in {StrandKind(wanted.strand).label}")
    if named.plan:
        parts.append(f"of {named.plan}")
    return ", ".join(parts) or "of all live plans"


def quick_links(plan: Plan | None, narrowing: dict[str, Any]) -> list[dict[str, Any]]:
    """The lists that people ask for most. The one that is open is marked; the plan is kept."""
    kept = {"plan": str(plan.pk)} if plan else {}
    set_now = {name: "1" if value is True else value for name, value in narrowing.items()}
    return [
        {"text": text, "href": _address({**kept, **filters}), "active": set_now == filters} for text, filters in QUICK
    ]


def _address(filters: dict[str, str]) -> str:
    here = reverse("plan:actions")
    return f"{here}?{urlencode(filters)}" if filters else here
