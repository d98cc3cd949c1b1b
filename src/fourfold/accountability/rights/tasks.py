"""Background work of this room: reminders, the copy of the list of removals, the end of old packs, what is due."""

from datetime import timedelta
from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

from fourfold.accountability.rights.operations.listing import copy_list
from fourfold.accountability.rights.operations.removing_due import REMOVE_DUE, carry_out, take_up
from fourfold.accountability.rights.operations.retention import close_overdue
from fourfold.accountability.rights.operations.telling import remind
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.postgres.context import acting_as
from fourfold.trust.partnership.domain.roles import CHASER

PACKS_KEPT = timedelta(days=90)
"""How long what was given stays here, so that a question about it can be answered."""
REQUESTS_KEPT = timedelta(days=3 * 365)
"""How long it is kept who asked what; agencies commonly name three years after the answer."""


@app.periodic(cron="23 * * * *")
@app.task(name="rights.remind", queueing_lock="rights.remind")
def remind_officers(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Tell officers of what is new, presses or is overdue; copy the list of removals; forget what is old."""
    with acting_as(CHASER.actor):
        remind(actor=CHASER, now=now())
        with connection.cursor() as cursor:
            cursor.execute("select rights_empty_packs(%s)", [now() - PACKS_KEPT])
            cursor.execute("select rights_forget_requests(%s)", [today() - REQUESTS_KEPT])
    copy_list()


@app.periodic(cron="37 * * * *")
@app.task(name="rights.close_overdue", queueing_lock="rights.close_overdue")
def close_suspicions(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Close suspicions that are due until their holder decides."""
    close_overdue(now())


@app.task(name=REMOVE_DUE)
def remove_due(removal_id: str) -> None:
    """Remove what two officers decided about, as far as nothing is in the way."""
    carry_out(UUID(removal_id))


@app.periodic(cron="*/10 * * * *")
@app.task(name="rights.take_up_removals", queueing_lock="rights.take_up_removals")
def take_up_removals(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Go on with removals that a worker left behind, or that waited for a file or a colleague."""
    take_up()
