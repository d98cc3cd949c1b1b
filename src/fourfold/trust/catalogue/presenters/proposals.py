"""Proposals of new purposes as their pages show them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.html import format_html

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.catalogue.models import PurposeProposal
from fourfold.trust.catalogue.presenters.law import address


@dataclass(frozen=True, slots=True)
class Row:
    """A proposal as a line of the list."""

    label: str
    href: str
    text: str
    by: str
    state: str
    state_label: str


def row(proposal: PurposeProposal) -> Row:
    """A proposal of `proposals_for_actor` as a line."""
    state, label = standing(proposal)
    return Row(
        label=proposal.label,
        href=reverse("catalogue:proposal", args=[proposal.pk]),
        text=proposal.text,
        by=f"{proposal.proposed_by.name}, {show_date(proposal.proposed_at)}",
        state=state,
        state_label=label,
    )


def standing(proposal: PurposeProposal) -> tuple[str, str]:
    """A proposal's status: its shape and its words."""
    if hasattr(proposal, "purpose"):
        return "complete", "Approved"
    if proposal.withdrawn_at is not None:
        return "off-track", "Withdrawn"
    given = len(proposal.approvals.all())
    return "not-started", "Waits for two approvals" if not given else "Waits for a second approval"


def identity(proposal: PurposeProposal) -> dict[str, Any]:
    """The head of a proposal's page."""
    state, label = standing(proposal)
    return {
        "name": proposal.label,
        "reference": "Proposed purpose",
        "state": state,
        "state_label": label,
        "items": [
            {"label": "Proposed by", "value": proposal.proposed_by.name},
            {"label": "On", "value": show_date(proposal.proposed_at)},
            {"label": "Impact assessment", "value": proposal.dpia_reference},
        ],
    }


def about(proposal: PurposeProposal) -> list[dict[str, Any] | None]:
    """What is proposed, row by row."""
    link = format_html('<a class="govuk-link" href="{0}">{0}</a>', proposal.source_url)
    purpose = getattr(proposal, "purpose", None)
    return [
        {"key": "What it is for", "value": proposal.text},
        {"key": "Why it is needed", "value": proposal.why},
        {"key": "Stands under", "value": Regime(proposal.regime).label},
        {"key": "Applies in", "value": proposal.extent},
        {"key": "Rests on", "value": link},
        {
            "key": "On the list",
            "value": f"Since {show_date(purpose.since)}",
            "href": address("purposes", purpose.key),
            "action": "Open",
            "hidden": "the purpose",
        }
        if purpose
        else None,
    ]


def approvals(proposal: PurposeProposal) -> list[str]:
    """Who approved, for which agency, when."""
    return [
        f"{one.person.name}, for {one.agency.name}, on {show_date(one.approved_at)}"
        for one in proposal.approvals.all()
    ]
