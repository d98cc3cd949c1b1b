"""What comes of meetings afterwards: an action is done, an escalation is answered."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.boards import policies
from fourfold.trust.boards.forms.minutes import AnswerForm, FinishForm
from fourfold.trust.boards.operations.decisions import finish_arising
from fourfold.trust.boards.operations.escalations import answer_escalation
from fourfold.trust.boards.policies import Permission
from fourfold.trust.boards.presenters.boards import crumbs
from fourfold.trust.boards.presenters.escalations import raised
from fourfold.trust.boards.queries import outcomes as queries
from fourfold.trust.boards.queries.visibility import parts_on

LATELY = 50
"""How many decisions an answer may be rested on: the newest."""


@require_http_methods(["GET", "POST"])
def finish(request: HttpRequest, arising_id: UUID) -> HttpResponse:
    """Say that an action arising is done."""
    actor = standing(request)
    action = queries.arising_action_for_actor(actor, arising_id)
    parts = parts_on(actor, action.board_id)
    allowed = policies.finish(actor, parts, owns=action.owner_id == actor.person_id)
    require(allowed, Permission.FINISH, subject_kind="board.arising", subject_id=arising_id)
    form = FinishForm(request.POST or None, initial={"done_on": today(), "done_note": action.done_note})
    inside = bool(policies.read(actor, parts))
    page = FormPage(
        title="Mark as done",
        then=reverse("boards:arising" if inside else "boards:board", args=[action.board_id]),
        caption=action.board.name,
        submit="Mark as done",
        said="The action is done.",
        intro=action.text,
        template="web/layouts/checked_form.html",
    )

    def act() -> None:
        finish_arising(actor=actor, now=now(), arising_id=arising_id, **form.cleaned_data)

    return form_page(request, page, form, act)


@require_safe
def escalation(request: HttpRequest, escalation_id: UUID) -> HttpResponse:
    """One escalation: what, why, by whom, and the answer."""
    actor = standing(request)
    found = queries.escalation_for_actor(actor, escalation_id)
    context = {
        "item": raised(found, today=today()),
        "escalation": found,
        "runs": policies.run(actor, parts_on(actor, found.board_id)),
        "crumbs": crumbs(found.board, ("Escalation", "")),
    }
    return render(request, "boards/escalation.html", context)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, escalation_id: UUID) -> HttpResponse:
    """Answer an escalation."""
    actor = standing(request)
    found = queries.escalation_for_actor(actor, escalation_id)
    allowed = policies.run(actor, parts_on(actor, found.board_id))
    require(allowed, Permission.RUN, subject_kind="board.escalation", subject_id=escalation_id)
    decisions = queries.decisions_for_actor(actor, board_id=found.board_id)[:LATELY]
    choices = [(str(decision.pk), f"{decision.reference}: {decision.text[:80]}") for decision in decisions]
    form = AnswerForm(request.POST or None, decisions=choices)
    page = FormPage(
        title="Answer this escalation",
        then=reverse("boards:escalation", args=[found.pk]),
        caption=found.subject_title,
        submit="Send the answer",
        said="The escalation is answered.",
        intro=found.why,
        template="web/layouts/checked_form.html",
    )

    def act() -> None:
        said = form.cleaned_data
        answer_escalation(
            actor=actor,
            now=now(),
            escalation_id=escalation_id,
            answer=said["answer"],
            decision_id=UUID(said["decision"]) if said["decision"] else None,
            checked=said["checked"],
        )

    return form_page(request, page, form, act)
