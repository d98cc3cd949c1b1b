"""New purposes: proposed, approved by two, in force with the second approval; or withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify

from fourfold.ground.kernel.clock import today
from fourfold.ground.kernel.errors import BadInput, NotAllowed, Problem
from fourfold.trust.audit.operations import record
from fourfold.trust.catalogue import policies
from fourfold.trust.catalogue.assessments import assessments_in_force
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.catalogue.domain.refusals import refusal_of
from fourfold.trust.catalogue.models import Purpose, PurposeApproval, PurposeProposal
from fourfold.trust.catalogue.operations.personal import personal
from fourfold.trust.catalogue.policies import Permission, require
from fourfold.trust.catalogue.queries.proposals import facts_of, proposal_for_actor
from fourfold.trust.partnership.domain.roles import Standing

_KIND = "catalogue.proposal"
APPROVALS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class NewPurpose:
    """A purpose as somebody proposes it."""

    label: str
    text: str
    why: str
    regime: Regime
    extent: str
    source_url: str
    dpia_reference: str

    def check(self, *, checked: bool) -> None:
        """Raise `BadInput` for what cannot stand: something left out, personal data, or a use that is refused."""
        said = {name: str(getattr(self, name)).strip() for name in self.__dataclass_fields__}
        problems = [Problem(_ASKED[name], name) for name, value in said.items() if not value]
        if said["source_url"] and not _is_address(said["source_url"]):
            problems.append(Problem("Enter the source’s web address in full, beginning with https://", "source_url"))
        if said["label"] and not slugify(said["label"]):
            problems.append(Problem("Name the purpose in words.", "label"))
        for where in ("label", "text", "why"):
            refused = refusal_of(said[where])
            if refused:
                text = f"Personal data is never used here for {refused.label}. {refused.why} Take it out."
                problems.append(Problem(text, where))
            problems += [] if checked else personal(where, said[where])
        if problems:
            raise BadInput(problems)


_ASKED = {
    "label": "Enter a name for the purpose.",
    "text": "Enter what personal data would be looked at for.",
    "why": "Enter why no purpose of the list is enough.",
    "regime": "Choose the law that it stands under.",
    "extent": "Enter where the law applies.",
    "source_url": "Enter the web address of the law that it rests on.",
    "dpia_reference": "Choose its impact assessment. A purpose without one cannot be proposed.",
}


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and "." in (parts.hostname or "") and len(text) <= 500


@transaction.atomic
def propose_purpose(*, actor: Standing, now: datetime, new: NewPurpose, checked: bool = False) -> PurposeProposal:
    """Propose a purpose. Raises `NotAllowed` or `BadInput`."""
    require(policies.propose(actor), Permission.PROPOSE, subject_kind=_KIND)
    new.check(checked=checked)
    if new.dpia_reference.strip() not in assessments_in_force(actor):
        raise BadInput.one(
            f"No impact assessment in force has the reference “{new.dpia_reference.strip()}”. Choose one that is in "
            "force; where the purpose needs its own, have it signed first, under Agreements.",
            "dpia_reference",
        )
    key = slugify(new.label)[:60]
    if Purpose.objects.filter(key=key).exists():
        raise BadInput.one("The list has a purpose of this name. Use it, or choose another name.", "label")
    if PurposeProposal.objects.filter(key=key, withdrawn_at__isnull=True).exists():
        raise BadInput.one("A purpose of this name is proposed already. Open it on the list of proposals.", "label")
    proposal = PurposeProposal(
        key=key,
        label=new.label.strip(),
        text=new.text.strip(),
        why=new.why.strip(),
        regime=new.regime.value,
        extent=new.extent.strip(),
        source_url=new.source_url.strip(),
        dpia_reference=new.dpia_reference.strip(),
        proposed_by_id=_me(actor, Permission.PROPOSE),
        proposed_at=now,
    )
    PurposeProposal.objects.bulk_create([proposal])
    _note(actor, now, proposal, Permission.PROPOSE, {"key": key})
    return proposal


@transaction.atomic
def approve_purpose(*, actor: Standing, now: datetime, proposal_id: UUID) -> bool:
    """Approve a proposal for an agency that one answers for. Whether the purpose is now in force.

    Raises `NotFound` or `NotAllowed`. The page asks first that whoever approves confirms who they are.
    """
    proposal = proposal_for_actor(actor, proposal_id)
    require(
        policies.approve(actor, facts_of(proposal)), Permission.APPROVE, subject_kind=_KIND, subject_id=proposal_id
    )
    PurposeProposal.objects.select_for_update().get(pk=proposal_id)  # two who approve at once count each other
    proposal = proposal_for_actor(actor, proposal_id)
    facts = facts_of(proposal)
    require(policies.approve(actor, facts), Permission.APPROVE, subject_kind=_KIND, subject_id=proposal_id)
    role = next(role for role in policies.governing(actor) if role.agency_id not in facts.approved_for)
    approval = PurposeApproval(
        proposal=proposal, person_id=_me(actor, Permission.APPROVE), agency_id=role.agency_id, approved_at=now
    )
    PurposeApproval.objects.bulk_create([approval])
    in_force = len(facts.approved_by) + 1 >= APPROVALS_NEEDED
    if in_force:
        _enter(proposal, now)
    _note(actor, now, proposal, Permission.APPROVE, {"agency": str(role.agency_id), "in_force": in_force})
    return in_force


def _enter(proposal: PurposeProposal, now: datetime) -> None:
    """Put an approved purpose on the list, in force from today."""
    purpose = Purpose(
        key=proposal.key,
        position=Purpose.objects.count(),
        label=proposal.label,
        text=proposal.text,
        since=today(now),
        extent=proposal.extent,
        source_url=proposal.source_url,
        regime=proposal.regime,
        proposal=proposal,
        changed_at=now,
    )
    Purpose.objects.bulk_create([purpose])


@transaction.atomic
def withdraw_proposal(*, actor: Standing, now: datetime, proposal_id: UUID) -> None:
    """Withdraw one's own proposal while it is open. Raises `NotFound` or `NotAllowed`."""
    proposal = proposal_for_actor(actor, proposal_id)
    decision = policies.withdraw(actor, facts_of(proposal))
    require(decision, Permission.WITHDRAW, subject_kind=_KIND, subject_id=proposal_id)
    proposal.withdrawn_at = now
    PurposeProposal.objects.bulk_update([proposal], ["withdrawn_at"])
    _note(actor, now, proposal, Permission.WITHDRAW, {"key": proposal.key})


def _me(actor: Standing, permission: Permission) -> UUID:
    if actor.person_id is None:
        raise NotAllowed(permission, policies.NO_ROLE, subject_kind=_KIND)
    return actor.person_id


def _note(
    actor: Standing, now: datetime, proposal: PurposeProposal, permission: Permission, detail: dict[str, object]
) -> None:
    record(
        actor=actor.actor,
        now=now,
        permission=permission,
        subject_kind=_KIND,
        subject_id=proposal.pk,
        detail=detail,
    )
