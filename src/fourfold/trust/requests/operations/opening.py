"""From an answer to what it opens: one grant about one person, by the agreement under which it was asked."""

from datetime import datetime, time
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.resources import SubjectKind
from fourfold.trust.access.queries import looker_of
from fourfold.trust.agreements.operations import Accepted, end_request, grant_request
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests import policies
from fourfold.trust.requests.models import Answer, Request
from fourfold.trust.requests.operations.telling import tell_of_closing
from fourfold.trust.requests.policies import Permission
from fourfold.trust.requests.queries.visibility import facts_of, request_for


def open_what_was_accepted(*, actor: Standing, now: datetime, request: Request, said: Answer) -> UUID:
    """Write the grant of an answer that shares something; its id. Raises `BadInput` where no agreement permits it."""
    if said.until is None or said.subject_id is None:
        raise BadInput.one("A refusal opens nothing.", "outcome")
    accepted = Accepted(
        request_id=request.pk,
        provider_id=request.asked_agency_id,
        recipient_id=request.asking_agency_id,
        data_set=request.data_set,
        purpose=request.purpose,
        fields=frozenset(said.fields),
        subject_id=said.subject_id,
        until=datetime.combine(said.until, time(), LONDON),
        kinds=frozenset({SubjectKind(request.subject_kind)}),
    )
    return grant_request(actor=actor, now=now, agreement_id=request.agreement_id, accepted=accepted)


@transaction.atomic
def close(*, actor: Standing, now: datetime, request_id: UUID) -> int:
    """End what a request opened, at once, by those who answer for the holder, and write to who asked.

    How many grants ended. Raises `NotFound`, `NotAllowed`; `BadInput` where nothing is open any more.
    """
    looker = looker_of(actor)
    request = request_for(looker, request_id)
    require(
        policies.close(looker, facts_of(request)),
        Permission.CLOSE,
        subject_kind="requests.request",
        subject_id=request_id,
    )
    ended = end_request(
        actor=actor,
        now=now,
        agreement_id=request.agreement_id,
        request_id=request_id,
        provider_id=request.asked_agency_id,
    )
    if not ended:
        raise BadInput.one("Nothing of it is open any more: it ran out, or was closed already.")
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.CLOSE,
        subject_kind="requests.request",
        subject_id=request_id,
        purpose=request.purpose,
        detail={"ended": ended},
    )
    tell_of_closing(actor, now, request)
    return ended
