"""A meeting as its pages show it: what is next for whoever runs it, and its agenda with what came of each item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse

from fourfold.ground.kernel.clock import show_date, show_time
from fourfold.trust.boards import subjects
from fourfold.trust.boards.domain.quorum import Quorum
from fourfold.trust.boards.domain.states import DecisionState, ItemKind, MeetingState, Presence
from fourfold.trust.boards.models import AgendaItem, ArisingAction, Decision, Meeting, Paper
from fourfold.trust.boards.queries.meetings import Place

SHAPES = {
    MeetingState.PLANNED: "not-started",
    MeetingState.AGENDA_OUT: "on-track",
    MeetingState.HELD: "on-track",
    MeetingState.MINUTED: "complete",
    MeetingState.CANCELLED: "off-track",
}
"""The sign beside each state's words: those of the plan's statuses."""


def when(meeting: Meeting) -> str:
    """`2 December 2026, 10:00am to midday`."""
    return f"{show_date(meeting.starts_at)}, {show_time(meeting.starts_at)} to {show_time(meeting.ends_at)}"


def title(meeting: Meeting) -> str:
    """`Meeting 12`."""
    return f"Meeting {meeting.number}"


@dataclass(frozen=True, slots=True)
class Row:
    """A meeting as a line of a list."""

    title: str
    href: str
    when: str
    place: str
    shape: str
    state: str


def row(meeting: Meeting) -> Row:
    """A meeting as a line."""
    state = MeetingState(meeting.state)
    return Row(
        title=title(meeting),
        href=reverse("boards:meeting", args=[meeting.pk]),
        when=when(meeting),
        place=meeting.place or ("Online" if meeting.online_url else ""),
        shape=SHAPES[state],
        state=state.label,
    )


def identity(meeting: Meeting, *, quorum: Quorum, action: dict[str, str] | None) -> dict[str, Any]:
    """The bar over a meeting's page."""
    state = MeetingState(meeting.state)
    place = [meeting.place] if meeting.place else []
    items = [
        {"label": "When", "value": when(meeting)},
        {"label": "Where", "value": ", ".join([*place, *(["online"] if meeting.online_url else [])])},
    ]
    if state.is_past:
        items.append(
            {
                "label": "Quorum",
                "value": "Met" if quorum.is_met else "Not met",
                "note": f"{quorum.filled} of at least {quorum.needed} voting seats",
            }
        )
    return {
        "name": f"{meeting.board.name}: {title(meeting).lower()}",
        "state": SHAPES[state],
        "state_label": state.label,
        "items": items,
        "action": action,
    }


@dataclass(frozen=True, slots=True)
class Step:
    """One step of running a meeting. `href` is empty where it cannot be done now."""

    text: str
    href: str = ""
    done: bool = False
    current: bool = False


def steps(meeting: Meeting, *, today: date) -> list[Step]:
    """What there is to do for whoever runs the meeting, in order; empty once nothing is."""
    state = MeetingState(meeting.state)
    if state in (MeetingState.MINUTED, MeetingState.CANCELLED):
        return []
    held = state is MeetingState.HELD
    reached = today >= meeting.starts_at.date()
    current = "minutes" if held else "attendance" if reached else "agenda"

    def step(key: str, text: str, name: str, *, done: bool, can: bool) -> Step:
        return Step(text, reverse(name, args=[meeting.pk]) if can else "", done, key == current)

    sent = state is not MeetingState.PLANNED
    return [
        step("agenda", "Agenda", "boards:agenda", done=sent or held, can=True),
        step("attendance", "Attendance", "boards:attendance", done=held, can=reached),
        step("minutes", "Minutes", "boards:minutes", done=False, can=held),
        step("approval", "Approval", "boards:approve", done=False, can=held),
    ]


