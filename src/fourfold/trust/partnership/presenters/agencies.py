"""Agencies as their pages show them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.partnership.domain.roles import RoleKind
from fourfold.trust.partnership.finding import AgencyFilter
from fourfold.trust.partnership.models import Agency, Role
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
    people: list[tuple[str, list[Link]]]
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


def page(agency: Agency, *, today: date) -> Page:
    """An agency in full, as `finding.agency_in_full` fetched it."""
    live: list[Role] = agency.live_roles  # type: ignore[attr-defined]
    return Page(
        name=agency.name,
        ended=has_ended(agency, today),
        facts=_facts(agency),
        rows=_rows(agency),
        source=agency.source_url,
        events=_events(agency, today),
        members=[Link(one.agency.name, href(one.agency)) for one in agency.members.all()],
        part_of=[Link(one.collective.name, href(one.collective)) for one in agency.collectives.all()],
        people=_people(live),
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


def _rows(agency: Agency) -> list[dict[str, str]]:
    spellings: list[str | None] = agency.spellings  # type: ignore[attr-defined]
    checked = f"Checked on {show_date(agency.verified_on)}" if agency.verified_on else "Not yet checked"
    return [
        {"key": "Short name", "value": agency.short_name},
        {
            "key": "Also written",
            "value": "; ".join(filter(None, spellings)),
            "empty": "No other way",
        },
        {"key": "Area code (ONS)", "value": agency.area_code},
        {
            "key": "Statutory safeguarding",
            "value": "Has duties of its own" if agency.statutory_safeguarding else "Not recorded as having duties",
        },
        {"key": "What we know it from", "value": checked},
    ]


def _events(agency: Agency, today: date) -> list[Event]:
    came = [
        Event(one.on, f"Took over from {one.predecessor.name}", href(one.predecessor))
        for one in agency.precessions.all()
    ]
    went = [
        Event(one.on, f"{'Passed' if one.on <= today else 'Passes'} to {one.successor.name}", href(one.successor))
        for one in agency.successions.all()
    ]
    began = [Event(agency.since, "Began")] if agency.since and not came else []
    ended = [Event(agency.until, "Ended" if agency.until <= today else "Ends")] if agency.until and not went else []
    return sorted(began + came + went + ended, key=lambda event: event.at, reverse=True)


def _people(live: list[Role]) -> list[tuple[str, list[Link]]]:
    order = {kind.value: position for position, kind in enumerate(RoleKind)}
    by_kind = sorted(live, key=lambda role: order[role.kind])
    return [
        (RoleKind(kind).label, [_person(role) for role in roles])
        for kind, roles in groupby(by_kind, key=lambda role: role.kind)
    ]


def _person(role: Role) -> Link:
    note = ", ".join(part for part in (role.title, f"since {show_date(role.since)}") if part)
    return Link(role.person.name, reverse("partnership:person", args=[role.person_id]), note)
