"""Today's work: what waits, why it waits, and what has moved."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.models import Action, Plan, Update
from fourfold.accountability.plan.presenters.lines import line_of
from fourfold.accountability.plan.presenters.page import PlanCard, plan_card
from fourfold.accountability.plan.queries.today import Today, Waiting
from fourfold.accountability.rights.queries.waiting import RightsWork, WaitingKind
from fourfold.ground.kernel import clock
from fourfold.ground.kernel.clock import show_date, show_moment
from fourfold.ground.web.wording import plural
from fourfold.trust.agreements.queries import AgreementWork
from fourfold.trust.agreements.queries import WaitingFor as SharingFor
from fourfold.trust.boards.queries.waiting import BoardWork, WaitingFor
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests.domain.timing import show_due
from fourfold.trust.requests.queries.waiting import ToAnswer

PASSAGE = 160
"""How many characters of an update the home page shows."""


@dataclass(frozen=True, slots=True)
class WorkList:
    """Items of `work_list`, and a link to the rest: `All 12` or an empty string."""

    items: list[dict[str, Any]]
    rest: str
    href: str


@dataclass(frozen=True, slots=True)
class Home:
    """The home page."""

    mine: WorkList
    my_agency: WorkList
    agency_name: str
    moved: list[dict[str, Any]]
    plans: list[PlanCard]
    drafts: list[dict[str, Any]]
    boards: list[dict[str, Any]]
    sharing: list[dict[str, Any]]
    rights: list[dict[str, Any]]


def home_of(actor: Standing, found: Today, *, today: date) -> Home:
    """What today's page shows."""
    several = len(found.plans) > 1
    return Home(
        mine=_work(actor, found.mine, "mine", today=today, several=several),
        my_agency=_work(actor, found.my_agency, "my_agency", today=today, several=several),
        agency_name=actor.home.agency_name if actor.home else "",
        moved=[_moved(update, several=several) for update in found.moved],
        plans=[plan_card(plan) for plan in found.plans],
        drafts=[_draft(plan) for plan in found.drafts],
        boards=[_of_board(item, today=today) for item in found.boards],
        sharing=[
            *(_of_request(item, today) for item in found.sharing.requests),
            *map(_of_agreement, found.sharing.agreements),
        ],
        rights=[_of_rights(item, today) for item in found.rights],
    )


def _work(actor: Standing, waiting: Waiting, whose: str, *, today: date, several: bool) -> WorkList:
    more = waiting.total > len(waiting.actions)
    return WorkList(
        items=[_item(actor, action, today=today, several=several) for action in waiting.actions],
        rest=f"{waiting.total} wait in all. See the whole list" if more else "",
        href=f"{reverse('plan:actions')}?{whose}=1&sort=next",
    )


def _item(actor: Standing, action: Action, *, today: date, several: bool) -> dict[str, Any]:
    line = line_of(action, today=today)
    facts = [f"Action {line.number}", line.date_alone]
    facts += filter(None, [_your_part(actor, action) or line.officer])
    if several:
        facts.append(line.plan)
    return {
        "title": line.title,
        "href": line.href,
        "why": _shortened(action.status_reason) if line.status in (Status.AT_RISK, Status.OFF_TRACK) else "",
        "strand": line.strand,
        "meta": facts,
        "late": line.late,
        "status": line.status.value,
    }


def _your_part(actor: Standing, action: Action) -> str:
    """What the reader is in an action, where they are one of its two officers."""
    if actor.person_id == action.accountable_officer_id:
        return "you are the accountable officer"
    return "you are the deputy" if actor.person_id == action.deputy_id else ""


def _moved(update: Update, *, several: bool) -> dict[str, Any]:
    action = update.action
    facts = [f"Action {action.number}", f"{update.by}, {show_moment(update.at)}"]
    return {
        "title": action.title,
        "href": reverse("plan:action", args=[action.pk]),
        "why": _shortened(update.text),
        "strand": action.strand.label,
        "meta": [*facts, action.plan.title] if several else facts,
        "status": update.status_after if update.status_after != update.status_before else "",
    }


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= PASSAGE else f"{words[:PASSAGE].rsplit(' ', 1)[0]}…"


