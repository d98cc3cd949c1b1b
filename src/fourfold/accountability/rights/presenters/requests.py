"""Requests and what is still to be done about them, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.accountability.rights.domain.clock import clock_of
from fourfold.accountability.rights.domain.requests import (
    Behalf,
    Channel,
    EntryKind,
    Identity,
    Outcome,
    PartAnswer,
    Reach,
    RequestKind,
    State,
)
from fourfold.accountability.rights.domain.requests import Standing as Right
from fourfold.accountability.rights.models import Entry, Pack, Part, Request
from fourfold.accountability.rights.operations.handling import RIGHTS
from fourfold.accountability.rights.queries.requests import Candidate
from fourfold.ground.kernel.clock import show_date, show_moment, today
from fourfold.ground.web.tables import with_parameters
from fourfold.records.feeds.domain.records import BORN_ON
from fourfold.records.feeds.wording import value_text

LABELS = {"open": "Open", "overdue": "Overdue", "closed": "Closed"}
CHANNELS = {
    Channel.FORM: "The public form",
    Channel.TELEPHONE: "Telephone",
    Channel.LETTER: "Letter",
    Channel.EMAIL: "Email",
    Channel.IN_PERSON: "In person",
}
REACHES = {
    Reach.EMAIL: "Email",
    Reach.TELEPHONE: "Telephone",
    Reach.LETTER: "Letter",
    Reach.WORKER: "Through somebody they trust",
}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request as the list and its page's head show it. `late` is the clock where it presses, else empty."""

    id: UUID
    href: str
    reference: str
    kind: str
    name: str
    agency: str
    received: str
    due: str
    due_for: str
    clock: str
    late: str
    state: str
    is_open: bool


def line_of(asked: Request, on: date) -> RequestLine:
    """One request."""
    is_open = asked.state != State.CLOSED
    clock = clock_of(asked.due_on, on)
    acknowledging = asked.kind == RequestKind.COMPLAINT and asked.acknowledged_on is None
    return RequestLine(
        id=asked.pk,
        href=reverse("rights:request", args=[asked.pk]),
        reference=asked.reference,
        kind=RequestKind(asked.kind).label,
        name=asked.about_name or _("Forgotten"),
        agency=asked.agency.name,
        received=show_date(asked.received_on),
        due=show_date(asked.due_on),
        due_for=_("Acknowledge by") if acknowledging else _("Answer by"),
        clock=clock.words if is_open else "",
        late=clock.words if is_open and clock.is_over else "",
        state=_state(asked),
        is_open=is_open,
    )


def _state(asked: Request) -> str:
    if asked.state == State.CLOSED:
        return Outcome(asked.outcome).label
    return _("New") if asked.state == State.RECEIVED else _("In hand")


def rows_of(asked: Request) -> list[dict[str, Any] | None]:
    """What was asked, for a summary list."""
    born = show_date(asked.about_born)
    helper = ", ".join(filter(None, [asked.asker_name, asked.asker_says]))
    return [
        {"key": _("About"), "value": ", ".join(filter(None, [asked.about_name, born and _("born %s") % born]))},
        {"key": _("Other names, addresses, references"), "value": asked.about_more, "empty": _("None given")},
        {"key": _("Asked by"), "value": _("Themselves") if asked.behalf == Behalf.SELF else helper},
        {"key": _("In their words"), "value": asked.words, "empty": _("Nothing more was said")},
        {"key": _("How it came"), "value": _came(asked)},
        {"key": _("Reach them by"), "value": f"{_(REACHES[Reach(asked.reach)])}: {asked.contact}"},
        {"key": _("To keep them safe"), "value": asked.care} if asked.care else None,
        {"key": _("Handed on to"), "value": asked.handed_to.name} if asked.handed_to else None,
    ]


def _came(asked: Request) -> str:
    by = _(", written down by %(name)s") % {"name": asked.lodged_by.name} if asked.lodged_by else ""
    return f"{_(CHANNELS[Channel(asked.channel)])}, {show_moment(asked.received_at)}{by}"


def checks_of(asked: Request) -> list[dict[str, Any] | None]:
    """What was decided about who asks."""
    identity = {
        Identity.UNDECIDED: "",
        Identity.CONFIRMED: _("They are who they say"),
        Identity.NOT_CONFIRMED: _("We could not be sure"),
    }[Identity(asked.identity)]
    asked_for = asked.identity_asked_on and not asked.identity
    waiting = (
        _("Proof asked for on %(day)s") % {"day": show_date(asked.identity_asked_on)} if asked_for else _UNDECIDED
    )
    right = f"{_(RIGHTS[Right(asked.standing)])}: {asked.standing_why}" if asked.standing else ""
    safe = _("Agreed on %(day)s") % {"day": show_date(asked.contact_decided_on)} if asked.contact_decided_on else ""
    extended = f"{show_date(asked.extended_on)}: {asked.extended_why}"
    return [
        {"key": _("Identity"), "value": f"{identity}: {asked.identity_how}" if identity else "", "empty": waiting},
        {"key": _("Right to ask"), "value": right, "empty": _UNDECIDED},
        {"key": _("A safe way to reach them"), "value": safe, "empty": _UNDECIDED},
        {"key": _("Acknowledged"), "value": show_date(asked.acknowledged_on), "empty": _("Not yet")},
        {"key": _("Extended by two months"), "value": extended} if asked.extended_on else None,
        {"key": _("What they were told"), "value": asked.outcome_why} if asked.outcome_why else None,
    ]


