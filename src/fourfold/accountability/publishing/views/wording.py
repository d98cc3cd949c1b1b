"""The public page from within: its words, proposing, approving and taking down."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.accountability.indicators.queries.factors import factors_with_indicators
from fourfold.accountability.plan.domain.states import Audience, PlanState
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.accountability.publishing import policies
from fourfold.accountability.publishing.domain.readability import AIM, read
from fourfold.accountability.publishing.domain.states import ReleaseState
from fourfold.accountability.publishing.forms.public import ByDecisionForm, ProposeForm, WithdrawForm, WordsForm
from fourfold.accountability.publishing.operations import public as operations
from fourfold.accountability.publishing.presenters.public import public_document, reading_of
from fourfold.accountability.publishing.queries import public as queries
from fourfold.ground.documents import freeze, thaw, to_html
from fourfold.ground.kernel.clock import now, show_date, today
from fourfold.ground.web.form_pages import FormPage, form_page, show
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing


@require_safe
def overview(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Where the public page of a plan stands: its words, what waits, what is public, what was before."""
    actor = standing(request)
    found = queries.public_plan(actor, plan_id, leads=False)
    plan = found.plan
    may_propose = policies.propose(actor, audience=Audience(plan.audience), state=PlanState(plan.state))
    proposed = found.proposed
    chairs = queries.chairs_over(actor, plan.pk, action_ids=[item.action.pk for item in found.wordings])
    may_approve = proposed and policies.approve(actor, chairs=chairs, proposed_by=proposed.proposed_by_id)
    context = {
        "plan": plan,
        "found": found,
        "rows": [
            (item, read(f"{item.words.promise}\n{item.words.done}") if item.words else None)
            for item in found.wordings
        ],
        "reading": reading_of(found),
        "aim": AIM,
        "may_propose": may_propose,
        "may_approve": may_approve,
        "may_publish": proposed and policies.publish_by_decision(actor),
        "may_withdraw": policies.withdraw(actor, chairs=chairs),
        "states": {item.value: item.label for item in ReleaseState},
    }
    return render(request, "publishing/public_overview.html", context)


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Write the public words of an action, and see how they read."""
    actor = standing(request)
    action = action_for_actor(actor, action_id)
    plan = action.plan
    decision = policies.propose(actor, audience=Audience(plan.audience), state=PlanState(plan.state))
    require(decision, policies.Permission.PROPOSE, subject_kind="plan", subject_id=plan.pk)
    held = queries.words_of(actor, action.pk)
    initial = {"promise": held.promise, "done": held.done, "version": held.version} if held else {"version": 0}
    form = WordsForm(request.POST or None, initial=initial)
    page = FormPage(
        _("Words for the public"),
        then=reverse("publishing:public-overview", args=[plan.pk]),
        caption=f"{action.strand.label} {action.number}: {action.title}",
        said=_("The words are saved. Nothing is public until a version is approved."),
        template="publishing/words.html",
    )
    typed = request.POST if request.method == "POST" else initial
    reading = read(f"{typed.get('promise', '')}\n{typed.get('done', '')}")
    page.more.update(action=action, reading=reading, aim=AIM)
    if request.method == "POST" and "check" in request.POST:
        form.is_valid()
        return show(request, page, form)

    def act() -> None:
        new = operations.NewWords(**form.cleaned_data)
        operations.write_words(actor=actor, now=now(), action_id=action.pk, new=new)

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """Look at the page as the public would see it, and put it before a chair or the board."""
    actor = standing(request)
    found = queries.public_plan(actor, plan_id)
    plan = found.plan
    decision = policies.propose(actor, audience=Audience(plan.audience), state=PlanState(plan.state))
    require(decision, policies.Permission.PROPOSE, subject_kind="plan", subject_id=plan.pk)
    reading = reading_of(found)
    measured = factors_with_indicators(actor, plan.pk, public_only=True)
    document = public_document(found, measured, on=today())
    form = ProposeForm(request.POST if request.method == "POST" else None, is_easy=reading.is_easy)
    page = FormPage(
        _("Propose the public page"),
        then=reverse("publishing:public-overview", args=[plan.pk]),
        caption=plan.title,
        submit=_("Propose this version"),
        said=_("The version waits for approval: by a chair, or by a decision of the board."),
        template="publishing/propose.html",
    )
    page.more.update(document=to_html(document, level=2), reading=reading, aim=AIM)

    def act() -> None:
        because = form.cleaned_data.get("hard_because", "")
        proposal = operations.Proposal(freeze(document), reading, because)
        operations.propose(actor=actor, now=now(), plan_id=plan.pk, proposal=proposal)

    return form_page(request, page, form, act)


@require_safe
def release(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """A version as it is or was, for the partnership."""
    found = queries.release_for_actor(standing(request), release_id)
    context = {"release": found, "document": to_html(thaw(found.content)), "state": ReleaseState(found.state).label}
    return render(request, "publishing/release.html", context)


@require_POST
def approve(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Publish a proposed version, as the chair."""
    actor = standing(request)
    operations.approve(actor=actor, now=now(), release_id=release_id)
    messages.success(request, _("The version is public now."))
    plan_id = queries.release_for_actor(actor, release_id).plan_id
    return redirect("publishing:public-overview", plan_id)


@require_http_methods(["GET", "POST"])
def by_decision(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Publish a proposed version because a board decided so."""
    actor = standing(request)
    found = queries.release_for_actor(actor, release_id)
    allowed = policies.publish_by_decision(actor)
    require(allowed, policies.Permission.APPROVE, subject_kind="publishing.release", subject_id=release_id)
    offered = [
        (str(item.pk), f"{item.board.name}, {item.reference} on {show_date(item.meeting.starts_at)}: {item.text}")
        for item in queries.decisions_to_choose(actor)
    ]
    form = ByDecisionForm(request.POST or None, offered=offered)
    page = FormPage(
        _("Publish by a decision of the board"),
        then=reverse("publishing:public-overview", args=[found.plan_id]),
        caption=_("Version %(number)s") % {"number": found.number},
        submit=_("Publish it"),
        said=_("The version is public now."),
    )

    def act() -> None:
        decision_id = UUID(form.cleaned_data["decision"])
        operations.publish_by_decision(actor=actor, now=now(), release_id=release_id, decision_id=decision_id)

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, release_id: UUID) -> HttpResponse:
    """Take a version down at once."""
    actor = standing(request)
    found = queries.release_for_actor(actor, release_id)
    form = WithdrawForm(request.POST or None)
    page = FormPage(
        _("Take the version down"),
        then=reverse("publishing:public-overview", args=[found.plan_id]),
        caption=_("Version %(number)s") % {"number": found.number},
        submit=_("Take it down now"),
        said=_("The version is down. Browsers may show what they kept for up to five minutes."),
    )

    def act() -> None:
        because = form.cleaned_data["because"]
        operations.withdraw(actor=actor, now=now(), release_id=release_id, because=because)

    return form_page(request, page, form, act)
