"""What waits everywhere, for letters and digests: signatures that are missing, comments without an answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Min, Prefetch, Q

from fourfold.ground.kernel.clock import today
from fourfold.trust.agreements.domain.terms import AgreementKind, State
from fourfold.trust.agreements.models import Party, Signature, Version
from fourfold.trust.agreements.queries.reaching import roles_missing
from fourfold.trust.agreements.queries.visibility import visible_versions
from fourfold.trust.partnership.domain.roles import RoleKind, Standing


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A signature that is missing: for which party, and the roles of which one may give it."""

    agreement_id: UUID
    version_id: UUID
    reference: str
    title: str
    agency_id: UUID
    agency: str
    roles: frozenset[RoleKind]
    since: date


def unsigned(actor: Standing, *, version_id: UUID | None = None) -> Sequence[Unsigned]:
    """Every signature that is missing in what the actor reads, or in one version. Two queries.

    Collectives sign nothing, and whoever joined has signed.
    """
    signed = Signature.objects.filter(voided_at__isnull=True).order_by()
    parties = (
        Party.objects.filter(version__in=visible_versions(actor).order_by(), version__state=State.SIGNING)
        .filter(acceded=False, agency__is_collective=False)
        .select_related("version__agreement")
        .prefetch_related(Prefetch("signatures", signed))
        .order_by("version__signing_at", "version_id", "named")
    )
    if version_id is not None:
        parties = parties.filter(version_id=version_id)
    return [one for party in parties for one in _missing(party)]


def _missing(party: Party) -> list[Unsigned]:
    version = party.version
    signed = [RoleKind(one.role) for one in party.signatures.all() if one.hash == version.text_hash]
    return [
        Unsigned(
            agreement_id=version.agreement_id,
            version_id=version.pk,
            reference=version.agreement.reference,
            title=version.title,
            agency_id=party.agency_id,
            agency=party.named,
            roles=needed,
            since=today(version.signing_at or version.begun_at),
        )
        for needed in roles_missing(AgreementKind(version.agreement.kind), signed)
    ]


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A version out for comments, with comments that nobody has answered: how many, and since when."""

    agreement_id: UUID
    version_id: UUID
    reference: str
    title: str
    drafted_by: UUID
    count: int
    since: date


def comments_unanswered(actor: Standing) -> Sequence[Unanswered]:
    """The versions that the actor reads in which a comment waits for who drafts it, the oldest first. One query."""
    open_ones = Q(comments__answered_at__isnull=True, comments__isnull=False)
    found: Sequence[Version] = list(
        visible_versions(actor)
        .filter(state=State.CONSULTATION)
        .annotate(waiting=Count("comments", filter=open_ones), since=Min("comments__at", filter=open_ones))
        .filter(waiting__gt=0)
        .order_by("since", "pk")
    )
    return [
        Unanswered(
            one.agreement_id,
            one.pk,
            one.agreement.reference,
            one.title,
            one.agreement.drafted_by_id,
            one.waiting,  # type: ignore[attr-defined]
            today(one.since),  # type: ignore[attr-defined]
        )
        for one in found
    ]
