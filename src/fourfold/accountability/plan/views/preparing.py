"""Preparing a draft: its checklist, its actions fast and in order, its success factors."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.plan.domain.readiness import may_publish
from fourfold.accountability.plan.domain.states import PlanState, StrandKind
from fourfold.accountability.plan.forms.preparing import QuickForm
from fourfold.accountability.plan.models import Action
from fourfold.accountability.plan.operations.quick import add_quickly
from fourfold.accountability.plan.presenters import preparing as presenter
from fourfold.accountability.plan.presenters.lines import plan_links
from fourfold.accountability.plan.queries.plans import open_questions, strands_on_a_page
from fourfold.accountability.plan.queries.versions import unsettled_count
from fourfold.accountability.plan.views.reshape import plan_to_reshape
from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import NOT_TAKEN, carried_out
from fourfold.ground.web.wording import plural
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import agencies_to_choose

KEPT = ("strand", "lead", "when")


@require_safe
def prepare(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Everything of a draft in one place: what is missing, and what can be done to each part."""
    plan = plan_to_reshape(standing(request), plan_id)
    if plan.state != PlanState.DRAFT:
        return redirect("plan:plan", plan_id)
    strands = strands_on_a_page(plan)
    found = presenter.checklist(
        plan,
        strands,
        open_questions=open_questions(plan) if plan.has_source else 0,  # type: ignore[attr-defined]
        unsettled=unsettled_count(plan) if plan.replaces_id else 0,
    )
    context = {
        "plan": plan,
        "checks": presenter.lines(plan, found),
        "may_publish": may_publish(found),
        "missing": sum(not check.is_done for check in found),
        "strands": [presenter.strand_of_draft(strand) for strand in strands],
        "trail": plan_links(plan),
    }
    return render(request, "plan/prepare.html", context)


@require_http_methods(["GET", "POST"])
def add_actions(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Write actions one after the other: Enter adds one and waits for the next, with the same strand, lead, date."""
    actor = standing(request)
    plan = plan_to_reshape(actor, plan_id)
    kept = {name: request.GET[name] for name in KEPT if name in request.GET}
    agencies = [(str(agency_id), name) for agency_id, name in agencies_to_choose(actor)]
    initial = {"strand": StrandKind.PREVENT.value} | kept
    form = QuickForm(request.POST or None, agencies=agencies, initial=initial)
    added: list[Action] = []

    def add() -> None:
        added.extend(add_quickly(actor=actor, now=now(), plan_id=plan.pk, quick=form.quick()))

    if carried_out(request, form, add):
        strand = StrandKind(form.cleaned_data["strand"]).label
        messages.success(request, f"{plural(len(added), 'action')} added to {strand}. Write the next one.")
        return redirect(f"{reverse('plan:plan-actions-add', args=[plan.pk])}?{urlencode(form.kept())}")
    context = {
        "plan": plan,
        "form": form,
        "strands": [presenter.strand_of_draft(strand) for strand in strands_on_a_page(plan)],
        "trail": plan_links(plan),
        "is_draft": plan.state == PlanState.DRAFT,
    }
    return render(request, "plan/quick.html", context, status=NOT_TAKEN if form.errors else 200)
