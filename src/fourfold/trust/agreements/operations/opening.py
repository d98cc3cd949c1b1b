"""Carrying out what was signed: bringing a version into force, opening its grants, taking data sets live."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from fourfold.ground.kernel.clock import today
from fourfold.trust.access.domain.grants import Grant
from fourfold.trust.access.operations import NewGrant, issue_grants
from fourfold.trust.access.queries.granted import granted
from fourfold.trust.agreements.domain.life import ASSESSMENTS, EventKind
from fourfold.trust.agreements.domain.reach import Signed, begins, grants_of
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.models import Version
from fourfold.trust.agreements.operations.locks import happened, note
from fourfold.trust.agreements.policies import Permission
from fourfold.trust.agreements.queries.reaching import signed_version
from fourfold.trust.catalogue.operations import NewHolding, go_live
from fourfold.trust.catalogue.queries import holdings
from fourfold.trust.partnership.domain.roles import Standing


def bring_into_force(actor: Standing, now: datetime, version: Version) -> None:
    """The last needed signature is there: in force, its predecessor replaced, its grants written.

    The predecessor's grants end with it (a trigger); where this version begins later, they last until then.
    """
    before = Version.objects.filter(
        agreement_id=version.agreement_id, state__in=[State.IN_FORCE, State.SUSPENDED]
    ).first()
    was_in_force = before is not None and before.state == State.IN_FORCE
    version.state, version.in_force_at = State.IN_FORCE, now
    version.save(update_fields=["state", "in_force_at"])
    happened(actor, now, version, EventKind.IN_FORCE)
    starts = begins(version.starts_on) if version.starts_on else now
    opened = open_missing(actor, now, version)
    if before is not None and was_in_force and starts > now:
        opened += _write(actor, now, before, grants_of(_signed(actor, now, before), now=now, until=starts))
    note(actor, now, version, Permission.SIGN, {"in_force": True, "grants": opened})
    if AgreementKind(version.agreement.kind) in ASSESSMENTS:
        take_live(actor, now, version)


def open_missing(actor: Standing, now: datetime, version: Version) -> int:
    """Write the grants of a version in force that are not there yet; the number written."""
    if version.state != State.IN_FORCE:
        return 0
    there = granted(version.agreement_id, now)
    opening = grants_of(_signed(actor, now, version), now=now)
    missing = [one for one in opening if (one[0], one[1].provider_id, one[1].recipient_id) not in there]
    return _write(actor, now, version, missing)


def _signed(actor: Standing, now: datetime, version: Version) -> Signed:
    return signed_version(actor, version, on=today(now))


def _write(actor: Standing, now: datetime, version: Version, opening: Sequence[tuple[int, Grant]]) -> int:
    new = [NewGrant(terms=grant, line_number=number) for number, grant in opening]
    if new:
        issue_grants(actor=actor.actor, now=now, agreement_id=version.agreement_id, grants=new)
    return len(new)


def take_live(actor: Standing, now: datetime, version: Version) -> None:
    """Once both assessments of a holder's data set are in force it goes live, and what waited for it opens."""
    for holder_id in version.parties.values_list("agency_id", flat=True):
        live = {one.data_set for one in holdings(actor, holder_id=holder_id, on=today(now))}
        went_live = []
        for data_set in version.data_sets:
            pair = _assessments(holder_id, data_set, now)
            if data_set not in live and pair is not None:
                holding = NewHolding(holder_id, data_set, dpia_id=pair[0], equality_id=pair[1])
                go_live(actor=actor, now=now, new=holding)
                went_live.append(data_set)
        if went_live:
            _open_what_waited(actor, now, holder_id, went_live)


def _assessments(holder_id: UUID, data_set: str, now: datetime) -> tuple[UUID, UUID] | None:
    found = Version.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=today(now)),
        state=State.IN_FORCE,
        starts_on__lte=today(now),
        data_sets__contains=[data_set],
        parties__agency_id=holder_id,
        parties__suspended_at__isnull=True,
    )
    by_kind = dict(found.order_by().values_list("agreement__kind", "agreement_id"))
    dpia, equality = by_kind.get(AgreementKind.DPIA), by_kind.get(AgreementKind.EQUALITY_ASSESSMENT)
    return (dpia, equality) if dpia and equality else None


def _open_what_waited(actor: Standing, now: datetime, holder_id: UUID, data_sets: list[str]) -> None:
    theirs = Q(parties__agency_id=holder_id) | Q(parties__on_behalf_of__contains=[holder_id])
    waiting = Version.objects.filter(theirs, state=State.IN_FORCE, lines__data_set__in=data_sets)
    for version in waiting.select_related("agreement").distinct().order_by("pk"):
        open_missing(actor, now, version)
