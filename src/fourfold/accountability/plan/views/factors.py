"""Writing success factors: added several at once, put in other words, ordered, taken out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import PlanState, StrandKind
from fourfold.accountability.plan.forms.preparing import FactorForm, FactorsForm
from fourfold.accountability.plan.forms.versions import DropForm
from fourfold.accountability.plan.models import Plan, SuccessFactor
from fourfold.accountability.plan.operations import factors as operations
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.queries.factors import continues_any, factor_for_actor
from fourfold.accountability.plan.views.reshape import plan_to_reshape
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing


def _back_to(plan: Plan) -> str:
    name = "plan:prepare" if plan.state == PlanState.DRAFT else "indicators:factors"
    return reverse(name, args=[plan.pk])


def _to_change(actor: Standing, factor_id: UUID) -> SuccessFactor:
    factor = factor_for_actor(actor, factor_id)
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan", subject_id=factor.plan_id)
    return factor


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, plan_id: UUID, kind: str) -> HttpResponse:
    """Add success factors to a strand, one a line."""
    actor = standing(request)
    plan = plan_to_reshape(actor, plan_id)
    if kind not in list(StrandKind):
        raise NotFound("plan.strand", kind)
    strand = StrandKind(kind)
    form = FactorsForm(request.POST or None)
    page = FormPage(
        title=f"Add success factors to {strand.label}",
        then=_back_to(plan),
        caption=plan.title,
        submit="Add them",
        said="The success factors were added.",
        template="web/layouts/checked_form.html",
    )

    def save() -> None:
        said = form.cleaned_data
        operations.add_factors(
            actor=actor,
            now=now(),
            plan_id=plan.pk,
            kind=strand,
            texts=said["text"].splitlines(),
            checked=said["checked"],
        )

    return form_page(request, page, form, save)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, factor_id: UUID) -> HttpResponse:
    """Put a success factor in other words."""
    actor = standing(request)
    factor = _to_change(actor, factor_id)
    form = FactorForm(request.POST or None, initial={"text": factor.text})
    page = FormPage(
        title=f"Edit success factor {factor.number}",
        then=_back_to(factor.plan),
        caption=f"{factor.strand.label}, {factor.plan.title}",
        submit="Save changes",
        said="The success factor was saved.",
        template="web/layouts/checked_form.html",
    )

    def save() -> None:
        said = form.cleaned_data
        operations.edit_factor(
            actor=actor, now=now(), factor_id=factor_id, text=said["text"], checked=said["checked"]
        )

    return form_page(request, page, form, save)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, factor_id: UUID) -> HttpResponse:
    """Take a success factor out of a draft, saying why where it continues one of the version before."""
    actor = standing(request)
    factor = _to_change(actor, factor_id)
    form = DropForm(request.POST if request.method == "POST" else None)
    if not continues_any(factor):
        del form.fields["reason"]
    page = FormPage(
        title="Take this success factor out?",
        then=_back_to(factor.plan),
        caption=f"{factor.strand.label} {factor.number}",
        intro=factor.text,
        submit="Take it out",
        said="The success factor was taken out.",
    )

    def take_out() -> None:
        reason = form.cleaned_data.get("reason", "")
        operations.remove_factor(actor=actor, now=now(), factor_id=factor_id, reason=reason)

    return form_page(request, page, form, take_out)


@require_POST
def move(request: HttpRequest, factor_id: UUID) -> HttpResponse:
    """Let a success factor change places with its neighbour."""
    actor = standing(request)
    factor = _to_change(actor, factor_id)
    operations.move_factor(actor=actor, now=now(), factor_id=factor_id, up=request.POST.get("way") == "up")
    messages.success(request, "The order was changed.")
    return redirect(_back_to(factor.plan))
