"""Background work of this room: feeds are measured after deliveries and daily; reports are published when due."""

from procrastinate.contrib.django import app

from fourfold.ground.kernel import clock
from fourfold.ground.postgres.context import acting_as
from fourfold.records.reports.operations.areas import publish_areas
from fourfold.records.reports.operations.missing_publishing import publish_missing
from fourfold.records.reports.operations.quality_measuring import measure_after_news, measure_quality
from fourfold.trust.partnership.domain.roles import MEASURER


@app.periodic(cron="*/10 * * * *")
@app.task(name="reports.measure_news", queueing_lock="reports.measure", lock="reports.measure")
def measure_news(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Measure feeds again where a delivery came, entered or was undone. Runs as the measurer."""
    with acting_as(MEASURER.actor):
        measure_after_news(actor=MEASURER, now=clock.now())


@app.periodic(cron="11 1 * * *")
@app.task(name="reports.measure_daily", lock="reports.measure")
def measure_daily(timestamp: int) -> None:  # noqa: ARG001
    """Measure every feed, for days pass and deliveries become late; publish the report that is due."""
    with acting_as(MEASURER.actor):
        measure_quality(actor=MEASURER, now=clock.now())
        publish_missing(actor=MEASURER, now=clock.now())


@app.periodic(cron="31 1 * * *")
@app.task(name="reports.publish_areas", queueing_lock="reports.publish_areas")
def publish_district_figures(timestamp: int) -> None:  # noqa: ARG001
    """Publish each district’s figures for the months that are due, and correct what changed. Runs as the measurer."""
    with acting_as(MEASURER.actor):
        publish_areas(actor=MEASURER, now=clock.now())
