"""Closing: a party suspends its part, opens it again, or leaves; and a whole agreement is withdrawn.

Grants end, and assessed data sets are live no more, in the statement that writes it down (triggers in
`migrations/0002_integrity.py`).
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.agreements import policies
from fourfold.trust.agreements.domain.life import ASSESSMENTS, EventKind, least_parties
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.models import Party
from fourfold.trust.agreements.operations.locks import (
    happened,
    locked_version,
    note,
    party_of,
    refuse_personal_data,
    refuse_unless,
    version_to_move,
)
from fourfold.trust.agreements.operations.opening import open_missing, take_live
from fourfold.trust.agreements.policies import Permission
from fourfold.trust.agreements.queries.checking import defects_of
from fourfold.trust.agreements.queries.reaching import bound_parties
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.partnership.domain.roles import Standing

_BINDING = (State.IN_FORCE, State.SUSPENDED)
_NOT_BINDING = "This version is not in force."


@transaction.atomic
def suspend(
    *, actor: Standing, now: datetime, version_id: UUID, party_id: UUID, why: str, checked: bool = False
) -> None:
    """Close at once all that a party gives and gets under the agreement. Raises `BadInput` without a reason."""
    party = party_of(actor, version_id, party_id)
    said = policies.suspend(actor, party.agency_id)
    require(said, Permission.SUSPEND, subject_kind="agreement.party", subject_id=party_id)
    _refuse_no_reason(why, checked)
    version = locked_version(version_id)
    refuse_unless(version, *_BINDING, why=_NOT_BINDING)
    _refuse_gone(party)
    if party.suspended_at is not None:
        raise BadInput.one("This part is suspended already.")
    Party.objects.filter(pk=party.pk).update(suspended_at=now)
    happened(actor, now, version, EventKind.SUSPENDED, agency_id=party.agency_id, why=why.strip())
    note(actor, now, version, Permission.SUSPEND, {"party": str(party.agency_id), "suspended": True})


@transaction.atomic
def resume(*, actor: Standing, now: datetime, version_id: UUID, party_id: UUID) -> int:
    """Open a party's part again; how many grants were written. Raises `BadInput` for what is no longer lawful."""
    party = party_of(actor, version_id, party_id)
    said = policies.suspend(actor, party.agency_id)
    require(said, Permission.SUSPEND, subject_kind="agreement.party", subject_id=party_id)
    version = locked_version(version_id)
    refuse_unless(version, *_BINDING, why=_NOT_BINDING)
    _refuse_gone(party)
    if party.suspended_at is None:
        raise BadInput.one("This part is not suspended.")
    problems = [defect.problem for defect in defects_of(actor, terms_of_version(version), on=today(now))]
    if problems:
        raise BadInput(problems)
    Party.objects.filter(pk=party.pk).update(suspended_at=None)
    enough = len(bound_parties(version)) >= least_parties(AgreementKind(version.agreement.kind))
    if version.state == State.SUSPENDED and enough:
        version.state = State.IN_FORCE
        version.save(update_fields=["state"])
    opened = open_missing(actor, now, version)
    if version.state == State.IN_FORCE and AgreementKind(version.agreement.kind) in ASSESSMENTS:
        take_live(actor, now, version)
    happened(actor, now, version, EventKind.RESUMED, agency_id=party.agency_id)
    note(actor, now, version, Permission.SUSPEND, {"party": str(party.agency_id), "grants": opened})
    return opened


@transaction.atomic
def leave(
    *, actor: Standing, now: datetime, version_id: UUID, party_id: UUID, why: str, checked: bool = False
) -> None:
    """Take a party out of the agreement for good. With too few left, the whole agreement is withdrawn."""
    party = party_of(actor, version_id, party_id)
    said = policies.withdraw(actor, party.agency_id)
    require(said, Permission.WITHDRAW, subject_kind="agreement.party", subject_id=party_id)
    _refuse_no_reason(why, checked)
    version = locked_version(version_id)
    refuse_unless(version, *_BINDING, why=_NOT_BINDING)
    _refuse_gone(party)
    Party.objects.filter(pk=party.pk).update(withdrawn_at=now)
    happened(actor, now, version, EventKind.PARTY_WITHDREW, agency_id=party.agency_id, why=why.strip())
    note(actor, now, version, Permission.WITHDRAW, {"party": str(party.agency_id), "withdrawn": True})


@transaction.atomic
def withdraw(*, actor: Standing, now: datetime, version_id: UUID, why: str, checked: bool = False) -> None:
    """Withdraw a version: a draft is set aside, an agreement in force ends for everybody, at once."""
    version = version_to_move(
        actor,
        version_id,
        *(State.DRAFT, State.CONSULTATION, State.SIGNING, State.IN_FORCE, State.SUSPENDED),
        why="This version has ended already.",
    )
    _refuse_no_reason(why, checked)
    version.state, version.ended_at = State.WITHDRAWN, now
    version.save(update_fields=["state", "ended_at"])
    happened(actor, now, version, EventKind.WITHDRAWN, why=why.strip())
    note(actor, now, version, Permission.WITHDRAW, {"withdrawn": True})


def _refuse_gone(party: Party) -> None:
    if party.withdrawn_at is not None:
        raise BadInput.one("This agency has left the agreement.")


def _refuse_no_reason(why: str, checked: bool) -> None:
    if not why.strip():
        raise BadInput.one("Say why. The other parties will read it.", "why")
    refuse_personal_data(checked, why=why)
