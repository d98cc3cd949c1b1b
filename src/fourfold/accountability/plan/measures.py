"""What the plan measures of itself for the success factors: about actions and their dates, never about a person.

Each measure reads the plans that the actor reads; run as the measurer, these are the partnership's live plans.
"""

from datetime import datetime, time

from django.db.models import Exists, F, OuterRef, Q

from fourfold.accountability.plan.domain.states import Status, TimescaleKind
from fourfold.accountability.plan.models import Action, Timescale
from fourfold.accountability.plan.queries.visibility import readable_updates, visible_plans
from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.kernel.measures import MeasureResult, Share
from fourfold.ground.kernel.periods import Period
from fourfold.trust.partnership.domain.roles import Standing


def actions_on_time(actor: Standing, period: Period) -> MeasureResult:
    """Of the due dates of actions that lie in the period, the share that was met on the day or before."""
    share = _share(actor, period, TimescaleKind.DUE, Q(done_on__lte=F("date")))
    return MeasureResult.of_share("plan.actions-on-time", period, share)


def reviews_done(actor: Standing, period: Period) -> MeasureResult:
    """Of the reviews of actions that were due in the period, the share that was held, on the day or later."""
    share = _share(actor, period, TimescaleKind.REVIEW, Q(done_on__isnull=False))
    return MeasureResult.of_share("plan.reviews-done", period, share)


def updates_in_time(actor: Standing, period: Period) -> MeasureResult:
    """Of the actions that were open in the period, the share on which somebody wrote at least one update in it."""
    start = _midnight(period, of_end=False)
    complete_before = Q(status=Status.COMPLETE, status_since__lt=start)
    written = readable_updates(actor).filter(action=OuterRef("pk"), at__gte=start)
    if period.end is not None:
        written = written.filter(at__lt=_midnight(period, of_end=True))
    published = Q(plan__published_at__lt=_midnight(period, of_end=True)) if period.end else Q()
    actions = Action.objects.filter(published, plan__in=visible_plans(actor)).exclude(complete_before)
    share = Share(actions.filter(Exists(written)).count(), actions.count())
    return MeasureResult.of_share("plan.updates-in-time", period, share)


def _share(actor: Standing, period: Period, kind: TimescaleKind, met: Q) -> Share:
    dated = Timescale.objects.filter(plan__in=visible_plans(actor), kind=kind, date__gte=period.start)
    if period.end is not None:
        dated = dated.filter(date__lt=period.end)
    return Share(dated.filter(met).count(), dated.count())


def _midnight(period: Period, *, of_end: bool) -> datetime:
    """The first moment of the period, or of the day at which it ends, in London."""
    day = period.end if of_end and period.end else period.start
    return datetime.combine(day, time.min, tzinfo=LONDON)
