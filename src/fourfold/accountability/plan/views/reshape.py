"""Reshaping a plan, for its coordinators: actions added, agencies named, its frame, its aims, its audience."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import Audience, PlanState, Scope, StrandKind
from fourfold.accountability.plan.forms.actions import ActionForm
from fourfold.accountability.plan.forms.plans import AimsForm, PlanForm, ReaderForm
from fourfold.accountability.plan.models import Plan
from fourfold.accountability.plan.operations import actions as action_operations
from fourfold.accountability.plan.operations import plans as operations
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.presenters import people
from fourfold.accountability.plan.queries.plans import plan_for_actor, readers_of, strand_of_kind, strands_of
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput, Conflict, NotFound
from fourfold.ground.web.form_pages import CONFLICT, FormPage, carried_out, form_page, show
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import people_to_choose


def plan_to_reshape(actor: Standing, plan_id: UUID) -> Plan:
    """The plan, for a page on which it is reshaped. Raises `NotFound` or `NotAllowed`."""
    plan = plan_for_actor(actor, plan_id)
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan", subject_id=plan_id)
    return plan


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a plan from nothing."""
    actor = standing(request)
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan")
    initial = {"scope": Scope.COUNTY, "audience": Audience.PARTNERSHIP}
    form = PlanForm(request.POST or None, initial=initial)
    page = FormPage(
        title="Begin a plan",
        then=reverse("plan:plans"),
        submit="Begin this plan",
        intro="It starts as a draft with the four strands. Only plan coordinators see it until you publish it.",
    )
    begun: list[Plan] = []
    if not carried_out(
        request, form, lambda: begun.append(operations.begin_plan(actor=actor, now=now(), frame=form.frame()))
    ):
        return show(request, page, form)
    messages.success(request, "The plan is begun. Add its actions; the list shows what is still missing.")
    return redirect("plan:prepare", begun[0].pk)


