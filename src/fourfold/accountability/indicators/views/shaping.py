"""What coordinators keep: which indicators measure a factor, their baselines and targets, and the plan's own ones."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from fourfold.accountability.indicators.domain.catalogue import definitions
from fourfold.accountability.indicators.forms.shaping import AddForm, OwnForm, PublicForm, YardstickForm
from fourfold.accountability.indicators.operations import shaping as operations
from fourfold.accountability.indicators.queries.factors import factor_of, indicators_to_add
from fourfold.accountability.indicators.queries.indicator import places_of
from fourfold.accountability.indicators.queries.visibility import indicator_for_actor
from fourfold.accountability.indicators.views.places import plan_trail
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.web.form_pages import FormPage, carried_out, form_page, show
from fourfold.ground.web.wording import plural
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import agencies_to_choose


@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """The indicators that the catalogue proposes for the factors without any; a coordinator takes them."""
    actor = standing(request)
    plan = operations.plan_to_shape(actor, plan_id)
    if request.method == "POST":
        matched, left = operations.match_factors(actor=actor, now=now(), plan_id=plan_id)
        words = f"{plural(matched, 'success factor')} now {'has' if matched == 1 else 'have'} indicators."
        messages.success(request, words + (f" {left} could not be matched: open each to choose." if left else ""))
        return redirect("indicators:factors", plan_id)
    found = operations.proposed(plan)
    context = {
        "plan": plan,
        "trail": plan_trail(plan.id, plan.title),
        "proposals": [
            {
                "strand": factor.strand.label,
                "text": factor.text,
                "titles": [definitions()[key].title for key in found.get(factor.id, [])],
            }
            for factor in plan.factors
            if not factor.measures
        ],
    }
    return render(request, "indicators/match.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, plan_id: UUID, factor_id: UUID) -> HttpResponse:
    """Let one more indicator measure a factor."""
    actor = standing(request)
    factor = factor_of(operations.plan_to_shape(actor, plan_id), factor_id)
    form = AddForm(request.POST or None, offered=indicators_to_add(actor, plan_id, factor_id))
    page = FormPage(
        title="Add an indicator to this success factor",
        caption=factor.text,
        then=reverse("indicators:factor", args=[plan_id, factor_id]),
        submit="Add it",
        said="The indicator was added.",
        template="indicators/add.html",
        more={"own": reverse("indicators:own", args=[plan_id, factor_id])},
    )

    def act() -> None:
        chosen = UUID(form.cleaned_data["indicator"])
        operations.add_to_factor(actor=actor, now=now(), plan_id=plan_id, factor_id=factor_id, indicator_id=chosen)

    return form_page(request, page, form, act)


@require_POST
def first(request: HttpRequest, plan_id: UUID, factor_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Make an indicator the first of a factor."""
    where = {"plan_id": plan_id, "factor_id": factor_id, "indicator_id": indicator_id}
    operations.put_first(actor=standing(request), now=now(), **where)
    messages.success(request, "It now comes first, in lists and in the board pack.")
    return redirect("indicators:factor", plan_id, factor_id)


@require_POST
def take(request: HttpRequest, plan_id: UUID, factor_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Take an indicator away from a factor. Its figures stay, and it can be added again."""
    where = {"plan_id": plan_id, "factor_id": factor_id, "indicator_id": indicator_id}
    operations.take_from_factor(actor=standing(request), now=now(), **where)
    messages.success(request, "It no longer measures this success factor. Its figures stay; you can add it again.")
    return redirect("indicators:factor", plan_id, factor_id)


@require_http_methods(["GET", "POST"])
def own(request: HttpRequest, plan_id: UUID, factor_id: UUID) -> HttpResponse:
    """Add an indicator of the plan's own."""
    actor = standing(request)
    factor = factor_of(operations.plan_to_shape(actor, plan_id), factor_id)
    form = OwnForm(request.POST or None, agencies=agencies_to_choose(actor))
    page = FormPage(
        title="Add an indicator of your own",
        caption=factor.text,
        then=reverse("indicators:factor", args=[plan_id, factor_id]),
        submit="Add it",
        said="The indicator was added. Next, enter its figures.",
        template="indicators/own.html",
    )
    made: list[UUID] = []

    def act() -> None:
        found = operations.add_indicator(
            actor=actor, now=now(), plan_id=plan_id, factor_id=factor_id, indicator=form.indicator()
        )
        made.append(found.pk)

    if carried_out(request, form, act):
        messages.success(request, page.said)
        return redirect("indicators:indicator", plan_id, made[0])
    return show(request, page, form)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Change an indicator of the plan's own."""
    actor = standing(request)
    operations.plan_to_shape(actor, plan_id)
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    initial = OwnForm.initial_of(indicator)
    form = OwnForm(request.POST or None, agencies=agencies_to_choose(actor), initial=initial)
    page = FormPage(
        title="Change this indicator",
        caption=indicator.title,
        then=reverse("indicators:indicator", args=[plan_id, indicator_id]),
        submit="Save changes",
        said="Your changes were saved.",
        template="indicators/own.html",
    )

    def act() -> None:
        operations.edit_indicator(
            actor=actor,
            now=now(),
            plan_id=plan_id,
            indicator_id=indicator_id,
            version=form.cleaned_data["version"] or 0,
            indicator=form.indicator(),
        )

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def yardstick(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Set or end a baseline or a target."""
    actor = standing(request)
    operations.plan_to_shape(actor, plan_id)
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    offered = {indicator.place, *(where.place for where in places_of(indicator) if not where.breakdown)}
    form = YardstickForm(
        request.POST or None, unit=Unit(indicator.unit), offered=offered, initial={"place": indicator.place}
    )
    page = FormPage(
        title="Set a baseline or a target",
        caption=indicator.title,
        then=reverse("indicators:indicator", args=[plan_id, indicator_id]),
        said="It is set. What stood before is kept in the history.",
    )

    def act() -> None:
        operations.set_yardstick(
            actor=actor, now=now(), plan_id=plan_id, indicator_id=indicator_id, yardstick=form.yardstick()
        )

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def public(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Say whether an indicator may leave with the plan's public page."""
    actor = standing(request)
    operations.plan_to_shape(actor, plan_id)
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    form = PublicForm(request.POST or None, initial={"public": indicator.is_public})
    page = FormPage(
        title="May the public see this indicator?",
        caption=indicator.title,
        then=reverse("indicators:indicator", args=[plan_id, indicator_id]),
        intro="It leaves only with a public page that a board has approved.",
    )

    def act() -> None:
        operations.set_public(
            actor=actor, now=now(), plan_id=plan_id, indicator_id=indicator_id, public=form.cleaned_data["public"]
        )

    return form_page(request, page, form, act)
