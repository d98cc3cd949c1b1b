"""Purposes that people propose, with who approved them."""

from uuid import UUID

from django.db.models import QuerySet

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.catalogue import policies
from fourfold.trust.catalogue.models import PurposeProposal
from fourfold.trust.catalogue.policies import ProposalFacts
from fourfold.trust.partnership.domain.roles import Standing


def proposals_for_actor(actor: Standing) -> QuerySet[PurposeProposal]:
    """Every proposal, newest first, with its approvals and, once approved, its purpose."""
    if not policies.read(actor):
        return PurposeProposal.objects.none()
    found = PurposeProposal.objects.select_related("proposed_by", "purpose")
    return found.prefetch_related("approvals__person", "approvals__agency").order_by("-proposed_at", "pk")


def proposal_for_actor(actor: Standing, proposal_id: UUID) -> PurposeProposal:
    """One proposal. Raises `NotFound`."""
    found = proposals_for_actor(actor).filter(pk=proposal_id).first()
    if found is None:
        raise NotFound("catalogue.proposal", proposal_id)
    return found


def facts_of(proposal: PurposeProposal) -> ProposalFacts:
    """A proposal of `proposals_for_actor` as the policies see it."""
    approvals = list(proposal.approvals.all())
    return ProposalFacts(
        proposed_by=proposal.proposed_by_id,
        is_open=proposal.withdrawn_at is None and not hasattr(proposal, "purpose"),
        approved_by={one.person_id for one in approvals},
        approved_for={one.agency_id for one in approvals},
    )
