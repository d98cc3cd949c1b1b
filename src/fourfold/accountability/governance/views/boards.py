"""Where boards and the plan meet: what a board oversees, its agenda from the plan, what changed, escalations."""

from datetime import datetime, time
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.governance import policies
from fourfold.accountability.governance.forms.agenda import AppealForm, TickForm
from fourfold.accountability.governance.operations import agenda as operations
from fourfold.accountability.governance.presenters import boards as presenters
from fourfold.accountability.governance.queries.oversight import (
    ACTION,
    changes_since,
    overseeable_actions,
    overseen_actions,
    overseen_plainly,
)
from fourfold.accountability.governance.queries.proposals import proposals_for
from fourfold.accountability.plan.presenters.lines import line_of
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.ground.kernel.clock import LONDON, now, today
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.boards.operations.locks import require_run
from fourfold.trust.boards.policies import run
from fourfold.trust.boards.queries.boards import board_for_actor, boards_for_actor, boards_overseeing
from fourfold.trust.boards.queries.meetings import meeting_for_actor
from fourfold.trust.boards.queries.visibility import parts_on


@require_safe
def overseen(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """The actions that a board oversees."""
    actor = standing(request)
    board = board_for_actor(actor, board_id)
    actions = sorted(
        overseen_actions(actor, board_id).values(),
        key=lambda action: (action.plan.title, action.strand.position, action.number),
    )
    context = {
        "board": board,
        "lines": [line_of(action, today=today()) for action in actions],
        "may_run": bool(run(actor, parts_on(actor, board_id))),
    }
    return render(request, "governance/overseen.html", context)


@require_http_methods(["GET", "POST"])
def oversee(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """Choose the actions that a board oversees."""
    actor = standing(request)
    board = board_for_actor(actor, board_id)
    require_run(actor, board_id)
    held = overseen_plainly(actor, board_id)
    offered = overseeable_actions(actor)
    form = TickForm(
        request.POST or None,
        actions=[(str(action.pk), presenters.reference(action)) for action in offered],
        initial={"actions": [str(key) for key in held]},
    )
    page = FormPage(
        "What it oversees",
        then=reverse("governance:overseen", args=[board.pk]),
        caption=board.name,
        said="The board oversees the ticked actions now.",
        template="governance/ticks.html",
    )

    def act() -> None:
        operations.oversee(actor=actor, now=now(), board_id=board.pk, action_ids=form.ticked)

    return form_page(request, page, form, act)


@require_safe
def changes(request: HttpRequest, board_id: UUID) -> HttpResponse:
    """What changed since the board's last meeting, or since a day."""
    actor = standing(request)
    board = board_for_actor(actor, board_id)
    day = parse_date(request.GET.get("since", "")) if request.GET.get("since") else None
    since = datetime.combine(day, time.min, tzinfo=LONDON) if day else None
    found = changes_since(actor, board_id, now=now(), since=since)
    changed, moved = presenters.split(found.moved)
    context = {
        "board": board,
        "found": found,
        "summary": presenters.summary_of(found),
        "changed": changed,
        "moved": moved,
        "still": [presenters.still_line(action) for action in found.still],
        "raised": [presenters.escalation_line(item) for item in found.raised],
        "answered": [presenters.escalation_line(item) for item in found.answered],
    }
    return render(request, "governance/changes.html", context)


@require_http_methods(["GET", "POST"])
def fill(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Make the agenda from the plan: what is late, in trouble, due or done; ticked unless somebody unticks it."""
    actor = standing(request)
    meeting = meeting_for_actor(actor, meeting_id)
    require_run(actor, meeting.board_id)
    proposals = proposals_for(actor, meeting, now=now())
    offered = presenters.choices(proposals)
    form = TickForm(request.POST or None, actions=offered, initial={"actions": [key for key, _title in offered]})
    page = FormPage(
        "Make the agenda from the plan",
        then=reverse("boards:meeting", args=[meeting.pk]),
        caption=f"{meeting.board.name}, meeting {meeting.number}",
        submit="Put the ticked ones on the agenda",
        intro="Escalations, decisions to ratify, actions arising and what the last meeting left unfinished "
        "are brought over with them.",
        said="The agenda is made. Move, change or remove what you like.",
        template="governance/ticks.html",
    )
    page.more.update(hints=presenters.hints(proposals), there=[item for item in proposals if item.there])

    def act() -> None:
        operations.fill_agenda(actor=actor, now=now(), meeting_id=meeting_id, action_ids=form.ticked)

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def escalate(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Bring an action before a board."""
    actor = standing(request)
    action = action_for_actor(actor, action_id)
    require(policies.escalate(actor), policies.Permission.ESCALATE, subject_kind="plan.action", subject_id=action_id)
    boards = [(str(board.pk), board.name) for board in boards_for_actor(actor, now=now())]
    overseeing = boards_overseeing(actor, ACTION, [action_id]).get(action_id, [])
    first = str(overseeing[0].id) if overseeing else (boards[0][0] if len(boards) == 1 else "")
    form = AppealForm(request.POST or None, boards=boards, initial={"board": first})
    page = FormPage(
        "Bring it before a board",
        then=reverse("plan:action", args=[action.pk]),
        caption=presenters.reference(action),
        submit="Bring it before the board",
        intro="A board answers what those who carry an action cannot solve themselves. It is on its next agenda, "
        "and you are told the answer.",
        said="It is before the board.",
        template="governance/escalate.html",
    )
    page.more.update(overseeing=[board.name for board in overseeing])

    def act() -> None:
        operations.escalate_action(actor=actor, now=now(), action_id=action.pk, appeal=form.appeal())

    return form_page(request, page, form, act)
