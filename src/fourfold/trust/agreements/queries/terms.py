"""What a version says, as the one pure form that is shown, compared, hashed, signed and made into grants."""

from uuid import UUID

from fourfold.trust.agreements.domain.terms import (
    AgreementKind,
    ClauseText,
    Line,
    PartyTerms,
    Terms,
    Tier,
)
from fourfold.trust.agreements.models import Party, ScheduleLine, Version
from fourfold.trust.agreements.queries.visibility import version_for_actor
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.partnership.domain.roles import Standing


def terms_of(actor: Standing, version_id: UUID) -> Terms:
    """What a version says. Raises `NotFound`. Four queries."""
    return terms_of_version(version_for_actor(actor, version_id))


def terms_of_version(version: Version) -> Terms:
    """What a version that the caller was allowed to fetch says. Parties that joined later are no part of it."""
    agreement = version.agreement
    return Terms(
        kind=AgreementKind(agreement.kind),
        tier=Tier(agreement.tier),
        reference=agreement.reference,
        title=version.title,
        version=version.number,
        summary=version.summary,
        clauses=tuple(ClauseText(one.number, one.heading, one.text) for one in version.clauses.all()),
        parties=tuple(party_terms(one) for one in version.parties.all() if not one.acceded),
        lines=tuple(line_terms(one) for one in version.lines.all()),
        starts_on=version.starts_on,
        ends_on=version.ends_on,
        review_on=version.review_on,
        data_sets=tuple(version.data_sets),
        under=version.under,
        permits_requests=version.permits_requests,
    )


def party_terms(party: Party) -> PartyTerms:
    """A party as the text names it."""
    represented = tuple(zip(map(_uuid, party.on_behalf_of), party.on_behalf_names, strict=True))
    return PartyTerms(party.agency_id, party.named, represented)


def line_terms(line: ScheduleLine) -> Line:
    """A line of the schedule."""
    return Line(
        number=line.number,
        data_set=line.data_set,
        fields=tuple(line.fields),
        subject_kinds=tuple(line.subject_kinds),
        subject_roles=tuple(line.subject_roles),
        provider_ids=tuple(map(_uuid, line.provider_ids)),
        recipient_ids=tuple(map(_uuid, line.recipient_ids)),
        recipient_roles=tuple(line.recipient_roles),
        purpose=line.purpose,
        gateway=line.gateway,
        basis=line.basis,
        conditions=tuple(line.conditions),
        handling=tuple(line.handling),
        regime=Regime(line.regime),
        needs_relationship=line.needs_relationship,
        retention=line.retention,
        starts_on=line.starts_on,
        ends_on=line.ends_on,
    )


def _uuid(value: object) -> UUID:
    return value if isinstance(value, UUID) else UUID(str(value))
