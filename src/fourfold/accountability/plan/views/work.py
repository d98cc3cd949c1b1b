"""The work plan and the documents of an action: steps, risks, what it waits for, evidence."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.accountability.plan.forms.work import DependencyForm, FileForm, LinkForm, MilestoneForm, RiskForm
from fourfold.accountability.plan.models import Action
from fourfold.accountability.plan.operations import work as operations
from fourfold.accountability.plan.presenters.action import other_action
from fourfold.accountability.plan.queries import action as queries
from fourfold.accountability.plan.views.edit import action_to_change, page_of
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.downloads import as_download
from fourfold.ground.web.form_pages import form_page
from fourfold.ground.web.forms import GovForm
from fourfold.trust.access.middleware import standing

Make = Callable[[HttpRequest, Action], GovForm]
Act = Callable[[dict[str, Any], dict[str, Any]], object]


def _adding(make: Make, act: Act, *, to: str = "plan:action-plan", **around: str) -> Callable[..., HttpResponse]:
    """A page that adds something to an action: its form, and what carries it out."""

    @require_http_methods(["GET", "POST"])
    def view(request: HttpRequest, action_id: UUID) -> HttpResponse:
        actor = standing(request)
        action = action_to_change(actor, action_id)
        form = make(request, action)
        page = page_of(action, around["title"], request, then=reverse(to, args=[action.pk]), **_without_title(around))
        who = {"actor": actor, "now": now(), "action_id": action.pk}
        return form_page(request, page, form, lambda: act(who, form.cleaned_data))

    return view


def _without_title(around: dict[str, str]) -> dict[str, str]:
    return {name: text for name, text in around.items() if name != "title"}


def _dependency_form(request: HttpRequest, action: Action) -> GovForm:
    others = queries.others_of_plan(standing(request), action)
    return DependencyForm(request.POST or None, actions=[(str(other.pk), other_action(other)) for other in others])


def _risk(said: dict[str, Any]) -> dict[str, Any]:
    return {name: said[name] for name in ("text", "likelihood", "impact", "mitigation")}


add_milestone = _adding(
    lambda request, _: MilestoneForm(request.POST or None),
    lambda who, said: operations.add_milestone(**who, **said),
    title="Add a milestone",
    submit="Add the milestone",
    said="The milestone was added.",
)
add_risk = _adding(
    lambda request, _: RiskForm(request.POST or None),
    lambda who, said: operations.add_risk(**who, risk=_risk(said), checked=said["checked"]),
    title="Add a risk",
    submit="Add the risk",
    said="The risk was added.",
    intro="A risk is about the work, never about a person.",
    template="web/layouts/checked_form.html",
)
add_dependency = _adding(
    _dependency_form,
    lambda who, said: operations.add_dependency(**who, needed_id=UUID(said["needed"]), note=said["note"]),
    title="Add what this action waits for",
    submit="Add it",
    said="It was added.",
)
add_link = _adding(
    lambda request, _: LinkForm(request.POST or None),
    lambda who, said: operations.add_link(**who, **said),
    to="plan:action-documents",
    title="Add a link",
    submit="Add the link",
    said="The link was added.",
)
add_file = _adding(
    lambda request, _: FileForm(request.POST or None, request.FILES or None),
    lambda who, said: operations.add_file(
        **who, title=said["title"], filename=said["file"].name, content=said["file"].read()
    ),
    to="plan:action-documents",
    title="Add a file",
    submit="Add the file",
    said="The file was added.",
    intro="Everyone who reads this plan can open it. It must hold no personal data of people who use our services.",
    template="plan/upload.html",
)


def _doing(act: Act, name: str, *, to: str = "plan:action-plan", said: str) -> Callable[..., HttpResponse]:
    """A button of an action's page: one POST, then the page again."""

    @require_POST
    def view(request: HttpRequest, action_id: UUID, item_id: UUID) -> HttpResponse:
        who = {"actor": standing(request), "now": now(), "action_id": action_id, name: item_id}
        try:
            act(who, {"undo": "undo" in request.POST})
        except BadInput as refused:
            messages.error(request, str(refused.problems[0].message))
        else:
            messages.success(request, said)
        return redirect(to, action_id)

    return view


complete_milestone = _doing(
    lambda who, said: operations.complete_milestone(**who, done_on=None if said["undo"] else today()),
    "milestone_id",
    said="The milestone was saved.",
)
close_risk = _doing(
    lambda who, said: operations.close_risk(**who, closed_on=None if said["undo"] else today()),
    "risk_id",
    said="The risk was saved.",
)
remove_dependency = _doing(
    lambda who, _: operations.remove_dependency(**who), "dependency_id", said="The action no longer waits for it."
)
remove_evidence = _doing(
    lambda who, _: operations.remove_evidence(**who),
    "evidence_id",
    to="plan:action-documents",
    said="It was removed.",
)


@require_safe
def download(request: HttpRequest, action_id: UUID, item_id: UUID) -> HttpResponse:
    """A file of evidence, always as a download: a browser never opens it as a page of ours."""
    found = queries.evidence_file(standing(request), action_id, item_id)
    return as_download(found.name, found.media_type, found.content)
