"""The record of processing of an agency: what is in force today and concerns it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db.models import Exists, Func, OuterRef, Q, UUIDField

from fourfold.trust.agreements.domain.reach import Bound, stand_for
from fourfold.trust.agreements.domain.terms import AgreementKind, State, Terms
from fourfold.trust.agreements.models import Party, ScheduleLine, Version
from fourfold.trust.agreements.paper.processing import Record, record_of
from fourfold.trust.agreements.paper.words import Words
from fourfold.trust.agreements.queries.reading import with_terms
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.catalogue.queries import catalogue
from fourfold.trust.partnership.domain.roles import RoleKind, Standing
from fourfold.trust.partnership.queries import holders_of_roles, names_of_people


def record_of_processing(actor: Standing, agency_id: UUID, names: Mapping[UUID, str], *, on: date) -> Record:
    """The record of one agency, as on a day. Every member reads it: what it holds is in force and official.

    `names` are those of the agencies of today (`agencies_to_choose`). Seven queries.
    """
    words = Words(catalogue(actor), names)
    holders = holders_of_roles(actor, agency_id, on=on).get(RoleKind.DATA_PROTECTION_OFFICER, ())
    officers = sorted(names_of_people(actor, holders).values()) if holders else ()
    return record_of(agency_id, _in_force(actor, agency_id, on), words, officers)


def _in_force(actor: Standing, agency_id: UUID, on: date) -> list[Terms]:
    mine = [agency_id]
    part = Party.objects.filter(Q(agency_id=agency_id) | Q(on_behalf_of__overlap=mine), version=OuterRef("pk"))
    closed = part.filter(Q(suspended_at__isnull=False) | Q(withdrawn_at__isnull=False))
    is_named = ScheduleLine.objects.filter(
        Q(provider_ids__overlap=mine) | Q(recipient_ids__overlap=mine), version=OuterRef("pk")
    )
    found = visible_versions(actor).filter(
        Q(Exists(part.order_by())) | Q(Exists(is_named.order_by())),
        ~Exists(closed.order_by()),
        Q(starts_on=None) | Q(starts_on__lte=on),
        Q(ends_on=None) | Q(ends_on__gt=on),
        state=State.IN_FORCE,
    )
    lines = ScheduleLine.objects.annotate(givers=_members("provider_ids"), takers=_members("recipient_ids"))
    rows = with_terms(found.order_by("agreement__reference"), clauses=False, lines=lines)
    return [_as_it_stands(agency_id, version) for version in rows]


def _members(of_field: str) -> Func:
    """The members of the collectives that a line names."""
    return Func(of_field, function="agreements_members", output_field=ArrayField(UUIDField()))


def _as_it_stands(agency_id: UUID, version: Version) -> Terms:
    """What a version in force says, each line naming the agency where it stands for it today.

    A line names the trust that signs for a school, or the collective whose member joined: the school and the member
    give and get by it, as their grants do (`domain/reach.py`).
    """
    terms = terms_of_version(version)
    bound = [
        Bound(party.agency_id, tuple(UUID(str(one)) for one in party.on_behalf_of), party.acceded)
        for party in version.parties.all()
        if party.suspended_at is None and party.withdrawn_at is None
    ]
    its_own = terms.kind is AgreementKind.DPIA

    def named(ids: tuple[UUID, ...], members: Iterable[UUID]) -> tuple[UUID, ...]:
        inside = dict.fromkeys(ids, frozenset(members))
        if agency_id in ids or agency_id not in stand_for(ids, bound, inside):
            return ids
        return (agency_id,) if its_own else (*ids, agency_id)

    lines = (
        replace(
            line,
            provider_ids=named(line.provider_ids, row.givers),  # type: ignore[attr-defined]
            recipient_ids=named(line.recipient_ids, row.takers),  # type: ignore[attr-defined]
        )
        for line, row in zip(terms.lines, version.lines.all(), strict=True)
    )
    return replace(terms, lines=tuple(lines))
