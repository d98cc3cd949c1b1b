"""Putting the actions of a draft in order: taken out, moved, merged, split."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import PlanState, StrandKind
from fourfold.accountability.plan.forms.versions import DropForm, MergeForm, MoveForm, SplitForm
from fourfold.accountability.plan.models import Action
from fourfold.accountability.plan.operations import versions as operations
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.presenters.action import other_action, reference
from fourfold.accountability.plan.queries.action import action_for_actor, others_of_plan
from fourfold.accountability.plan.queries.versions import continues_any
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing


def _to_order(actor: Standing, action_id: UUID) -> Action:
    """The action of a draft, for a page on which the draft is put in order."""
    action = action_for_actor(actor, action_id)
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan.action", subject_id=action_id)
    if action.plan.state != PlanState.DRAFT:
        raise BadInput.one("This plan is published: its actions keep their numbers. Begin its next version first.")
    return action


def _page(action: Action, title: str, submit: str, said: str, **around: str) -> FormPage:
    return FormPage(
        title=title,
        then=reverse("plan:prepare", args=[action.plan_id]),
        caption=f"{reference(action)}: {action.title}",
        submit=submit,
        said=said,
        **around,  # type: ignore[arg-type]
    )


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Take an action out of a draft, saying why where it continues one of the version before."""
    actor = standing(request)
    action = _to_order(actor, action_id)
    form = DropForm(request.POST if request.method == "POST" else None)
    if not continues_any(action):
        del form.fields["reason"]
    page = _page(action, "Take this action out?", "Take it out", "The action was taken out.", intro=action.text)

    def take_out() -> None:
        reason = form.cleaned_data.get("reason", "")
        operations.take_out(actor=actor, now=now(), action_id=action_id, reason=reason)

    return form_page(request, page, form, take_out)


@require_http_methods(["GET", "POST"])
def move(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Give an action another strand or number."""
    actor = standing(request)
    action = _to_order(actor, action_id)
    initial = {"strand": action.strand.kind, "number": action.number}
    form = MoveForm(request.POST or None, initial=initial)

    def place() -> None:
        said = form.cleaned_data
        operations.move_action(
            actor=actor, now=now(), action_id=action_id, kind=StrandKind(said["strand"]), number=said["number"]
        )

    return form_page(request, _page(action, "Move this action", "Move it", "The action was moved."), form, place)


@require_http_methods(["GET", "POST"])
def merge(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Take another action into this one."""
    actor = standing(request)
    action = _to_order(actor, action_id)
    others = [(str(other.pk), other_action(other)) for other in others_of_plan(actor, action)]
    form = MergeForm(request.POST or None, others=others)
    page = _page(
        action,
        "Make one action of two",
        "Merge them",
        "The two are one action now. Edit its words to say both.",
        intro="This one keeps its title and number. The other’s words follow its own, and its agencies, dates, steps "
        "and risks come along.",
    )

    def join() -> None:
        other_id = UUID(form.cleaned_data["other"])
        operations.merge_actions(actor=actor, now=now(), action_id=action_id, other_id=other_id)

    return form_page(request, page, form, join)


@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Make two actions of one."""
    actor = standing(request)
    action = _to_order(actor, action_id)
    initial = {"first_title": action.title, "first_text": action.text, "second_text": action.text}
    form = SplitForm(request.POST or None, initial=initial)
    page = _page(
        action,
        "Make two actions of one",
        "Split it",
        "There are two actions now, one behind the other.",
        intro="Both begin with the same words, agencies and dates. Leave in each what belongs to it.",
    )

    def part() -> None:
        first, second = form.halves()
        operations.split_action(actor=actor, now=now(), action_id=action_id, first=first, second=second)

    return form_page(request, page, form, part)