_UNDECIDED = "Not decided yet"


def parts_in_words(parts: Iterable[Part], agency_id: UUID) -> list[dict[str, Any]]:
    """Holders' answers, as far as the agency asked may know of them."""
    return [
        {
            "holder": one.holder.name,
            "said": _answer(one),
            "href": reverse("rights:part", args=[one.pk]) if one.holder_id == agency_id else "",
            "waits": one.holder_id == agency_id and not one.answer,
        }
        for one in parts
    ]


def _answer(one: Part) -> str:
    if one.answer == PartAnswer.WAITING:
        return _("To be decided by you by %(day)s") % {"day": show_date(one.answer_by)}
    what = (
        _("Answered on %(day)s") if one.answer == PartAnswer.SOMETHING else _("Nothing to tell, decided on %(day)s")
    )
    return what % {"day": show_date(one.decided_at)}


def packs_in_words(packs: Iterable[Pack]) -> list[dict[str, Any]]:
    """Drafts and releases."""
    return [
        {
            "title": _("Draft %(number)s") % {"number": one.number},
            "href": reverse("rights:pack", args=[one.pk]) if not one.destroyed_at else "",
            "said": _pack(one),
        }
        for one in packs
    ]


def _pack(one: Pack) -> str:
    if one.destroyed_at:
        return _("Destroyed on %(day)s") % {"day": show_date(one.destroyed_at)}
    if one.released_at and one.released_by:
        return _("Released by %(name)s on %(day)s") % {
            "name": one.released_by.name,
            "day": show_date(one.released_at),
        }
    return _("Made by %(name)s on %(day)s") % {"name": one.drafted_by.name, "day": show_date(one.drafted_at)}


def history_of(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The history, for a timeline."""
    return [
        {
            "at": one.at,
            "title": EntryKind(one.kind).label,
            "by": one.by.name if one.by else _("Public form"),
            "text": one.text,
        }
        for one in entries
    ]


def birthdays(found: Iterable[Candidate]) -> dict[UUID, str]:
    """The dates of birth of people who were found, in words, by subject; empty where none is recorded."""
    return {one.subject_id: value_text(BORN_ON, one.born_on) if one.born_on else "" for one in found}


def quick_links(query: QueryDict, counts: Mapping[str, int], show: str) -> list[dict[str, Any]]:
    """The quick filters with their counts."""
    return [
        {
            "text": _(text),
            "href": with_parameters(query, show=name if name != "open" else None, page=None),
            "count": counts[name],
            "active": name == show,
        }
        for name, text in LABELS.items()
    ]


def sections(here: str) -> list[dict[str, Any]]:
    """The parts of this room, as its pages lead from one to another."""
    pages = [
        ("rights:requests", _("Requests to us")),
        ("rights:parts", _("Asked about our records")),
        ("rights:notices", _("Changed by others")),
        ("rights:restrictions", _("Not to be used")),
        ("rights:holds", _("Legal holds")),
        ("rights:retention", _("Due")),
    ]
    return [{"text": text, "href": reverse(name), "active": name == here} for name, text in pages]


def next_step(
    asked: Request, parts: Iterable[Part], people: int, packs: Iterable[Pack], now: datetime
) -> dict[str, str] | None:
    """The one thing to do next, as the page's one primary button; none when all is done or waited for."""
    if asked.state == State.CLOSED:
        return None
    kind = RequestKind(asked.kind)
    own = next((one for one in parts if one.holder_id == asked.agency_id and not one.answer), None)
    steps = (
        (kind is RequestKind.COMPLAINT and asked.acknowledged_on is None, _("Acknowledge it"), "acknowledge"),
        (asked.identity != Identity.CONFIRMED or not asked.standing, _("Decide who asks"), "checks"),
        (kind.asks_holders and not people, _("Find the person"), "people"),
        (kind.asks_holders and asked.asked_on is None, _("Ask those who hold records"), "ask"),
    )
    for wanted, text, name in steps:
        if wanted:
            return {"text": text, "href": reverse(f"rights:{name}", args=[asked.pk])}
    if own is not None:
        return {"text": _("Decide about our records"), "href": reverse("rights:part", args=[own.pk])}
    waits = asked.answer_by is not None and asked.answer_by >= today(now)
    is_released = any(one.released_at for one in packs)
    if kind is RequestKind.ACCESS and not is_released:
        return {"text": _("Draft the pack"), "href": reverse("rights:draft", args=[asked.pk])}
    return (
        None
        if waits and not is_released
        else {"text": _("Answer and close"), "href": reverse("rights:close", args=[asked.pk])}
    )
