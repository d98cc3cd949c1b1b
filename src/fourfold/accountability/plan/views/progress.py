"""Saying how an action goes: progress updates and comments."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.domain.states import Status, TimescaleKind
from fourfold.accountability.plan.forms.updates import CommentForm, UpdateForm
from fourfold.accountability.plan.models import Action
from fourfold.accountability.plan.operations import updates as operations
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.presenters import people
from fourfold.accountability.plan.queries.action import action_for_actor
from fourfold.accountability.plan.views.edit import action_to_change, page_of
from fourfold.ground.kernel.clock import now, show_date, today
from fourfold.ground.web.form_pages import form_page
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import people_to_choose


@require_http_methods(["GET", "POST"])
def update(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Post a progress update."""
    actor = standing(request)
    action = action_to_change(actor, action_id)
    form = UpdateForm(
        request.POST or None,
        readers=people.accounts(people_to_choose(actor), but=[actor.user_id]),
        today=today(),
        initial={"status": action.status, "status_seen": action.status},
    )
    page = page_of(
        action,
        "Post an update",
        request,
        then=reverse("plan:action-timeline", args=[action.pk]),
        submit="Post the update",
        said="Your update was posted.",
        template="plan/update.html",
    )
    page.more.update(status=Status(action.status), review_due=_review_due(action))

    def post() -> None:
        operations.post_update(actor=actor, now=now(), action_id=action.pk, progress=form.progress())

    return form_page(request, page, form, post)


def _review_due(action: Action) -> str:
    """The open review's date in words; empty if none is open."""
    open_reviews = [
        item.date for item in action.timescales.all() if item.kind == TimescaleKind.REVIEW and not item.done_on
    ]
    return show_date(min((day for day in open_reviews if day), default=None))


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Say something about an action."""
    actor = standing(request)
    action = action_for_actor(actor, action_id)
    require(policies.comment(actor), Permission.COMMENT, subject_kind="plan.action", subject_id=action_id)
    form = CommentForm(request.POST or None)
    page = page_of(
        action,
        "Add a comment",
        request,
        then=reverse("plan:action-timeline", args=[action.pk]),
        submit="Add the comment",
        said="Your comment was added.",
        intro="Everyone who reads this plan can read it.",
        template="plan/comment.html",
    )

    def say() -> None:
        said = form.cleaned_data
        operations.comment(actor=actor, now=now(), action_id=action.pk, text=said["text"], checked=said["checked"])

    return form_page(request, page, form, say)
