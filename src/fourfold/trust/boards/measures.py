"""What boards give the success factors: pure figures about their own work, never about a person."""

from datetime import date, timedelta

from django.db.models import F, Q

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.measures import MeasureResult, Share
from fourfold.ground.kernel.periods import Period
from fourfold.trust.boards.queries.outcomes import arising_for_actor, escalations_for_actor
from fourfold.trust.partnership.domain.roles import Standing


def _last_day(period: Period) -> date:
    return period.end - timedelta(days=1) if period.end else today()


def actions_on_time(actor: Standing, period: Period) -> MeasureResult:
    """Of the actions arising that fell due in the period, the share that was done by the day they were due."""
    due = arising_for_actor(actor).filter(due_on__gte=period.start, due_on__lte=_last_day(period))
    share = Share(due.filter(done_on__lte=F("due_on")).count(), due.count())
    return MeasureResult.of_share("boards.actions-on-time", period, share)


def escalations_answered_on_time(actor: Standing, period: Period) -> MeasureResult:
    """Of the escalations whose answer fell due in the period, the share that was answered by then."""
    due = escalations_for_actor(actor).filter(answer_due__gte=period.start, answer_due__lte=_last_day(period))
    answered = due.filter(Q(answered_at__isnull=False) & Q(answered_at__date__lte=F("answer_due")))
    share = Share(answered.count(), due.count())
    return MeasureResult.of_share("boards.escalations-answered-on-time", period, share)
