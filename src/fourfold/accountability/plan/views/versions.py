"""A plan's next version: begun, put in order action by action, and what becomes of the version before."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import PlanState
from fourfold.accountability.plan.forms.versions import NextVersionForm, SettleForm
from fourfold.accountability.plan.models import Action, Plan
from fourfold.accountability.plan.operations import versions as operations
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.presenters import carrying as presenter
from fourfold.accountability.plan.presenters.lines import plan_links
from fourfold.accountability.plan.queries.versions import fates_of
from fourfold.accountability.plan.views.reshape import plan_to_reshape
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, NotFound, Problem
from fourfold.ground.web.form_pages import FormPage, carried_out, form_page, show
from fourfold.ground.web.wording import plural
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Begin the next version of a live plan."""
    actor = standing(request)
    plan = plan_to_reshape(actor, plan_id)
    form = NextVersionForm(request.POST or None, request.FILES or None, initial={"label_before": plan.label})
    page = FormPage(
        title="Begin the next version",
        then=reverse("plan:plan", args=[plan.pk]),
        caption=plan.title,
        submit="Begin the next version",
        intro="It starts as a draft that only plan coordinators see. This plan stays as it is and goes on until you "
        "publish the new version, which then takes its place. Updates, comments and documents stay with it.",
        template="plan/next_version.html",
    )
    begun: list[Plan] = []

    def take() -> None:
        if not form.from_document:
            begun.append(operations.begin_version(actor=actor, now=now(), plan_id=plan.pk, wanted=form.wanted()))
            return
        file = form.cleaned_data["file"]
        try:
            begun.append(
                operations.import_version(
                    actor=actor,
                    now=now(),
                    plan_id=plan.pk,
                    wanted=form.wanted(),
                    filename=file.name,
                    content=file.read(),
                )
            )
        except BadInput as refused:
            where = form.fields
            raise BadInput(
                [Problem(str(item), "file") if item.where not in where else item for item in refused.problems]
            ) from refused

    if carried_out(request, form, take):
        messages.success(request, "The next version is begun. Put it in order, then publish it.")
        return redirect("plan:review" if form.from_document else "plan:prepare", begun[0].pk)
    return show(request, page, form)


def _draft(actor: Standing, plan_id: UUID) -> Plan:
    plan = plan_to_reshape(actor, plan_id)
    if plan.replaces_id is None or plan.state != PlanState.DRAFT:
        raise NotFound("plan", plan_id)
    return plan


@require_safe
def carried(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What becomes of each action and success factor of the version before."""
    plan = _draft(standing(request), plan_id)
    actions, factors = fates_of(plan)
    context = {
        "plan": plan,
        "groups": [
            ("Actions", presenter.fates(plan, actions)),
            ("Success factors", presenter.fates(plan, factors)),
        ],
        "progress": presenter.progress([*actions, *factors]),
        "proposals": presenter.proposals([*actions, *factors]),
        "trail": plan_links(plan),
    }
    return render(request, "plan/carried.html", context)


@require_POST
def accept(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Accept every proposed match at once."""
    count = operations.accept_proposals(actor=standing(request), now=now(), plan_id=plan_id)
    messages.success(request, f"{plural(count, 'match', 'matches')} accepted.")
    return redirect("plan:carried", plan_id)


@require_http_methods(["GET", "POST"])
def settle(request: HttpRequest, plan_id: UUID, old_id: UUID) -> HttpResponse:
    """Say what became of one piece of the version before."""
    actor = standing(request)
    plan = _draft(actor, plan_id)
    actions, factors = fates_of(plan)
    fate = next((item for item in (*actions, *factors) if item.old.pk == old_id), None)
    if fate is None:
        raise NotFound("plan.action", old_id)
    kind = Action if isinstance(fate.old, Action) else type(fate.old)
    news = presenter.choices(kind._default_manager.filter(plan=plan).select_related("strand"))
    initial = {"new": presenter.chosen(fate), "reason": fate.reason}
    form = SettleForm(request.POST or None, news=news, initial=initial)
    page = FormPage(
        title="What becomes of it?",
        then=reverse("plan:carried", args=[plan.pk]),
        caption=presenter.name_of(fate.old),
        intro=fate.old.text,
        said="Saved.",
    )

    def save() -> None:
        operations.settle(actor=actor, now=now(), plan_id=plan.pk, settlement=form.settlement(old_id))

    return form_page(request, page, form, save)


@require_POST
def bring_back(request: HttpRequest, plan_id: UUID, old_id: UUID) -> HttpResponse:
    """Carry over after all what was dropped."""
    actor = standing(request)
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan", subject_id=plan_id)
    operations.bring_back(actor=actor, now=now(), plan_id=plan_id, old_id=old_id)
    messages.success(request, "It is carried over, at the end of its strand.")
    return redirect("plan:carried", plan_id)