def _draft(plan: Plan) -> dict[str, Any]:
    waiting: int = plan.open_questions  # type: ignore[attr-defined]
    return {
        "title": plan.title,
        "href": reverse("plan:plan", args=[plan.pk]),
        "why": f"{plural(waiting, 'question')} to answer before it can be published."
        if waiting
        else "A draft: only plan coordinators see it until it is published.",
    }


_BOARD_WORK = {
    WaitingFor.ARISING: ("boards:arising-finish", "You took this on", "Due"),
    WaitingFor.ANSWER: ("boards:escalation", "The board owes an answer", "Answer due"),
    WaitingFor.MEETING: ("boards:meeting", "", "On"),
}


def _of_board(item: BoardWork, *, today: date) -> dict[str, Any]:
    """Something that waits on a board. A meeting is called by its board, and its place says why it is there."""
    page, why, verb = _BOARD_WORK[item.kind]
    meets = item.kind is WaitingFor.MEETING
    days = (today - item.on).days
    return {
        "title": f"Meeting of the {item.board}" if meets else _shortened(item.title),
        "href": reverse(page, args=[item.id]),
        "why": item.title if meets else why,
        "meta": [f"{verb} {show_date(item.on)}", *([] if meets else [item.board])],
        "late": f"Overdue by {plural(days, 'day')}" if days > 0 else "",
    }


_AGREEMENT_WORK = {
    SharingFor.SIGNATURE: ("It waits for your signature", "Sent out on"),
    SharingFor.COMMENT: ("It is out for comments, and your agency has said nothing yet", "Since"),
    SharingFor.ANSWER: ("Somebody commented, and waits for an answer", "Since"),
    SharingFor.REVIEW: ("Its review is due", "By"),
}


def _of_agreement(item: AgreementWork) -> dict[str, Any]:
    why, verb = _AGREEMENT_WORK[item.kind]
    return {
        "title": item.title,
        "href": reverse("agreements:version", args=[item.version_id]),
        "why": why,
        "meta": [f"{verb} {show_date(item.on)}", item.reference],
    }


def _of_request(item: ToAnswer, today: date) -> dict[str, Any]:
    """A request to share that waits for the reader's answer. It says nothing of the person."""
    days = (today - clock.today(item.due_at)).days
    return {
        "title": f"{item.asking} asks you to share",
        "href": reverse("requests:request", args=[item.id]),
        "why": "",
        "meta": [f"Answer by {show_due(item.due_at)}", item.reference],
        "late": f"Overdue by {plural(days, 'day')}" if days > 0 else "",
    }


_RIGHTS_WORK = {
    WaitingKind.REQUEST: ("rights:request", "A person asks about their own data", "Answer by"),
    WaitingKind.ACKNOWLEDGE: ("rights:request", "Somebody complains about the use of their data", "Acknowledge by"),
    WaitingKind.PART: ("rights:part", "You are asked about records of your agency", "Answer by"),
    WaitingKind.HOLD: ("rights:holds", "A legal hold is to be looked at again", "By"),
    WaitingKind.DUE: (
        "rights:retention",
        "Records of your agency are due: are they still needed?",
        "Since",
    ),
    WaitingKind.REMOVAL: ("rights:removals", "A removal of what is due waits for another officer", "Since"),
    WaitingKind.NOTICE: ("rights:notices", "A record that your agency read has changed: put copies right", "Since"),
}


def _of_rights(item: RightsWork, today: date) -> dict[str, Any]:
    """A right that waits for the officer. It says nothing of the person."""
    page, title, verb = _RIGHTS_WORK[item.kind]
    days = 0 if item.kind in (WaitingKind.NOTICE, WaitingKind.DUE, WaitingKind.REMOVAL) else (today - item.on).days
    return {
        "title": title,
        "href": reverse(page, args=[item.id] if item.reference else []),
        "why": "",
        "meta": [f"{verb} {show_date(item.on)}", *filter(None, [item.reference]), item.agency],
        "late": f"Overdue by {plural(days, 'day')}" if days > 0 else "",
    }
