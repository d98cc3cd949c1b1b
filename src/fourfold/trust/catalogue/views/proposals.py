"""New purposes: proposing one, and approving or withdrawing it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import FormPage, carried_out, show
from fourfold.ground.web.tables import Paging
from fourfold.trust.catalogue import operations, policies, queries
from fourfold.trust.catalogue.assessments import assessments_in_force
from fourfold.trust.catalogue.domain.refusals import NEVER
from fourfold.trust.catalogue.forms.proposals import ProposalForm
from fourfold.trust.catalogue.models import PurposeProposal
from fourfold.trust.catalogue.policies import Permission, require
from fourfold.trust.catalogue.presenters import proposals as present
from fourfold.trust.catalogue.views.asking import standing
from fourfold.trust.partnership.step_up import require_step_up


@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """Every proposal, newest first."""
    actor = standing(request)
    found = queries.proposals_for_actor(actor)
    require(policies.read(actor), Permission.READ, subject_kind="catalogue")
    paging = Paging.read(request.GET, found.count())
    rows = [present.row(proposal) for proposal in found[paging.window]]
    context = {"rows": rows, "paging": paging, "may_propose": policies.propose(actor)}
    return render(request, "catalogue/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose a purpose."""
    actor = standing(request)
    require(policies.propose(actor), Permission.PROPOSE, subject_kind="catalogue.proposal")
    form = ProposalForm(request.POST or None, assessments=assessments_in_force(actor))
    page = FormPage(
        title=_("Propose a purpose"),
        then=reverse("catalogue:proposals"),
        submit=_("Propose it"),
        template="catalogue/propose.html",
        more={"never": NEVER},
    )
    made: list[PurposeProposal] = []

    def act() -> None:
        checked = form.cleaned_data["checked"]
        made.append(operations.propose_purpose(actor=actor, now=now(), new=form.purpose(), checked=checked))

    if not carried_out(request, form, act):
        return show(request, page, form)
    messages.success(request, _("The purpose is proposed. Two others, of two agencies, now decide."))
    return redirect("catalogue:proposal", made[0].pk)


@require_safe
def proposal(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal: what, why, who approved it, and what the reader can do."""
    actor = standing(request)
    found = queries.proposal_for_actor(actor, proposal_id)
    facts = queries.facts_of(found)
    approving = policies.approve(actor, facts)
    context = {
        "proposal": found,
        "identity": present.identity(found),
        "about": present.about(found),
        "approvals": present.approvals(found),
        "is_open": facts.is_open,
        "approving": approving,
        "may_withdraw": policies.withdraw(actor, facts),
    }
    return render(request, "catalogue/proposal.html", context)


@require_POST
@require_step_up
def approve(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Approve a proposal, once whoever approves has confirmed who they are."""
    in_force = operations.approve_purpose(actor=standing(request), now=now(), proposal_id=proposal_id)
    second = _("You approved it. The purpose is on the list from today.")
    first = _("You approved it. Somebody of another agency must approve it too.")
    messages.success(request, second if in_force else first)
    return redirect("catalogue:proposal", proposal_id)


@require_POST
def withdraw(request: HttpRequest, proposal_id: UUID) -> HttpResponse:
    """Withdraw one's own proposal."""
    operations.withdraw_proposal(actor=standing(request), now=now(), proposal_id=proposal_id)
    messages.success(request, _("The proposal is withdrawn."))
    return redirect("catalogue:proposal", proposal_id)
