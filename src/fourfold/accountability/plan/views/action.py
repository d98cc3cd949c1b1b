"""The pages of one action, in the order of every record: about, plan, timeline, documents, history."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.models import Action
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.presenters import action as presenter
from fourfold.accountability.plan.presenters import changes
from fourfold.accountability.plan.queries import action as queries
from fourfold.accountability.plan.queries.entries import entries_for_actor
from fourfold.ground.kernel.clock import now, today
from fourfold.trust.access.middleware import standing
from fourfold.trust.audit.domain.entries import Outcome
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.queries import known_register, names_of_people


def _context(request: HttpRequest, action: Action, here: str) -> dict[str, Any]:
    """What every page of an action shows around its own part."""
    may_move = queries.may_move(standing(request), action)
    return {
        "action": action,
        "identity": presenter.identity(action, may_move, today()),
        "crumbs": presenter.crumbs(action),
        "tabs": presenter.tabs(action, here),
        "why_not": presenter.whom_to_ask(action, may_move),
        "may_move": bool(may_move),
    }


@require_safe
def about(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """What the action is, who takes part, its dates, and the newest word on it."""
    actor = standing(request)
    action = queries.action_for_actor(actor, action_id)
    context = _context(request, action, "plan:action")
    edit = reverse("plan:action-edit", args=[action.pk]) if context["may_move"] else ""
    may_name = context["may_move"] and policies.coordinate(actor)
    agencies = reverse("plan:action-agencies", args=[action.pk]) if may_name else ""
    newest = queries.newest_update(actor, action)
    context |= {
        "about": presenter.about_rows(action, edit),
        "people": presenter.people_rows(action, known_register(), today(), edit=edit, agencies=agencies),
        "dates": presenter.date_rows(action, edit),
        "newest": [changes.entry(newest)] if newest else [],
        "edit": edit,
    }
    return render(request, "plan/action.html", context)


@require_safe
def plan(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Its steps, what it waits for, what waits for it, and its risks."""
    action = queries.action_for_actor(standing(request), action_id)
    work = queries.work_plan(action)
    context = _context(request, action, "plan:action-plan") | {
        "milestones": [presenter.milestone_line(step, today()) for step in work.milestones],
        "risks": [presenter.risk_line(risk) for risk in work.risks],
        "waits_for": work.waits_for,
        "needed_by": work.needed_by,
        "other_action": presenter.other_action,
    }
    return render(request, "plan/action_plan.html", context)


@require_safe
def timeline(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Updates and comments, newest first. Reading a restricted update is kept in the audit log."""
    actor = standing(request)
    action = queries.action_for_actor(actor, action_id)
    asked = request.GET.get("page", "1")
    number = max(1, int(asked)) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
    found = entries_for_actor(actor, action, page=number)
    if found.restricted:
        record(
            actor=actor.actor,
            now=now(),
            permission=Permission.READ_RESTRICTED,
            subject_kind="plan.action",
            subject_id=action.pk,
            outcome=Outcome.READ,
            detail={"updates": [str(update.pk) for update in found.restricted]},
        )
    context = _context(request, action, "plan:action-timeline") | {
        "entries": [changes.entry(item) for item in found.items],
        "newer": number - 1,
        "older": number + 1 if found.has_older else 0,
        "may_comment": bool(policies.comment(actor)),
    }
    return render(request, "plan/action_timeline.html", context)


@require_safe
def documents(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """The files and links that show what was done."""
    action = queries.action_for_actor(standing(request), action_id)
    context = _context(request, action, "plan:action-documents") | {"evidence": queries.evidence_of(action)}
    return render(request, "plan/action_documents.html", context)


@require_safe
def history(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Who changed what and when, each field before and after."""
    actor = standing(request)
    action = queries.action_for_actor(actor, action_id)
    revisions = queries.history_of(action)
    people = changes.people_in(revisions)
    names = names_of_people(actor, people) if people else {}
    context = _context(request, action, "plan:action-history") | {
        "edits": [changes.edit(revision, names) for revision in revisions],
    }
    return render(request, "plan/action_history.html", context)
