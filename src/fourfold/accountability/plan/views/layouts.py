"""Explaining the columns of a document that was taken in; it is read anew at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import PlanState
from fourfold.accountability.plan.forms.layouts import LayoutsForm
from fourfold.accountability.plan.operations.layouts import choose_layouts
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.presenters import layouts as presenter
from fourfold.accountability.plan.presenters.lines import plan_links
from fourfold.accountability.plan.queries.layouts import edits_since_import
from fourfold.accountability.plan.queries.plans import review_for_actor
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import NOT_TAKEN, carried_out
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing


@require_http_methods(["GET", "POST"])
def columns(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What each column holds, beside a sample of its cells; what words mean which strand and status."""
    actor = standing(request)
    found = review_for_actor(actor, plan_id)
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan", subject_id=plan_id)
    layouts = presenter.layouts_of(found)
    if not layouts or found.plan.state != PlanState.DRAFT:
        raise NotFound("plan", plan_id)
    strands, statuses = (presenter.words_of(layouts, kind) for kind in ("strands", "statuses"))
    form = LayoutsForm(request.POST or None, layouts=presenter.asked(layouts), strands=strands, statuses=statuses)

    def save() -> None:
        over_edits = form.cleaned_data["over_edits"]
        choose_layouts(actor=actor, now=now(), plan_id=plan_id, choices=form.choices(), over_edits=over_edits)

    if carried_out(request, form, save):
        messages.success(request, "The document was read anew. We remember how tables with these headings are read.")
        return redirect("plan:review", plan_id)
    context = {
        "plan": found.plan,
        "form": form,
        "tables": presenter.tables(layouts, form),
        "strand_fields": [form[f"strand_{at}"] for at in range(len(strands))],
        "status_fields": [form[f"status_{at}"] for at in range(len(statuses))],
        "edits": edits_since_import(found.plan),
        "trail": plan_links(found.plan),
    }
    return render(request, "plan/columns.html", context, status=NOT_TAKEN if form.errors else 200)
