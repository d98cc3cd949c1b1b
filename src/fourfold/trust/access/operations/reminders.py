"""The yearly question of the conflict register, and clearing away what was counted."""

from datetime import datetime

from django.db import connection, transaction
from django.urls import reverse

from fourfold.ground.kernel.clock import today
from fourfold.trust.access.domain.conflicts import HOLDS_FOR
from fourfold.trust.access.operations.alerts import everybody, page
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries.training import trained

_BODY = (
    "Nobody looks at records about themselves or those near to them. Please say whether anybody near to you may be "
    "known to the agencies, or that there is nobody; “nothing to declare” counts:\n{page}\n\n"
    "We ask once a year."
)


@transaction.atomic
def remind_of_conflicts(*, actor: Standing, now: datetime) -> int:
    """Write to those who may look at records and have declared nothing for a year; how many letters were new."""
    with connection.cursor() as cursor:
        cursor.execute("select user_id, at from access_last_declared()")
        fresh = {user_id for user_id, at in cursor.fetchall() if at + HOLDS_FOR > now}
    looks = trained(actor, on=today(now))
    asked = [one for one in everybody(actor, now) if one.person_id in looks and one.user_id not in fresh]
    letters = [
        Letter(
            LetterKind.REMINDER,
            f"declare:{now.year}:{one.user_id}",
            one.user_id,
            one.address,
            "Is anybody near to you known to the agencies?",
            _BODY.format(page=page(reverse("access:conflicts"))),
        )
        for one in asked
    ]
    return write_many(actor=actor.actor, now=now, letters=letters)


def forget_counts() -> int:
    """Clear away counts that are older than two days; how many rows. The service that does it is in the context."""
    with connection.cursor() as cursor:
        cursor.execute("select access_forget_counts()")
        (gone,) = cursor.fetchone()
    return int(gone)
