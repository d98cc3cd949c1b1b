"""Telling an agency's accountable officer, once, of a request whose time is over."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.actors import Service
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import NotAllowed
from fourfold.trust.messages.operations import Letter, LetterKind, write_many
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries.correspondents import correspondents
from fourfold.trust.requests.domain.timing import show_due
from fourfold.trust.requests.operations.telling import OFFICERS, first, page_of
from fourfold.trust.requests.policies import Permission
from fourfold.trust.requests.queries.waiting import unanswered


@transaction.atomic
def tell_of_late(*, actor: Standing, now: datetime) -> int:
    """Write of every request that is late; how many letters were new. By its key each is written once for ever."""
    if actor.service is not Service.CHASER:
        raise NotAllowed(Permission.REMIND, "Fourfold itself reminds of what is late.")
    late = [one for one in unanswered() if one.due_at <= now]
    if not late:
        return 0
    people = correspondents(actor, on=today(now))
    letters = [
        _letter(one.id, one.reference, one.due_at, to.user_id, to.address)
        for one in late
        for to in first(people, one.asked_id, OFFICERS)
    ]
    return write_many(actor=actor.actor, now=now, letters=letters)


def _letter(request_id: UUID, reference: str, due: datetime, user_id: UUID, address: str) -> Letter:
    body = (
        f"The request {reference} to your agency should have been answered by {show_due(due)}. It still can be.\n\n"
        "You, your agency’s champion, deputy or data protection officer can answer it: wholly, in part, or with the "
        f"reason why not.\n\nSign in to read it:\n{page_of(request_id)}\n\n"
        "You get this letter once for each request."
    )
    subject = f"A request to your agency is late: {reference}"
    return Letter(LetterKind.ALERT, f"request-late:{request_id}:{user_id}", user_id, address, subject, body)