@require_http_methods(["GET", "POST"])
def frame(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Edit what a plan is and for whom."""
    actor = standing(request)
    plan = plan_to_reshape(actor, plan_id)
    fields = ("title", "summary", "scope", "area", "audience", "version")
    form = PlanForm(request.POST or None, initial={name: getattr(plan, name) for name in fields})
    page = FormPage(
        title="Edit this plan",
        then=reverse("plan:plan", args=[plan.pk]),
        caption=plan.title,
        submit="Save changes",
        said="The plan was saved.",
    )

    def save() -> None:
        version = form.cleaned_data["version"] or 0
        operations.edit_frame(actor=actor, now=now(), plan_id=plan.pk, version=version, frame=form.frame())

    try:
        return form_page(request, page, form, save)
    except Conflict:
        return _both_frames(request, page, plan_for_actor(actor, plan_id), form)


def _both_frames(request: HttpRequest, page: FormPage, plan: Plan, form: PlanForm) -> HttpResponse:
    """What somebody saved meanwhile, above what was typed: saving again keeps what is typed now."""
    typed = form.cleaned_data | {"version": plan.version}
    shown = {"Title": plan.title, "Summary": plan.summary, "Area": plan.area}
    theirs = [
        {"key": name, "value": value, "empty": "Empty"}
        for name, value in shown.items()
        if value != typed[name.lower()]
    ]
    for name, kind in (("scope", Scope), ("audience", Audience)):
        value = getattr(plan, name)
        if value != typed[name]:
            theirs.append({"key": name.capitalize(), "value": kind(value).label, "empty": ""})
    again = PlanForm(initial=typed)
    context = {"form": again, "page": page, "theirs": theirs, "met": True}
    return render(request, "web/layouts/form.html", context, status=CONFLICT)


@require_http_methods(["GET", "POST"])
def aims(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Say what each strand is for."""
    actor = standing(request)
    plan = plan_to_reshape(actor, plan_id)
    now_said = {strand.kind: strand.aim for strand in strands_of(plan)}
    form = AimsForm(request.POST or None, initial=now_said | {"version": plan.version})
    page = FormPage(
        title="What each strand is for",
        then=reverse("plan:prepare" if plan.state == PlanState.DRAFT else "plan:plan", args=[plan.pk]),
        caption=plan.title,
        submit="Save the aims",
        said="The aims were saved.",
    )

    def save() -> None:
        version = form.cleaned_data["version"]
        operations.set_aims(actor=actor, now=now(), plan_id=plan.pk, version=version, aims=form.aims())

    try:
        return form_page(request, page, form, save)
    except Conflict:
        newest = plan_for_actor(actor, plan_id)
        typed = form.cleaned_data | {"version": newest.version}
        theirs = [
            {"key": strand.label, "value": strand.aim, "empty": "Empty"}
            for strand in strands_of(newest)
            if strand.aim != typed[strand.kind]
        ]
        context = {"form": AimsForm(initial=typed), "page": page, "theirs": theirs, "met": True}
        return render(request, "web/layouts/form.html", context, status=CONFLICT)


@require_http_methods(["GET", "POST"])
def add_action(request: HttpRequest, plan_id: UUID, kind: str) -> HttpResponse:
    """Add an action to a strand."""
    actor = standing(request)
    plan = plan_to_reshape(actor, plan_id)
    if kind not in list(StrandKind):
        raise NotFound("plan.strand", kind)
    strand = strand_of_kind(plan, StrandKind(kind))
    form = ActionForm(request.POST or None, people=people.choices(people_to_choose(actor)))
    added: list[UUID] = []

    def add() -> None:
        action = action_operations.add_action(actor=actor, now=now(), strand_id=strand.pk, words=form.words())
        added.append(action.pk)

    if carried_out(request, form, add):
        messages.success(request, "The action was added. Now name the agencies that lead it.")
        return redirect("plan:action-agencies", added[0])
    page = FormPage(
        title=f"Add an action to {strand.label}",
        then=reverse("plan:strand", args=[plan.pk, kind]),
        caption=plan.title,
        submit="Add the action",
        template="plan/action_edit.html",
    )
    return show(request, page, form)


@require_http_methods(["GET", "POST"])
def readers(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Who reads a plan that is not for everyone: let people in, take people out."""
    actor = standing(request)
    plan = plan_to_reshape(actor, plan_id)
    everyone = people_to_choose(actor)
    inside = readers_of(plan)
    form = ReaderForm(request.POST or None, people=people.accounts(everyone, but=inside))
    here = reverse("plan:readers", args=[plan.pk])
    labels = dict(people.accounts(everyone))
    page = FormPage(
        title="Who reads this plan",
        then=here,
        caption=plan.title,
        submit="Let them in",
        said="They can read the plan from now on.",
        template="plan/readers.html",
        more={
            "plan": plan,
            "for_all": plan.audience == Audience.PARTNERSHIP,
            "readers": sorted((labels.get(str(user), "Somebody who has left"), user) for user in inside),
            "me": actor.user_id,
        },
    )

    def let_in() -> None:
        user_id = UUID(form.cleaned_data["reader"])
        operations.name_reader(actor=actor, now=now(), plan_id=plan.pk, user_id=user_id)

    return form_page(request, page, form, let_in)


@require_POST
def remove_reader(request: HttpRequest, plan_id: UUID, user_id: UUID) -> HttpResponse:
    """Take somebody out of a plan's audience."""
    operations.remove_reader(actor=standing(request), now=now(), plan_id=plan_id, user_id=user_id)
    messages.success(request, "They no longer see the plan.")
    return redirect("plan:readers", plan_id)


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Make a draft live. What is still missing is said on the page on which the draft is prepared."""
    if request.method == "GET":
        plan_to_reshape(standing(request), plan_id)
        return redirect("plan:prepare", plan_id)
    try:
        operations.publish_plan(actor=standing(request), now=now(), plan_id=plan_id)
    except BadInput as refused:
        messages.error(request, str(refused.problems[0].message))
        plan = plan_for_actor(standing(request), plan_id)
        return redirect("plan:prepare" if plan.state == PlanState.DRAFT else "plan:plan", plan_id)
    messages.success(request, "The plan is published. Its audience can read it now.")
    return redirect("plan:plan", plan_id)


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Close a live plan, after saying what that means."""
    actor = standing(request)
    plan = plan_to_reshape(actor, plan_id)
    if request.method == "POST":
        operations.close_plan(actor=actor, now=now(), plan_id=plan_id)
        messages.success(request, "The plan is closed. It can still be read.")
        return redirect("plan:plan", plan_id)
    return render(request, "plan/close.html", {"plan": plan})
