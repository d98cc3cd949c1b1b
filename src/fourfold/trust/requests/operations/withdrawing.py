"""Taking a request back before it is answered."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.errors import Conflict
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.queries import looker_of
from fourfold.trust.audit.operations import record
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.requests import policies
from fourfold.trust.requests.models import Answer, Request
from fourfold.trust.requests.policies import Permission
from fourfold.trust.requests.queries.visibility import facts_of, request_for


@transaction.atomic
def withdraw(*, actor: Standing, now: datetime, request_id: UUID) -> None:
    """Withdraw a request. Raises `NotFound`, `NotAllowed`; `Conflict` where an answer came first."""
    looker = looker_of(actor)
    request = request_for(looker, request_id)
    decision = policies.withdraw(looker, facts_of(request))
    require(decision, Permission.WITHDRAW, subject_kind="requests.request", subject_id=request_id)
    Request.objects.select_for_update(of=("self",)).values_list("pk").get(pk=request_id)
    if Answer.objects.filter(request_id=request_id).exists():
        raise Conflict("Your request was answered just now. Open it again to read the answer.")
    Request.objects.filter(pk=request_id, withdrawn_at__isnull=True).update(
        withdrawn_at=now, withdrawn_by_id=actor.person_id
    )
    record(
        actor=actor.actor,
        now=now,
        permission=Permission.WITHDRAW,
        subject_kind="requests.request",
        subject_id=request_id,
        purpose=request.purpose,
    )
