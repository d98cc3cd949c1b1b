"""Background work of this room: deliveries are worked off as their senders; those left behind are taken up again."""

from uuid import UUID

from django.db import connection
from procrastinate.contrib.django import app

from fourfold.ground.kernel.actors import Actor
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.operations.deciding import refuse_abandoned
from fourfold.records.feeds.operations.forgetting import forget_sent
from fourfold.records.feeds.operations.working_off import WORK_OFF, defer
from fourfold.records.feeds.operations.working_off import work_off as carry_out
from fourfold.trust.partnership.domain.roles import INSTALLATION


@app.task(name=WORK_OFF)
def work_off(delivery_id: str, user_id: str) -> None:
    """Check one delivery and let it enter, as the person who sent it."""
    try:
        carry_out(UUID(delivery_id), Actor.person(UUID(user_id)))
    except Conflict:
        return  # Another worker is at it, or a person has decided meanwhile.


@app.periodic(cron="*/5 * * * *")
@app.task(name="feeds.take_up", queueing_lock="feeds.take_up")
def take_up(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Hand deliveries that a worker left unfinished, when it was killed say, to a worker again."""
    with acting_as(INSTALLATION.actor), connection.cursor() as cursor:
        cursor.execute("select delivery_id, user_id from feeds_unfinished()")
        found = cursor.fetchall()
    for delivery_id, user_id in found:
        defer(delivery_id, user_id)


@app.periodic(cron="40 4 * * *")
@app.task(name="feeds.refuse_abandoned", queueing_lock="feeds.refuse_abandoned")
def look_for_abandoned(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Destroy files of which nobody has said the columns."""
    with acting_as(INSTALLATION.actor):
        refuse_abandoned(actor=INSTALLATION, now=now())


@app.periodic(cron="50 4 * * *")
@app.task(name="feeds.forget_sent", queueing_lock="feeds.forget_sent")
def look_for_decided(timestamp: int) -> None:  # noqa: ARG001 (procrastinate passes the minute it is for)
    """Forget what rows in quarantine said that nobody has to mend any more."""
    with acting_as(INSTALLATION.actor):
        forget_sent(actor=INSTALLATION, now=now())
