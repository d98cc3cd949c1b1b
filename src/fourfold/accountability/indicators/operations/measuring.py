"""What the rooms of Fourfold measure themselves, asked each night and stored as they give it: disclosure safe."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from fourfold.accountability.indicators import policies
from fourfold.accountability.indicators.domain.figures import NO_DATA, Change, Figure, Where, changes
from fourfold.accountability.indicators.domain.kinds import DeliveryKind
from fourfold.accountability.indicators.domain.periods import Frequency, complete_periods
from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.operations.writing import begin_delivery, lock, write
from fourfold.accountability.indicators.policies import Permission
from fourfold.accountability.indicators.queries.series import KnownSeries, known_series
from fourfold.accountability.indicators.queries.visibility import facts_of, visible_indicators
from fourfold.accountability.plan import measures as plan
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.measures import Measure, MeasureResult
from fourfold.records.reports import measures as reports
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.boards import measures as boards
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.measures import share_of_roles_filled
from fourfold.trust.requests import measures as requests

PERIODS = 12
"""How many periods back a measure is asked for where nothing is stored yet."""
ASKED_AGAIN = 3
"""How many of the last periods are asked again each night: what is written late is then a revision."""

Measures = Mapping[str, Measure[Standing]]


def known_measures() -> Measures:
    """The measures of the rooms below, by the names that the catalogue gives them."""
    return {
        "boards.actions-on-time": boards.actions_on_time,
        "boards.escalations-answered-on-time": boards.escalations_answered_on_time,
        "partnership.roles-filled": share_of_roles_filled,
        "plan.actions-on-time": plan.actions_on_time,
        "plan.reviews-done": plan.reviews_done,
        "plan.updates-in-time": plan.updates_in_time,
        "reports.columns-filled": reports.columns_filled,
        "reports.feeds-live": reports.feeds_live,
        "reports.feeds-on-time": reports.feeds_on_time,
        "reports.feeds-valid": reports.feeds_valid,
        "reports.linkage-gap": reports.linkage_gap,
        "reports.linkage-precision": reports.linkage_precision,
        "reports.linkage-recall": reports.linkage_recall,
        "requests.answered-in-time": requests.answered_in_time,
        "requests.days-to-answer": requests.days_to_answer,
    }


@transaction.atomic
def measure_all(*, actor: Standing, now: datetime, measures: Measures | None = None) -> int:
    """Ask every measure of the catalogue for the periods that have ended, and store what is new. How many figures.

    An indicator whose room does not measure yet is left alone. A figure that comes out otherwise is a revision.
    """
    known = known_measures() if measures is None else measures
    wanted = visible_indicators(actor).filter(measure__in=known.keys(), plan__isnull=True)
    return sum(_measure(actor, now, indicator, known[indicator.measure]) for indicator in wanted)


def _measure(actor: Standing, now: datetime, indicator: Indicator, measure: Measure[Standing]) -> int:
    decision = policies.enter(actor, facts_of(indicator))
    require(decision, Permission.MEASURE, subject_kind="indicator", subject_id=indicator.pk)
    lock(indicator)
    stored = known_series(indicator)
    where = Where(indicator.place)
    found = changes(stored.figures, {where: _ask(actor, now, indicator, measure, stored)})
    if not found:
        return 0
    return write(actor, now, begin_delivery(actor, now, indicator, DeliveryKind.MEASURED), stored, _told(found))


def _ask(
    actor: Standing, now: datetime, indicator: Indicator, measure: Measure[Standing], stored: KnownSeries
) -> list[Figure]:
    periods = complete_periods(Frequency(indicator.frequency), today(now), PERIODS)
    have = stored.rows.get(Where(indicator.place), {})
    return [
        _figure(measure(actor, period))
        for period in periods
        if period not in have or period in periods[-ASKED_AGAIN:]
    ]


def _figure(result: MeasureResult) -> Figure:
    note = result.note if result.value is not None else result.note or NO_DATA
    return Figure(result.period, result.value, result.low, result.high, n=result.n, note=note)


def _told(found: list[Change]) -> list[Change]:
    """The changes, without the empty periods before the first figure: they say only that Fourfold was not there."""
    first = next((at for at, change in enumerate(found) if change.after.value is not None or change.before), None)
    return found[first:] if first is not None else found[-1:]