@dataclass(slots=True)
class Line:
    """An item of an agenda with what came of it."""

    id: UUID
    number: int
    title: str
    kind: str
    why: str
    presenter: str
    href: str
    minutes: str
    unfinished: bool
    is_first: bool = False
    is_last: bool = False
    papers: list[Paper] = field(default_factory=list)
    decisions: list["Decided"] = field(default_factory=list)
    arising: list["Arising"] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision as a line. `open` is whether it waits to be ratified."""

    id: UUID
    reference: str
    text: str
    state: str
    open: bool
    at: str
    subject: str
    href: str
    meeting: str


def decided(decision: Decision) -> Decided:
    """A decision with its meeting fetched."""
    state = DecisionState(decision.state)
    ratified = decision.ratified_in
    return Decided(
        id=decision.pk,
        reference=decision.reference,
        text=decision.text,
        state=f"{state.label} by meeting {ratified.number}" if ratified else state.label,
        open=state is DecisionState.PROVISIONAL,
        at=show_date(decision.meeting.starts_at),
        subject=decision.subject_title,
        href=subjects.address(decision.subject_kind, decision.subject_id),
        meeting=reverse("boards:meeting", args=[decision.meeting_id]),
    )


@dataclass(frozen=True, slots=True)
class Arising:
    """An action arising as a line."""

    id: UUID
    text: str
    owner: str
    due: str
    done: str
    note: str
    late: str
    mine: bool


def arising_line(action: ArisingAction, *, today: date, person_id: UUID | None = None) -> Arising:
    """An action arising with its owner fetched."""
    late = (today - action.due_on).days if action.done_on is None else 0
    return Arising(
        id=action.pk,
        text=action.text,
        owner=action.owner.name,
        due=show_date(action.due_on),
        done=show_date(action.done_on),
        note=action.done_note,
        late=("1 day overdue" if late == 1 else f"{late} days overdue") if late > 0 else "",
        mine=action.owner_id == person_id,
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a meeting."""

    papers: Sequence[Paper] = ()
    decisions: Sequence[Decision] = ()
    arising: Sequence[ArisingAction] = ()


def lines(items: Sequence[AgendaItem], came: Outcome, *, today: date) -> list[Line]:
    """The agenda with its papers, decisions and actions; the last line holds those of no item, if there are any."""
    found = {item.pk: _line(item) for item in items}
    if found:
        ordered = list(found.values())
        ordered[0].is_first, ordered[-1].is_last = True, True
    rest = Line(UUID(int=0), 0, "", "", "", "", "", "", False)
    for paper in came.papers:
        found.get(paper.item_id or rest.id, rest).papers.append(paper)
    for decision in came.decisions:
        found.get(decision.item_id or rest.id, rest).decisions.append(decided(decision))
    for action in came.arising:
        found.get(action.item_id or rest.id, rest).arising.append(arising_line(action, today=today))
    has_rest = bool(rest.papers or rest.decisions or rest.arising)
    return [*found.values(), *([rest] if has_rest else [])]


def _line(item: AgendaItem) -> Line:
    return Line(
        id=item.pk,
        number=item.position,
        title=item.title,
        kind=ItemKind(item.kind).label if item.kind != ItemKind.STANDING else "",
        why=item.why,
        presenter=item.presenter.name if item.presenter else "",
        href=subjects.address(item.subject_kind, item.subject_id),
        minutes=item.minutes,
        unfinished=item.unfinished,
    )


@dataclass(frozen=True, slots=True)
class There:
    """Who was there, in words, by how their seat was filled."""

    label: str
    people: list[str]


def who_was_there(places: Iterable[Place], others: str) -> list[There]:
    """Present, apologies and absent with agencies; a substitute is named with whom they came for."""
    found: dict[str, list[str]] = {"Present": [], "Apologies": [], "Absent": [], "Also there": []}
    for place in places:
        agency = f", {place.seat.agency.short_name}" if place.seat.agency else ""
        name = f"{place.seat.person.name}{agency}"
        if place.presence is Presence.SUBSTITUTE:
            found["Present"].append(f"{place.substitute} for {name}")
            continue
        group = {
            Presence.PRESENT: "Present",
            Presence.APOLOGIES: "Apologies",
            Presence.ABSENT: "Absent",
            None: "Absent",
        }[place.presence]
        part = f" ({place.seat.part.replace('-', ' ')})" if place.seat.part in ("chair", "secretary") else ""
        found[group].append(name + part)
    if others:
        found["Also there"].append(others)
    return [There(label, names) for label, names in found.items() if names]
