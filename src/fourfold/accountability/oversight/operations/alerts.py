"""Letters about a breach: to every data protection officer concerned, at once and when a day is left.

They say nothing of what happened.
"""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from fourfold.accountability.oversight.domain.breaches import clock_of, due_at
from fourfold.accountability.oversight.queries.breaches import undecided_breaches
from fourfold.ground.kernel.clock import show_moment, today
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries.correspondents import Correspondent, correspondents


def officers_of(actor: Standing, agency_ids: Collection[UUID], now: datetime) -> list[Correspondent]:
    """The data protection officers of these agencies who can be written to."""
    wanted = frozenset(agency_ids)
    return [
        one
        for one in correspondents(actor, on=today(now))
        if one.stands_for.get(RoleKind.DATA_PROTECTION_OFFICER, frozenset()) & wanted
    ]


def tell_of_breach(
    *, actor: Standing, now: datetime, breach_id: UUID, known_at: datetime, agency_ids: Collection[UUID]
) -> int:
    """Tell the officers that a breach which concerns them stands in the register; how many letters were new."""
    said = (
        "A personal data breach that concerns your agency was written into the register. "
        f"The Information Commissioner is told by {show_moment(due_at(known_at))}, unless a risk is unlikely."
    )
    letters = [
        _letter(
            to, f"breach:{breach_id}:{to.user_id}", "A personal data breach concerns your agency", said, breach_id
        )
        for to in officers_of(actor, agency_ids, now)
    ]
    return write_many(actor=actor.actor, now=now, letters=letters)


@transaction.atomic
def warn_of_clocks(*, actor: Standing, now: datetime) -> int:
    """Warn the officers of breaches that are undecided with 24 hours left, and again when the 72 hours are over.

    Once each; how many letters were new. Runs as the chaser.
    """
    letters = []
    for breach in undecided_breaches():
        clock = clock_of(breach["known_at"], now)
        if not clock.is_pressing:
            continue
        stage = "over" if clock.is_over else "24"
        subject = f"Undecided breach: {'72 hours are over' if clock.is_over else clock.words}"
        said = (
            "Whether a personal data breach is reported to the Information Commissioner is not decided yet. "
            f"The 72 hours end{'ed' if clock.is_over else ''} on {show_moment(due_at(breach['known_at']))}. "
            "A later report must say why it is late."
        )
        for to in officers_of(actor, breach["agency_ids"], now):
            letters.append(_letter(to, f"breach-{stage}:{breach['id']}:{to.user_id}", subject, said, breach["id"]))
    return write_many(actor=actor.actor, now=now, letters=letters)


def _letter(to: Correspondent, key: str, subject: str, said: str, breach_id: UUID) -> Letter:
    page = f"{settings.PUBLIC_ADDRESS}{reverse('oversight:breach', args=[breach_id])}"
    return Letter(LetterKind.ALERT, key, to.user_id, to.address, subject, f"{said}\n\nRead and decide: {page}")
