"""Writing grants, and ending them. Only the agreements room calls these; its row-level security holds others off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from fourfold.ground.kernel.actors import Actor
from fourfold.trust.access.domain.grants import Grant as GrantTerms
from fourfold.trust.access.models import Grant
from fourfold.trust.audit.operations import record


@dataclass(frozen=True, slots=True)
class NewGrant:
    """A grant to be written: its terms, the line of the schedule it carries out, the request it answers."""

    terms: GrantTerms
    line_number: int
    request_id: UUID | None = None


@transaction.atomic
def issue_grants(*, actor: Actor, now: datetime, agreement_id: UUID, grants: Sequence[NewGrant]) -> int:
    """Write what an agreement in force opens; the number written. The database refuses what was not signed."""
    Grant.objects.bulk_create([_row(new) for new in grants])
    record(
        actor=actor,
        now=now,
        permission="access:issue-grants",
        subject_kind="agreement",
        subject_id=agreement_id,
        detail={"count": len(grants), "lines": sorted({new.line_number for new in grants})},
    )
    return len(grants)


@transaction.atomic
def revoke_grants(
    *,
    actor: Actor,
    now: datetime,
    agreement_id: UUID,
    because: str,
    party_id: UUID | None = None,
    request_id: UUID | None = None,
) -> int:
    """End what an agreement opened, or of it what one party gives or gets, or one request; the number ended.

    It binds from the next statement on, in every session. `because` is one word for the log, such as `suspended`.
    """
    live = Grant.objects.filter(agreement_id=agreement_id, revoked_at__isnull=True)
    if party_id is not None:
        live = live.filter(Q(provider_id=party_id) | Q(recipient_id=party_id))
    if request_id is not None:
        live = live.filter(request_id=request_id)
    ended = live.update(revoked_at=now, revoked_because=because)
    record(
        actor=actor,
        now=now,
        permission="access:revoke-grants",
        subject_kind="agreement",
        subject_id=agreement_id,
        detail={"count": ended, "because": because},
    )
    return ended


def _row(new: NewGrant) -> Grant:
    terms = new.terms
    return Grant(
        id=terms.id,
        agreement_id=terms.agreement_id,
        line_number=new.line_number,
        clause=terms.clause,
        request_id=new.request_id,
        provider_id=terms.provider_id,
        recipient_id=terms.recipient_id,
        data_set=terms.data_set,
        purpose=terms.purpose,
        fields=sorted(terms.fields),
        subject_kinds=sorted(terms.subject_kinds),
        subject_roles=sorted(terms.subject_roles),
        handling=sorted(terms.handling),
        recipient_roles=sorted(terms.recipient_roles),
        needs_relationship=terms.needs_relationship,
        subject_id=terms.subject_id,
        since=terms.since,
        until=terms.until,
    )
