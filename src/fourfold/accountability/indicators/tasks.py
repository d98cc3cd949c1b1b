"""Background work of this room: each night the rooms of Fourfold are asked what they measure."""

from procrastinate.contrib.django import app

from fourfold.accountability.indicators.operations.measuring import measure_all
from fourfold.ground.kernel import clock
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import MEASURER


@app.periodic(cron="41 2 * * *")
@app.task(name="indicators.measure", queueing_lock="indicators.measure")
def measure(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Ask every measure for the periods that have ended. Runs as the measurer."""
    with acting_as(MEASURER.actor):
        measure_all(actor=MEASURER, now=clock.now())
