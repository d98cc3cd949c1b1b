"""Figures in files: the template, the download, an upload, and what it would change before it does."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.accountability.indicators import policies
from fourfold.accountability.indicators.domain.periods import Frequency, complete_periods
from fourfold.accountability.indicators.domain.reading import FileReading, figures_as_csv
from fourfold.accountability.indicators.domain.reading import template as blank_file
from fourfold.accountability.indicators.forms.figures import FileForm
from fourfold.accountability.indicators.models import Delivery
from fourfold.accountability.indicators.operations import entering as operations
from fourfold.accountability.indicators.policies import Permission
from fourfold.accountability.indicators.presenters import deliveries as presenter
from fourfold.accountability.indicators.presenters.indicator import file_name
from fourfold.accountability.indicators.queries.indicator import waiting_delivery
from fourfold.accountability.indicators.queries.series import known_series
from fourfold.accountability.indicators.queries.visibility import facts_of, indicator_for_actor
from fourfold.accountability.indicators.views.places import indicator_page
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, Conflict, Problem
from fourfold.ground.web.downloads import as_download
from fourfold.ground.web.form_pages import CONFLICT, NOT_TAKEN, carried_out
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing

PERIODS_IN_TEMPLATE = 24


def _csv(text: str, name: str) -> HttpResponse:
    """A CSV file that spreadsheets open in the right encoding."""
    return as_download(f"{name}.csv", "text/csv; charset=utf-8", ("\ufeff" + text).encode())


@require_safe
def download(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Every current figure of an indicator, as a file that an import reads back."""
    actor = standing(request)
    plan_for_actor(actor, plan_id)
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    known = known_series(indicator).figures
    rows = ((where, figure) for where, figures in known.items() for figure in figures.values())
    return _csv(figures_as_csv(Frequency(indicator.frequency), rows), file_name(indicator))


@require_safe
def template(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """A file to fill in: the last periods, without values."""
    actor = standing(request)
    plan_for_actor(actor, plan_id)
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    frequency = Frequency(indicator.frequency)
    periods = complete_periods(frequency, today(), PERIODS_IN_TEMPLATE)
    return _csv(blank_file(frequency, indicator.place, periods), f"{file_name(indicator)}-template")


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Take a file in to be looked through. What is wrong with it stands row by row; nothing is stored."""
    actor = standing(request)
    plan = plan_for_actor(actor, plan_id)
    indicator = indicator_for_actor(actor, plan_id, indicator_id)
    decision = policies.enter(actor, facts_of(indicator))
    require(decision, Permission.ENTER, subject_kind="indicator", subject_id=indicator_id)
    form = FileForm(request.POST or None, request.FILES or None)
    read: list[tuple[FileReading, Delivery | None]] = []

    def check() -> None:
        file = form.cleaned_data["file"]
        where = {"plan_id": plan_id, "indicator_id": indicator_id}
        try:
            read.append(
                operations.check_file(actor=actor, now=now(), filename=file.name, content=file.read(), **where)
            )
        except BadInput as refused:
            raise BadInput([Problem(problem.message, "file") for problem in refused.problems]) from refused

    if carried_out(request, form, check):
        reading, delivery = read[0]
        if delivery is not None:
            return redirect("indicators:import-review", plan_id, indicator_id, delivery.pk)
        if not reading.problems:
            messages.info(request, "There is nothing to do: every figure of this file is here already.")
            return redirect("indicators:indicator", plan_id, indicator_id)
    reading = read[0][0] if read else FileReading()
    context = {
        **indicator_page(plan, indicator),
        "form": form,
        "measured": presenter.columns_of(indicator),
        "problems": reading.problems[: presenter.MOST_PROBLEMS],
        "problem_count": len(reading.problems),
        "has_errors": bool(reading.problems),
        "notes": reading.notes,
    }
    return render(
        request, "indicators/import.html", context, status=NOT_TAKEN if form.errors or reading.problems else 200
    )


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, plan_id: UUID, indicator_id: UUID, delivery_id: UUID) -> HttpResponse:
    """What a file would change: new figures, and revised ones beside what they replace."""
    actor = standing(request)
    plan = plan_for_actor(actor, plan_id)
    indicator = operations.indicator_to_enter(actor, plan_id, indicator_id)
    delivery = waiting_delivery(actor, plan_id, indicator_id, delivery_id)
    moved = False
    if request.method == "POST":
        try:
            changed = operations.accept_file(
                actor=actor,
                now=now(),
                plan_id=plan_id,
                indicator_id=indicator_id,
                delivery_id=delivery_id,
                seen=request.POST.get("seen", ""),
            )
        except Conflict:
            moved = True
        else:
            messages.success(request, presenter.taken(changed))
            return redirect("indicators:indicator", plan_id, indicator_id)
    found, fingerprint = operations.what_it_changes(delivery)
    context = {
        **indicator_page(plan, indicator),
        "delivery": delivery,
        "changes": presenter.changes_of(indicator, found),
        "summary": presenter.summary_of(found, delivery.figures),
        "notes": delivery.brought["notes"],
        "fingerprint": fingerprint,
        "moved": moved,
        "discard": reverse("indicators:import-discard", args=[plan_id, indicator_id, delivery_id]),
    }
    return render(request, "indicators/review.html", context, status=CONFLICT if moved else 200)


@require_POST
def discard(request: HttpRequest, plan_id: UUID, indicator_id: UUID, delivery_id: UUID) -> HttpResponse:
    """Throw away a file that waits."""
    actor = standing(request)
    plan_for_actor(actor, plan_id)
    where = {"plan_id": plan_id, "indicator_id": indicator_id}
    operations.discard_file(actor=actor, now=now(), delivery_id=delivery_id, **where)
    messages.success(request, "The file was thrown away. Nothing of it was stored.")
    return redirect("indicators:indicator", plan_id, indicator_id)
