"""Background work of this room: digests each hour of a working day; each night vacancies, and clearing away."""

from procrastinate.contrib.django import app

from fourfold.accountability.chasing.operations.digests import write_due_digests
from fourfold.accountability.chasing.operations.returns import clear_away
from fourfold.accountability.chasing.operations.vacancies import escalate_vacancies
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER


@app.periodic(cron="3 * * * *")
@app.task(name="chasing.write_digests", queueing_lock="chasing.write_digests")
def write_digests(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Write the digests that are due: at eight in London, or as soon after as the worker runs."""
    with acting_as(CHASER.actor):
        write_due_digests(actor=CHASER, now=now())


@app.periodic(cron="23 5 * * *")
@app.task(name="chasing.escalate_vacancies", queueing_lock="chasing.escalate_vacancies")
def escalate(timestamp: int) -> None:  # noqa: ARG001
    """Bring roles that have been vacant for 30 days to the strategic board."""
    with acting_as(CHASER.actor):
        escalate_vacancies(actor=CHASER, now=now())


@app.periodic(cron="41 2 * * *")
@app.task(name="chasing.clear_away", queueing_lock="chasing.clear_away")
def clear_away_returns(timestamp: int) -> None:  # noqa: ARG001
    """Remove spreadsheets that nobody decided."""
    with acting_as(CHASER.actor):
        clear_away(actor=CHASER, now=now())
