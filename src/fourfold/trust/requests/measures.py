"""What requests give the success factors: times of answers. The database gives the measurer nothing else of them."""

from datetime import datetime, timedelta
from statistics import median

from django.db import connection

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.measures import MeasureResult, Median, Share
from fourfold.ground.kernel.periods import Period
from fourfold.trust.partnership.domain.roles import Standing

_DAY = 86_400


def days_to_answer(actor: Standing, period: Period) -> MeasureResult:
    """The median days from a request of the period to its answer, refusals included."""
    waits = [
        (answered - asked).total_seconds() / _DAY
        for asked, _due, answered in _times(actor, period)
        if answered is not None
    ]
    found = Median(median(waits) if waits else None, len(waits))
    return MeasureResult.of_median("requests.days-to-answer", period, found, about_people=True)


def answered_in_time(actor: Standing, period: Period) -> MeasureResult:
    """Of the requests of the period whose time is over or that are answered, the share answered in time."""
    at = now()
    settled = [
        answered is not None and answered < due
        for _asked, due, answered in _times(actor, period)
        if answered is not None or due <= at
    ]
    share = Share(sum(settled), len(settled))
    return MeasureResult.of_share("requests.answered-in-time", period, share, about_people=True)


def _times(actor: Standing, period: Period) -> list[tuple[datetime, datetime, datetime | None]]:
    """When each request was asked, due and answered; nothing for anybody but the measurer."""
    if not actor.is_active:
        return []
    end = period.end or today() + timedelta(days=1)
    with connection.cursor() as cursor:
        cursor.execute("select asked_at, due_at, answered_at from requests_times(%s, %s)", [period.start, end])
        return list(cursor.fetchall())
