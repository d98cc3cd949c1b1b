"""Opening what an agency asked for and the holder accepted, about one person. The requests room calls this."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.grants import Grant
from fourfold.trust.access.domain.resources import Handling, SubjectKind, SubjectRole
from fourfold.trust.access.operations import NewGrant, issue_grants, revoke_grants
from fourfold.trust.agreements import policies
from fourfold.trust.agreements.domain.reach import begins
from fourfold.trust.agreements.policies import Permission
from fourfold.trust.agreements.queries.sharing import permitting_requests
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted of a request: which fields of which data set about whom, to whom, why, until when.

    `kinds`, `roles` and `handling` empty: any. `until` is cut to the end of the agreement.
    """

    request_id: UUID
    provider_id: UUID
    recipient_id: UUID
    data_set: str
    purpose: str
    fields: frozenset[str]
    subject_id: UUID
    until: datetime
    kinds: frozenset[SubjectKind] = frozenset()
    roles: frozenset[SubjectRole] = frozenset()
    handling: frozenset[Handling] = frozenset()
    recipient_roles: frozenset[RoleKind] = frozenset()
    needs_relationship: bool = False


@transaction.atomic
def grant_request(*, actor: Standing, now: datetime, agreement_id: UUID, accepted: Accepted) -> UUID:
    """Write the grant of an accepted request; its id. Raises `NotAllowed`, `BadInput` where no agreement permits it.

    The agreement is in force, permits requests, and binds both agencies; the database holds the same.
    """
    said = policies.grant_request(actor, accepted.provider_id)
    require(said, Permission.GRANT_REQUEST, subject_kind="agreement", subject_id=agreement_id)
    permitting = {
        one.agreement_id: one
        for one in permitting_requests(actor, accepted.provider_id, accepted.recipient_id, on=today(now))
    }
    found = permitting.get(agreement_id)
    if found is None:
        raise BadInput.one(
            "No agreement in force lets these two agencies ask each other. Choose another agreement, or ask a plan "
            "coordinator to begin one.",
            "agreement",
        )
    until = min(accepted.until, begins(found.ends_on))
    if until <= now:
        raise BadInput.one("Choose an end that lies ahead.", "until")
    grant = _grant(agreement_id, accepted, now, until)
    new = NewGrant(terms=grant, line_number=0, request_id=accepted.request_id)
    issue_grants(actor=actor.actor, now=now, agreement_id=agreement_id, grants=[new])
    return grant.id


def _grant(agreement_id: UUID, accepted: Accepted, since: datetime, until: datetime) -> Grant:
    return Grant(
        id=uuid4(),
        agreement_id=agreement_id,
        clause="Request accepted",
        provider_id=accepted.provider_id,
        recipient_id=accepted.recipient_id,
        data_set=accepted.data_set,
        purpose=accepted.purpose,
        fields=accepted.fields,
        subject_kinds=frozenset(map(str, accepted.kinds or SubjectKind)),
        subject_roles=frozenset(map(str, accepted.roles or SubjectRole)),
        handling=frozenset(map(str, accepted.handling or Handling)),
        recipient_roles=accepted.recipient_roles,
        needs_relationship=accepted.needs_relationship,
        since=since,
        until=until,
        subject_id=accepted.subject_id,
    )


@transaction.atomic
def end_request(*, actor: Standing, now: datetime, agreement_id: UUID, request_id: UUID, provider_id: UUID) -> int:
    """Close what was opened for one request, by its holder; the number of grants ended."""
    said = policies.grant_request(actor, provider_id)
    require(said, Permission.GRANT_REQUEST, subject_kind="agreement", subject_id=agreement_id)
    return revoke_grants(
        actor=actor.actor, now=now, agreement_id=agreement_id, because="request-ended", request_id=request_id
    )
