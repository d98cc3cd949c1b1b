"""Boards as their pages show them."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.html import format_html

from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.ground.web.wording import plural
from fourfold.trust.boards import subjects
from fourfold.trust.boards.domain.gaps import gaps_of, terms_are_due
from fourfold.trust.boards.domain.states import BoardKind, Part
from fourfold.trust.boards.models import Board, Meeting, Seat


@dataclass(frozen=True, slots=True)
class Card:
    """A board as a line of the list. `waiting` is what its people would want to know first."""

    name: str
    href: str
    kind: str
    area: str
    chair: str
    following: str
    gaps: list[str]
    waiting: str


def card(board: Board, *, reads: Collection[UUID], today: date) -> Card:
    """A board of `boards_for_actor` as a line."""
    seats = list(board.seats.all())
    chair = next((seat.person.name for seat in seats if seat.part == Part.CHAIR), "")
    following = board.next_at  # type: ignore[attr-defined]
    number = board.open_escalations  # type: ignore[attr-defined]
    waiting = ""
    if board.pk in reads and number:
        waiting = "1 escalation waits for an answer" if number == 1 else f"{number} escalations wait for an answer"
    return Card(
        name=board.name,
        href=reverse("boards:board", args=[board.pk]),
        kind=BoardKind(board.kind).label,
        area=board.area,
        chair=chair,
        following=(show_moment(following) or "None planned") if board.pk in reads else "For its members",
        gaps=gaps_of([Part(seat.part) for seat in seats], quorum=board.quorum) + review_due(board, today),
        waiting=waiting,
    )


def review_due(board: Board, today: date) -> list[str]:
    """A sentence where the terms should have been reviewed by now."""
    if not terms_are_due(board.terms_review_on, today=today):
        return []
    return [f"The terms of reference were to be reviewed by {show_date(board.terms_review_on)}."]


def crumbs(board: Board | None = None, *more: tuple[str, str]) -> list[dict[str, str]]:
    """Where one is: the boards, this board, what is in it. The last has no address."""
    trail = [{"text": "Boards", "href": reverse("boards:boards")}]
    if board is not None:
        trail.append({"text": board.name, "href": reverse("boards:board", args=[board.pk])})
    return [*trail, *({"text": text, "href": href} if href else {"text": text} for text, href in more)]


TABS = (
    ("About", "boards:board"),
    ("Meetings", "boards:meetings"),
    ("Decisions", "boards:decisions"),
    ("Actions arising", "boards:arising"),
    ("Escalations", "boards:escalations"),
)


def tabs(board: Board, here: str, *, reads: bool) -> list[dict[str, Any]]:
    """The parts of a board's pages; for those who do not read its meetings there is only one, so none is shown."""
    if not reads:
        return []
    return [{"text": text, "href": reverse(name, args=[board.pk]), "active": name == here} for text, name in TABS]


def identity(board: Board, seats: Sequence[Seat], following: Meeting | None, *, runs: bool) -> dict[str, Any]:
    """The bar over a board's pages."""
    named = {seat.part: seat.person.name for seat in seats}
    items = [
        {"label": "Chair", "value": named.get(Part.CHAIR, "Nobody")},
        {"label": "Secretary", "value": named.get(Part.SECRETARY, "Nobody")},
        {"label": "Quorum", "value": f"{board.quorum} voting seats" if board.quorum > 1 else "1 voting seat"},
    ]
    if following:
        page, at = reverse("boards:meeting", args=[following.pk]), show_moment(following.starts_at)
        link = format_html('<a class="govuk-link govuk-link--no-visited-state" href="{}">{}</a>', page, at)
        items.append({"label": "Next meeting", "value": link})
    plan = {"text": "Plan a meeting", "href": reverse("boards:meeting-plan", args=[board.pk])}
    return {
        "name": board.name,
        "reference": " · ".join(part for part in (BoardKind(board.kind).label, board.area) if part),
        "items": items,
        "action": plan if runs and board.until is None else None,
    }


def terms(board: Board) -> list[dict[str, str] | None]:
    """A board's terms of reference as a summary list."""
    adopted = ", ".join(
        part
        for part in (
            f"Version {board.terms_version}" if board.terms_version else "",
            f"adopted on {show_date(board.terms_adopted_on)}" if board.terms_adopted_on else "",
        )
        if part
    )
    quorum = f"{board.quorum} voting seats" if board.quorum > 1 else "1 voting seat"
    return [
        {"key": "Purpose", "value": board.purpose},
        {"key": "Terms of reference", "value": adopted},
        {"key": "To be reviewed by", "value": show_date(board.terms_review_on)},
        {"key": "Quorum", "value": f"{quorum}. {board.quorum_note}" if board.quorum_note else quorum},
        {"key": "In the directory", "value": board.agency.name} if board.agency else None,
        {"key": "Since", "value": show_date(board.since)},
        {"key": "Ended on", "value": show_date(board.until)} if board.until else None,
    ]


@dataclass(frozen=True, slots=True)
class Member:
    """A seat as a line."""

    seat_id: UUID
    person_id: UUID
    name: str
    part: str
    agency: str
    period: str
    votes: bool


def member(seat: Seat) -> Member:
    """A seat with its person and agency fetched."""
    since = f"Since {show_date(seat.since)}"
    ended = f"{show_date(seat.since)} to {show_date(seat.until)}" if seat.until else since
    return Member(
        seat_id=seat.pk,
        person_id=seat.person_id,
        name=seat.person.name,
        part=Part(seat.part).label,
        agency=seat.agency.name if seat.agency else "",
        period=ended,
        votes=Part(seat.part).votes,
    )


@dataclass(frozen=True, slots=True)
class Overseen:
    """What a board oversees, of one kind: those whose names the reader may know, and in words how many more."""

    number: str
    things: list[tuple[str, str]]
    unnamed: str


def overseen(kinds: Mapping[str, Sequence[UUID]], named: Mapping[str, Mapping[UUID, str]]) -> Iterable[Overseen]:
    """Each kind of what a board oversees, named ones by name with their address."""
    for kind, ids in kinds.items():
        names = named.get(kind, {})
        found = [(names[key], subjects.address(kind, key)) for key in ids if key in names]
        found.sort(key=lambda thing: _as_people_count(thing[0]))
        rest, words = len(ids) - len(found), subjects.words_for(kind)
        yield Overseen(plural(len(ids), *words), found, plural(rest, *words) if rest else "")


def _as_people_count(name: str) -> list[tuple[int, str]]:
    """`Prevent 2` comes before `Prevent 10`."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", name)]
