"""What rows in quarantine said is forgotten, some time after nobody has to mend them any more."""

from datetime import datetime

from django.db import connection, transaction

from fourfold.records.feeds import policies
from fourfold.records.feeds.domain.deliveries import ROWS_KEPT
from fourfold.records.feeds.models import Delivery
from fourfold.records.feeds.operations.deliveries import note
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def forget_sent(*, actor: Standing, now: datetime) -> int:
    """Take out what rows said that were decided about, or whose delivery was refused or undone, 90 days ago.

    How many rows. For the installation, every day: a copy that serves nobody is a risk without a use.
    """
    with connection.cursor() as cursor:
        cursor.execute("select delivery_id, forgotten from feeds_forget_sent(%s)", [now - ROWS_KEPT])
        forgotten = dict(cursor.fetchall())
    for delivery in Delivery.objects.filter(pk__in=forgotten):
        detail = {"state": str(delivery.state), "forgotten": forgotten[delivery.pk]}
        note(actor, now, policies.Permission.DECIDE, delivery, detail)
    return sum(forgotten.values())
