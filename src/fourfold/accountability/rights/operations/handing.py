"""A request that another agency has to answer goes on there, with its dates."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection, transaction

from fourfold.accountability.rights.domain.requests import EntryKind, Outcome, State
from fourfold.accountability.rights.operations.lodging import reference_for
from fourfold.accountability.rights.operations.telling import tell_of_request
from fourfold.accountability.rights.operations.writing import kept, note, said, to_handle
from fourfold.accountability.rights.policies import Permission
from fourfold.accountability.rights.queries.requests import recipients_of
from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, Conflict
from fourfold.trust.partnership.domain.roles import Standing


@transaction.atomic
def hand_on(*, actor: Standing, now: datetime, request_id: UUID, agency_id: UUID, why: str) -> None:
    """Hand a request on to the agency that has to answer it, and close it here.

    There it has the day on which it came here, and what was decided about who asks: the person's time runs on. Raises
    `Conflict` once holders were asked, for their answers come back to whoever asked them.
    """
    asked = to_handle(actor, request_id)
    if asked.asked_on is not None:
        raise Conflict(
            "Those who hold records were asked already, and answer to you. Your agency answers this request."
        )
    names = dict(recipients_of(asked))
    if agency_id not in names:
        raise BadInput.one("Choose one of the agencies.", "agency")
    reason = said(why, "text", "Say why this agency has to answer it, and what the person was told.")
    going = uuid4()
    with connection.cursor() as cursor:
        reference = reference_for(going)
        cursor.execute("select rights_hand_on(%s, %s, %s, %s, %s)", [asked.pk, going, reference, agency_id, now])
    asked.state, asked.closed_on = State.CLOSED, today(now)
    asked.outcome, asked.outcome_why, asked.handed_to_id = Outcome.HANDED_ON, reason, agency_id
    kept(actor, now, asked, EntryKind.HANDED_ON, f"{names[agency_id]}, {reference}. {reason}", {"agency": agency_id})
    note(actor, now, Permission.HAND_ON, going, {"from": asked.pk, "agency": agency_id})
    tell_of_request(actor=actor, now=now, request_id=going, agency_id=agency_id, due_on=asked.due_on)
