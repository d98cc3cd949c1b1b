"""Agencies as their pages show them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.finding import AgencyFilter, AgencyInFull
from fourfold.trust.partnership.models import Agency, Role
from fourfold.trust.partnership.presenters.directory import GapLine, Holder, gap_line, holder
from fourfold.trust.partnership.queries.cover import Away
from fourfold.trust.partnership.queries.vacancies import Vacancy
from fourfold.trust.partnership.wording import between, tier_label, type_label


@dataclass(frozen=True, slots=True)
class Link:
    """Something with a page of its own, and what there is to say beside it."""

    text: str
    href: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the directory. `now` leads to whoever took over."""

    name: str
    href: str
    type: str
    reach: str
    years: str
    now: list[Link]
    ended: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to an agency on a day."""

    at: date
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class PastRole:
    """A role that somebody held, or was to hold from a later day."""

    kind: str
    name: str
    href: str
    years: str


@dataclass(frozen=True, slots=True)
class Page:
    """One agency in full. `people` are grouped by role, in the order of the roles."""

    name: str
    ended: bool
    facts: list[dict[str, str]]
    rows: list[dict[str, str]]
    source: str
    events: list[Event]
    members: list[Link]
    part_of: list[Link]
    people: list[tuple[str, list[Holder]]]
    past: list[PastRole]
    gaps: list[GapLine]
    actions: str
    collective: bool


def href(agency: Agency) -> str:
    """The address of an agency's page."""
    return reverse("partnership:agency", args=[agency.pk])


def has_ended(agency: Agency, today: date) -> bool:
    """Whether it is no more. `until` is the first day on which it is not there."""
    return agency.until is not None and agency.until <= today


def row(agency: Agency, *, today: date) -> Row:
    """An agency as a line. Its successors must have been fetched."""
    taken = [Link(one.successor.name, href(one.successor)) for one in agency.successions.all()]
    years = between(agency.since, agency.until)
    return Row(
        name=agency.name,
        href=href(agency),
        type=type_label(agency.type),
        reach=tier_label(agency.tier),
        years=years,
        now=taken,
        ended=has_ended(agency, today),
    )


def shown(asked: AgencyFilter) -> str:
    """What is shown, after the number: `of type police, historic, whose name holds “kent”`."""
    parts = [
        f"of the type “{type_label(asked.type)}”" if asked.type else "",
        {"today": "there today", "historic": "that are no more", "": ""}[asked.when],
        f"whose name holds “{asked.words}”" if asked.words else "",
    ]
    return ", ".join(part for part in parts if part)


def page(found: AgencyInFull, away: dict[UUID, Away], gaps: list[Vacancy], *, today: date) -> Page:
    """An agency in full, as `finding.agency_in_full` fetched it, with who is away and which roles nobody holds."""
    agency, held = found.agency, found.roles
    live = [role for role in held if role.since <= today and (role.until is None or role.until > today)]
    past = [role for role in held if role not in live and role.kind != RoleKind.MEMBER and role.until != role.since]
    return Page(
        name=agency.name,
        ended=has_ended(agency, today),
        facts=_facts(agency),
        rows=_rows(found),
        source=agency.source_url,
        events=_events(found, today),
        members=[
            Link(one.agency.name, href(one.agency)) for one in found.memberships if one.collective_id == agency.pk
        ],
        part_of=[
            Link(one.collective.name, href(one.collective)) for one in found.memberships if one.agency_id == agency.pk
        ],
        people=_people(live, away),
        past=[_past(role) for role in past],
        gaps=[gap_line(gap, today=today) for gap in gaps],
        actions=f"{reverse('plan:actions')}?agency={agency.pk}",
        collective=agency.is_collective,
    )


def _facts(agency: Agency) -> list[dict[str, str]]:
    found = [
        ("Type", type_label(agency.type)),
        ("Reach", tier_label(agency.tier)),
        ("There", between(agency.since, agency.until)),
    ]
    return [{"label": label, "value": value} for label, value in found if value]


def _rows(found: AgencyInFull) -> list[dict[str, str]]:
    agency = found.agency
    checked = f"Checked on {show_date(agency.verified_on)}" if agency.verified_on else "Not yet checked"
    return [
        {"key": "Short name", "value": agency.short_name},
        {
            "key": "Also written",
            "value": "; ".join(found.spellings),
            "empty": "No other way",
        },
        {"key": "Area code (ONS)", "value": agency.area_code},
        {
            "key": "Statutory safeguarding",
            "value": "Has duties of its own" if agency.statutory_safeguarding else "Not recorded as having duties",
        },
        {"key": "What we know it from", "value": checked},
    ]


def _events(found: AgencyInFull, today: date) -> list[Event]:
    agency = found.agency
    came = [
        Event(one.on, f"Took over from {one.predecessor.name}", href(one.predecessor))
        for one in found.successions
        if one.successor_id == agency.pk
    ]
    went = [
        Event(one.on, f"{'Passed' if one.on <= today else 'Passes'} to {one.successor.name}", href(one.successor))
        for one in found.successions
        if one.predecessor_id == agency.pk
    ]
    began = [Event(agency.since, "Began")] if agency.since and not came else []
    ended = [Event(agency.until, "Ended" if agency.until <= today else "Ends")] if agency.until and not went else []
    return sorted(began + came + went + ended, key=lambda event: event.at, reverse=True)


def _people(live: list[Role], away: dict[UUID, Away]) -> list[tuple[str, list[Holder]]]:
    order = [*(kind for kind in RoleKind if kind is not RoleKind.MEMBER), RoleKind.MEMBER]
    by_kind = sorted(live, key=lambda role: (order.index(RoleKind(role.kind)), role.since, role.person.name))
    return [
        (RoleKind(kind).label, [holder(role, away.get(role.person_id)) for role in roles])
        for kind, roles in groupby(by_kind, key=lambda role: role.kind)
    ]


def _past(role: Role) -> PastRole:
    person = reverse("partnership:person", args=[role.person_id])
    return PastRole(RoleKind(role.kind).label, role.person.name, person, between(role.since, role.until))
