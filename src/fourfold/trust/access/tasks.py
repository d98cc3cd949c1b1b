"""Background work of this room, each night: the yearly question of the conflict register; old counts go."""

from procrastinate.contrib.django import app

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.access.operations.reminders import forget_counts, remind_of_conflicts
from fourfold.trust.partnership.domain.roles import CHASER


@app.periodic(cron="47 5 * * *")
@app.task(name="access.remind_of_conflicts", queueing_lock="access.remind_of_conflicts")
def remind(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Ask those whose declaration is a year old, or who never made one, once a year."""
    with acting_as(CHASER.actor):
        remind_of_conflicts(actor=CHASER, now=now())


@app.periodic(cron="27 2 * * *")
@app.task(name="access.forget_counts", queueing_lock="access.forget_counts")
def forget(timestamp: int) -> None:  # noqa: ARG001
    """Clear away who read how much more than two days ago."""
    with acting_as(CHASER.actor):
        forget_counts()
