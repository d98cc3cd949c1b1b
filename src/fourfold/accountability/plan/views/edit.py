"""Changing what an action says; and two versions side by side when two people edit at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.accountability.plan.forms.actions import ActionForm, ConflictForm
from fourfold.accountability.plan.models import Action
from fourfold.accountability.plan.operations import actions as operations
from fourfold.accountability.plan.operations.actions import ActionWords, EditConflict
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.presenters import changes, people
from fourfold.accountability.plan.presenters.action import reference
from fourfold.accountability.plan.queries.action import action_for_actor, may_move
from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.form_pages import CONFLICT, FormPage, carried_out, form_page
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import people_to_choose


def action_to_change(actor: Standing, action_id: UUID) -> Action:
    """The action, for a page on which it is changed. Raises `NotFound` or `NotAllowed`."""
    action = action_for_actor(actor, action_id)
    require(may_move(actor, action), Permission.MOVE, subject_kind="plan.action", subject_id=action_id)
    return action


def page_of(action: Action, title: str, request: HttpRequest, **around: str) -> FormPage:
    """A form's page that belongs to an action; from the review or the draft, one goes back to it."""
    then = reverse("plan:action", args=[action.pk])
    if request.GET.get("from") == "review":
        then = f"{reverse('plan:review', args=[action.plan_id])}#action-{action.pk}"
    if request.GET.get("from") == "prepare":
        then = reverse("plan:prepare", args=[action.plan_id])
    around = {"then": then, "caption": f"{reference(action)}: {action.title}"} | around
    return FormPage(title=title, more={}, **around)


@require_http_methods(["GET", "POST"])
def words(request: HttpRequest, action_id: UUID) -> HttpResponse:
    """Edit the words, officers and dates of an action."""
    actor = standing(request)
    action = action_to_change(actor, action_id)
    said = ActionWords.of(action)
    choices = _officers(actor, action)
    if "resolving" in request.POST:
        return _resolve(request, action, choices)
    form = ActionForm(request.POST or None, people=choices, initial=ActionForm.initial_of(said, action.version))
    page = page_of(
        action,
        "Edit this action",
        request,
        submit="Save changes",
        said="Your changes were saved.",
        template="plan/action_edit.html",
    )

    def save() -> None:
        _save(actor, action, form.cleaned_data["version"] or 0, form.words())

    try:
        return form_page(request, page, form, save)
    except EditConflict as conflict:
        return _conflict_page(request, conflict, choices)


def _officers(actor: Standing, action: Action) -> list[tuple[str, str]]:
    kept = [(str(person.pk), person.name) for person in (action.accountable_officer, action.deputy) if person]
    found = people.choices(people_to_choose(actor))
    return found + [choice for choice in kept if choice[0] not in dict(found)]


def _save(actor: Standing, action: Action, version: int, said: ActionWords) -> None:
    operations.edit_action(actor=actor, now=now(), action_id=action.pk, version=version, words=said)


def _conflict_page(
    request: HttpRequest, conflict: EditConflict, choices: list[tuple[str, str]], form: ConflictForm | None = None
) -> HttpResponse:
    """Both versions side by side. Nothing that was typed is lost."""
    names = {UUID(person): name for person, name in choices}
    rows = changes.side_by_side(conflict, names)
    mine = ActionForm.initial_of(conflict.mine, conflict.action.version)
    if form is None:
        taken = {f"take_{row.name}": row.only for row in rows if row.only}
        form = ConflictForm(people=choices, differing=[row.name for row in rows], initial=mine | taken)
    context = {
        "action": conflict.action,
        "form": form,
        "rows": rows,
        "equal": changes.equal_rows(conflict, names),
        "mine": ActionForm(people=choices, prefix="mine", initial=mine).hidden(),
        "base": request.POST.get("base") or request.POST.get("version"),
        "cancel": reverse("plan:action", args=[conflict.action.pk]),
    }
    return render(request, "plan/conflict.html", context, status=CONFLICT)


def _resolve(request: HttpRequest, action: Action, choices: list[tuple[str, str]]) -> HttpResponse:
    """Save the one version that was made of two; if a third came in between, show that one beside it."""
    mine_form = ActionForm(request.POST, people=choices, prefix="mine")
    theirs = ActionWords.of(action)
    if not mine_form.is_valid():
        raise BadInput.one("What you typed came back incomplete. Open the action and edit it again.")
    mine = mine_form.words()
    form = ConflictForm(request.POST, people=choices, differing=changes.differing(theirs, mine))

    def save() -> None:
        version = form.cleaned_data["version"] or 0
        _save(standing(request), action, version, form.resolved(theirs, mine))

    try:
        if carried_out(request, form, save):
            messages.success(request, "Your changes were saved, together with theirs.")
            return redirect("plan:action", action.pk)
        base = operations.words_at(action, _number(request.POST.get("base")), theirs)
        return _conflict_page(request, EditConflict(action, base, theirs, mine), choices, form)
    except EditConflict as conflict:
        return _conflict_page(request, conflict, choices)


def _number(text: str | None) -> int:
    """The version that a page carried along; what is no number counts as the first."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1
