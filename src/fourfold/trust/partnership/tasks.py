"""Background work of this room, each night: expired sessions, leavers' accounts, trainings about to lapse."""

from django.core.management import call_command
from procrastinate.contrib.django import app

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.domain.roles import CHASER, DOORKEEPER


@app.periodic(cron="17 3 * * *")
@app.task(name="partnership.clear_sessions", queueing_lock="partnership.clear_sessions")
def clear_sessions(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Remove sessions that have expired. Reads nothing that row-level security guards, so it needs no actor."""
    call_command("clearsessions")


@app.periodic(cron="7 0 * * *")
@app.task(name="partnership.close_leavers", queueing_lock="partnership.close_leavers")
def close_leavers(timestamp: int) -> None:  # noqa: ARG001
    """Close the accounts of those whose last role ended with yesterday, as the doorkeeper."""
    with acting_as(DOORKEEPER.actor):
        operations.close_leavers(now=now())


@app.periodic(cron="37 5 * * *")
@app.task(name="partnership.remind_of_training", queueing_lock="partnership.remind_of_training")
def remind_of_training(timestamp: int) -> None:  # noqa: ARG001
    """Write to those whose training lapses within 30 days, as the chaser."""
    with acting_as(CHASER.actor):
        operations.remind_of_training(actor=CHASER, now=now())
