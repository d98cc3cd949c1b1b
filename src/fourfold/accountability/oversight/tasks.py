"""Background work of this room: the clocks of undecided breaches each hour, a checkpoint each week."""

from procrastinate.contrib.django import app

from fourfold.accountability.oversight.operations.alerts import warn_of_clocks
from fourfold.accountability.oversight.operations.checkpoints import send_checkpoint
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER


@app.periodic(cron="11 * * * *")
@app.task(name="oversight.warn_of_clocks", queueing_lock="oversight.warn_of_clocks")
def warn(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Warn of breaches that are undecided with 24 hours left, and of those whose 72 hours are over."""
    with acting_as(CHASER.actor):
        warn_of_clocks(actor=CHASER, now=now())


@app.periodic(cron="37 6 * * 1")
@app.task(name="oversight.send_checkpoint", queueing_lock="oversight.send_checkpoint")
def send(timestamp: int) -> None:  # noqa: ARG001
    """Send the week's checkpoint to the second agency."""
    with acting_as(CHASER.actor):
        send_checkpoint(actor=CHASER, now=now())
