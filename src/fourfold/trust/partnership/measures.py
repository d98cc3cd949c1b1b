"""What this room measures for the success factors: pure figures, about roles and never about a person."""

from datetime import date, timedelta

from fourfold.ground.kernel.measures import MeasureResult, Share
from fourfold.ground.kernel.periods import Period
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import expected_roles, vacancies


def roles_filled(actor: Standing, on: date) -> Share:
    """Of the roles that agencies are expected to have on a day, how many somebody holds."""
    wanted = sum(len(kinds) for kinds in expected_roles(actor, on=on).values())
    return Share(wanted - len(vacancies(actor, on=on)), wanted)


def share_of_roles_filled(actor: Standing, period: Period) -> MeasureResult:
    """The share of expected roles that somebody held on the period's last day (today, if it has not ended)."""
    day = period.end - timedelta(days=1) if period.end else period.start
    return MeasureResult.of_share("partnership.roles-filled", period, roles_filled(actor, day))
