"""One indicator: its figures as a chart and a table, what they mean, and how they came in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fourfold.accountability.indicators import policies
from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.presenters import indicator as presenter
from fourfold.accountability.indicators.presenters.charts import as_rate, chart_of, drawn
from fourfold.accountability.indicators.queries import indicator as queries
from fourfold.accountability.indicators.queries.series import ChartSeries, series_at
from fourfold.accountability.indicators.queries.visibility import facts_of, indicator_for_actor
from fourfold.accountability.indicators.views.places import indicator_page
from fourfold.accountability.plan.domain.states import PlanState
from fourfold.accountability.plan.queries.plans import plan_for_actor
from fourfold.ground.web.downloads import as_download
from fourfold.ground.web.tables import Paging
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing

SVG = "image/svg+xml"


@require_safe
def indicator(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """The figures of one place, a second beside them if asked, as numbers or as rates."""
    actor = standing(request)
    plan = plan_for_actor(actor, plan_id)
    found = indicator_for_actor(actor, plan_id, indicator_id)
    series, chosen = _chosen(request, actor, plan_id, found)
    may_shape = policies.shape(actor, PlanState(plan.state))
    rows = presenter.table_rows(series)
    sure = any(item.certainty for item in rows)
    paging = Paging.read(request.GET, len(rows), size=36)
    context = {
        **indicator_page(plan, found),
        "chosen": chosen,
        "line": presenter.line_of(plan_id, series[0]),
        "facts": presenter.definition_of(found),
        "chart": drawn(chart_of(series)),
        "headers": presenter.headers_of(series, sure=sure),
        "rows": rows[paging.window],
        "sure": sure,
        "paging": paging,
        "factors": presenter.factor_links(plan_id, queries.measures_factors(actor, plan_id, found)),
        "may_enter": policies.enter(actor, facts_of(found)),
        "may_shape": may_shape,
        "is_own": found.plan_id is not None,
    }
    return render(request, "indicators/indicator.html", context)


def _chosen(
    request: HttpRequest, actor: Standing, plan_id: UUID, found: Indicator
) -> tuple[list[ChartSeries], presenter.Chosen]:
    """The series that the address asks for. What is no choice is as if it were not given."""
    have = queries.places_of(found)
    chosen = presenter.Chosen.read(request.GET, found, have)
    wanted = [chosen.where, *([chosen.beside] if chosen.beside else [])]
    series = series_at(actor, found, wanted, plan_id=plan_id)
    if chosen.as_rate:
        rates = [as_rate(item) for item in series]
        return [rate for rate in rates if rate is not None], chosen
    return series, chosen


@require_safe
def picture(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """The chart as a picture to save, with its title and description in it."""
    actor = standing(request)
    plan_for_actor(actor, plan_id)
    found = indicator_for_actor(actor, plan_id, indicator_id)
    series, _places = _chosen(request, actor, plan_id, found)
    svg = drawn(chart_of(series)) or presenter.EMPTY_PICTURE
    return as_download(f"{presenter.file_name(found)}.svg", SVG, svg.encode())


@require_safe
def history(request: HttpRequest, plan_id: UUID, indicator_id: UUID) -> HttpResponse:
    """Every figure as it was delivered, by whom and when, and every baseline and target that was set."""
    actor = standing(request)
    plan = plan_for_actor(actor, plan_id)
    found = indicator_for_actor(actor, plan_id, indicator_id)
    number = request.GET.get("page", "")
    page = int(number) if number.isascii() and number.isdigit() and 0 < len(number) < 6 else 1
    revisions = queries.revisions_of(found, page=max(page, 1))
    context = {
        **indicator_page(plan, found),
        "rows": presenter.revision_rows(found, revisions.rows),
        "older": page + 1 if revisions.has_older else None,
        "newer": page - 1 if page > 1 else None,
        "yardsticks": presenter.yardstick_rows(found, queries.yardsticks_of(actor, plan_id, found)),
    }
    return render(request, "indicators/history.html", context)
