"""The register as its pages show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse

from fourfold.accountability.governance import policies
from fourfold.accountability.governance.domain.states import Fit, PolicyKind
from fourfold.accountability.governance.models import PolicyEntry
from fourfold.accountability.governance.queries.register import SHOWN, SOON_DAYS
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.tables import Column, with_parameters
from fourfold.trust.partnership.domain.roles import Standing

COLUMNS = (
    Column("title", "Policy or plan", ("title", "pk")),
    Column("agency", "Agency", ("agency__name", "title", "pk")),
    Column("owner", "Owner"),
    Column("checked", "Checked against the plan", ("checked_on", "pk")),
    Column("next", "Look again", ("next_on", "pk")),
)
_WORDS = {
    "late": "whose date has passed",
    "soon": f"to look at in the next {SOON_DAYS} days",
    "gap": "with an open gap",
    "unchecked": "never checked against a plan",
}
_LINKS = {"": "All", "late": "Late", "soon": "Due soon", "gap": "Open gap", "unchecked": "Never checked"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The agency that the address asks for."""

    id: UUID
    name: str


def chosen_agency(asked: str, agencies: Sequence[tuple[UUID, str]]) -> Chosen | None:
    """The agency asked for; None for all. Raises `NotFound` for one that does not exist."""
    if not asked:
        return None
    for key, name in agencies:
        if str(key) == asked:
            return Chosen(key, name)
    raise NotFound("partnership.agency")


def chosen_filter(asked: str) -> str:
    """The quick filter asked for, or none."""
    return asked if asked in SHOWN else ""


def agencies_kept(actor: Standing, agencies: Iterable[tuple[UUID, str]]) -> list[tuple[str, str]]:
    """The agencies whose register the actor may keep, as a form offers them."""
    return [(str(key), name) for key, name in agencies if policies.keep_register(actor, key)]


@dataclass(frozen=True, slots=True)
class Row:
    """A document as a line. `late` is `12 days late`, or empty."""

    id: UUID
    title: str
    href: str
    kind: str
    agency: str
    agency_href: str
    owner: str
    link: str
    found: str
    checked: str
    gap: str
    gap_open: bool
    next: str
    late: str


def row_of(entry: PolicyEntry, *, today: date) -> Row:
    """A line of an entry with its newest check. Makes no query."""
    fit, checked_on = getattr(entry, "fit", None), getattr(entry, "checked_on", None)
    gap_open = bool(getattr(entry, "gap_open", False))
    days = (today - entry.next_on).days
    return Row(
        id=entry.pk,
        title=entry.title,
        href=reverse("governance:policy", args=[entry.pk]),
        kind=PolicyKind(entry.kind).label,
        agency=entry.agency.name,
        agency_href=reverse("partnership:agency", args=[entry.agency_id]),
        owner=entry.owner.name if entry.owner else "",
        link=entry.link,
        found=_found(fit, gap_open=gap_open),
        checked=show_date(checked_on),
        gap=getattr(entry, "gap", None) or "",
        gap_open=gap_open,
        next=show_date(entry.next_on),
        late=f"{days} {'day' if days == 1 else 'days'} late" if days > 0 and entry.ended_on is None else "",
    )


def _found(fit: str | None, *, gap_open: bool) -> str:
    if fit is None:
        return "Never checked"
    return "Gap closed" if fit == Fit.GAP and not gap_open else Fit(fit).label


def checks_of(entry: PolicyEntry) -> list[dict[str, Any]]:
    """The checks of an entry, newest first, as a timeline shows them."""
    return [
        {
            "at": check.on,
            "title": f"{Fit(check.fit).label}: {check.plan.title}",
            "by": check.by.name,
            "text": check.gap + (f" Closed on {show_date(check.closed_on)}." if check.closed_on else ""),
        }
        for check in entry.checks.all()
    ]


def quick_links(query: QueryDict, counts: dict[str, int], show: str) -> list[dict[str, Any]]:
    """The quick filters with how many each shows."""
    return [
        {
            "text": text,
            "href": with_parameters(query, show=word or None, page=None),
            "active": word == show,
            "count": counts[word or "all"],
        }
        for word, text in _LINKS.items()
    ]


def sentence(show: str, chosen: Chosen | None) -> str:
    """What the list shows, after the count: `of Kent Police, with an open gap`."""
    parts = [f"of {chosen.name}" if chosen else "", _WORDS.get(show, "")]
    return ", ".join(part for part in parts if part)
