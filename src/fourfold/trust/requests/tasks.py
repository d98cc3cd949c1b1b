"""Background work of this room: telling of requests that are late."""

from procrastinate.contrib.django import app

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER
from fourfold.trust.requests.operations.reminding import tell_of_late


@app.periodic(cron="*/5 * * * *")
@app.task(name="requests.tell_of_late", queueing_lock="requests.tell_of_late")
def tell(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Tell accountable officers of what was not answered in time."""
    with acting_as(CHASER.actor):
        tell_of_late(actor=CHASER, now=now())
