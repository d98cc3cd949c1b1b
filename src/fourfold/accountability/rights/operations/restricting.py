"""The end of a restriction: the record may be used again."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from fourfold.accountability.rights import policies
from fourfold.accountability.rights.domain.requests import NoticeKind
from fourfold.accountability.rights.operations.telling import tell_readers
from fourfold.accountability.rights.operations.writing import note, said
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.restrictions import restriction_for_actor
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def end_restriction(*, actor: Standing, now: datetime, mark_id: UUID, why: str, told_on: date) -> None:
    """Let a record of the actor's agency be used again, and tell the agencies whose people read it.

    The person hears of it first (UK GDPR Art 18(3)). A record that is closed for another reason, or by another
    restriction, stays closed.
    """
    mark = restriction_for_actor(actor, mark_id, lock=True)
    reason = said(why, "text", "Say why the record may be used again.")
    if not today(mark.since) <= told_on <= today(now):
        raise BadInput.one("The person is told first: enter a day between the restriction and today.", "told_on")
    mark.until, mark.told_on, mark.ended_why = now, told_on, reason
    mark.ended_by_id = policies.known_person(actor, Permission.UNRESTRICT)
    mark.save(update_fields=["until", "told_on", "ended_by", "ended_why"])
    with connection.cursor() as cursor:
        cursor.execute("select rights_restrict(%s::uuid[], false)", [[mark.record_id]])
    tell_readers(actor=actor, now=now, kind=NoticeKind.UNRESTRICTED, record_ids=[mark.record_id])
    note(actor, now, Permission.UNRESTRICT, mark.pk, {"record": mark.record_id}, kind="rights.restriction")
