"""Entering figures by hand: one place, one screen, a line a period."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.accountability.indicators.domain.figures import COLUMN_NAMES, Where
from fourfold.accountability.indicators.domain.periods import Frequency, complete_periods
from fourfold.accountability.indicators.forms.figures import GridForm, pack
from fourfold.accountability.indicators.forms.shaping import place_choices
from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.operations import entering as operations
from fourfold.accountability.indicators.presenters.deliveries import taken
from fourfold.accountability.indicators.presenters.grid import grid_rows, said_now
from fourfold.accountability.indicators.presenters.words import UNIT_ASKED
from fourfold.accountability.indicators.queries.series import known_series
from fourfold.accountability.indicators.views.places import indicator_page
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.kernel.periods import Period
from fourfold.ground.web.form_pages import CONFLICT, NOT_TAKEN, carried_out
from fourfold.trust.access.middleware import standing

SHOWN = {Frequency.MONTH: 12, Frequency.QUARTER: 8}
FEWEST = 6


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """A grid of periods. Only the lines that were changed are stored; what others entered meanwhile is shown."""
    actor = standing(request)
    plan = plan_for_actor(actor, plan_id)
    indicator = operations.indicator_to_enter(actor, plan_id, indicator_id)
    where, back = _where(request, indicator), _back(request)
    frequency, unit = Frequency(indicator.frequency), Unit(indicator.unit)
    periods = _periods(frequency, back)
    known = known_series(indicator).figures.get(where, {})

    def form_of(data: QueryDict | None) -> GridForm:
        return GridForm(data, periods=periods, known=known, unit=unit, frequency=frequency)

    form, changed, moved = form_of(request.POST or None), [0], False

    def save() -> None:
        changed[0] = operations.enter_figures(
            actor=actor,
            now=now(),
            plan_id=plan_id,
            indicator_id=indicator_id,
            where=where,
            entered=form.entered(),
        )

    try:
        if carried_out(request, form, save):
            messages.success(request, taken(changed[0]) if changed[0] else "Nothing was changed.")
            return redirect(f"{reverse('indicators:indicator', args=[plan_id, indicator_id])}?place={where.place}")
    except operations.FiguresMoved as conflict:
        moved, form = True, _shown_again(form_of, request, conflict, indicator)
    context = {
        **indicator_page(plan, indicator),
        "form": form,
        "rows": grid_rows(form, form.columns, periods, frequency),
        "columns": [COLUMN_NAMES[column] for column in form.columns],
        "places": place_choices(),
        "where": where,
        "moved": moved,
        "back": back,
        "unit": UNIT_ASKED[unit],
    }
    status = CONFLICT if moved else NOT_TAKEN if form.errors else 200
    return render(request, "indicators/enter.html", context, status=status)


def _where(request: HttpRequest, indicator: Indicator) -> Where:
    asked = request.GET.get("place", "")
    return Where(asked if asked in dict(place_choices()) else indicator.place)


def _back(request: HttpRequest) -> int:
    """How many screens of periods back; at most ten."""
    asked = request.GET.get("back", "")
    return min(int(asked), 10) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 0


def _periods(frequency: Frequency, back: int) -> list[Period]:
    shown = SHOWN.get(frequency, FEWEST)
    found = complete_periods(frequency, today(), shown * (back + 1))[:shown]
    return list(reversed(found))


def _shown_again(
    form_of: Callable[[QueryDict], GridForm],
    request: HttpRequest,
    conflict: operations.FiguresMoved,
    indicator: Indicator,
) -> GridForm:
    """What was typed, beside what others entered meanwhile: saving again puts the typed figure in its place."""
    data = request.POST.copy()
    for period, figure in conflict.now.items():
        data[f"seen-{period.start}"] = pack(figure)
    form = form_of(data)
    form.is_valid()
    for period, figure in conflict.now.items():
        form.add_error(f"value-{period.start}", said_now(figure, Unit(indicator.unit)))
    return form
