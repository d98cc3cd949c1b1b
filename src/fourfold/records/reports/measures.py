"""What the shared data set gives the success factors: of its feeds, month by month, and of its linkage, as it is now.

Nothing here is about a person: feeds, deliveries, columns, and pairs that reviewers decided.
"""

from collections.abc import Callable, Iterator
from datetime import timedelta

from fourfold.engines.linkage.evaluating import Share as Found
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.measures import MeasureResult, Share, Unit
from fourfold.ground.kernel.periods import Period
from fourfold.records.identity.queries.quality import Labels, linkage_quality
from fourfold.records.reports.domain.quality_figures import UNKNOWN
from fourfold.records.reports.domain.quality_standing import Figures, is_below
from fourfold.records.reports.queries.quality import Feed, months_of
from fourfold.trust.partnership.domain.roles import Standing

FILLED = 0.5
"""A column that may be empty counts as filled from this share of rows on."""
VALID = 0.95
"""A feed counts as valid where this share of its rows can be taken as they are sent."""
_MISSED = "missed"
_NOT_NOW = "The linkage is measured as it is now, and not for months that have passed."
_NOTHING = "Nothing has been linked and decided yet."


def feeds_live(actor: Standing, period: Period) -> MeasureResult:
    """Of the feeds that were due in the period, the share of which at least one delivery entered in it."""
    due = [figures for _feed, figures in _figures(actor, period) if figures["expected"] or figures["deliveries"]]
    share = Share(sum(figures["deliveries"] > 0 for figures in due), len(due))
    return MeasureResult.of_share("reports.feeds-live", period, share)


def feeds_on_time(actor: Standing, period: Period) -> MeasureResult:
    """Of the deliveries that were due in the period, the share that came by the day of their contract."""
    found = [figures for _feed, figures in _figures(actor, period)]
    share = Share(sum(one["on_time"] for one in found), sum(one["expected"] for one in found))
    return MeasureResult.of_share("reports.feeds-on-time", period, share)


def columns_filled(actor: Standing, period: Period) -> MeasureResult:
    """Of the columns that may be empty, in feeds with rows, the share that is filled in half of the rows or more."""
    said = [
        figures["now"]["filled"].get(column.key, "few")
        for feed, figures in _figures(actor, period)
        if figures.get("now", {}).get("filled", {}).get("", UNKNOWN) != UNKNOWN
        for column in feed.contract.columns
        if not column.required
    ]
    share = Share(sum(not is_below(one, FILLED) for one in said), len(said))
    return MeasureResult.of_share("reports.columns-filled", period, share)


def feeds_valid(actor: Standing, period: Period) -> MeasureResult:
    """Of the feeds that sent rows in the period, the share of which 95 % of the rows could be taken as sent."""
    said = [figures["valid"] for _feed, figures in _figures(actor, period) if figures["valid"] != UNKNOWN]
    share = Share(sum(not is_below(one, VALID) for one in said), len(said))
    return MeasureResult.of_share("reports.feeds-valid", period, share)


def linkage_precision(actor: Standing, period: Period) -> MeasureResult:
    """Of the pairs that reviewers decided and the model would join, the share that is one person's."""
    return _of_labels("reports.linkage-precision", actor, period, lambda labels: labels.precision)


def linkage_recall(actor: Standing, period: Period) -> MeasureResult:
    """Of the pairs that reviewers held to be one person's, the share that the model would join."""
    return _of_labels("reports.linkage-recall", actor, period, lambda labels: labels.recall)


def linkage_gap(actor: Standing, period: Period) -> MeasureResult:
    """How many points more of true pairs are missed for names of other origins than of the reference group's.

    From the card of the model in use: on truth that was planted, for there alone each record's person is known.
    """
    key = "reports.linkage-gap"
    if not _is_now(period):
        return MeasureResult(key, period, Unit.PERCENT, None, note=_NOT_NOW)
    in_use = linkage_quality(actor).in_use
    gaps = in_use.truth.gaps if in_use and in_use.truth else ()
    found = next((gap for gap in gaps if gap.kind == _MISSED), None)
    if found is None:
        return MeasureResult(key, period, Unit.PERCENT, None, note=_NOTHING)
    return MeasureResult(key, period, Unit.PERCENT, found.points, found.low, found.high)


def _of_labels(key: str, actor: Standing, period: Period, part: Callable[[Labels], Found]) -> MeasureResult:
    if not _is_now(period):
        return MeasureResult(key, period, Unit.PERCENT, None, note=_NOT_NOW)
    found = part(linkage_quality(actor).labels)
    return MeasureResult.of_share(key, period, Share(found.count, found.of), note="" if found.of else _NOTHING)


def _is_now(period: Period) -> bool:
    """Whether it is the month that ended last."""
    return period.end == today().replace(day=1)


def _figures(actor: Standing, period: Period) -> Iterator[tuple[Feed, Figures]]:
    """What was measured of each feed, in each month of the period."""
    month = period.start.replace(day=1)
    end = period.end or today() + timedelta(days=1)
    while month < end:
        for feed in months_of(actor, month):
            yield feed, feed.months[0].figures
        month = (month + timedelta(days=32)).replace(day=1)
