"""Taking a plan's document in, and reviewing how it was read."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fourfold.accountability.plan import policies
from fourfold.accountability.plan.forms.imports import AnswersForm, UploadForm
from fourfold.accountability.plan.models import Plan
from fourfold.accountability.plan.operations import imports as operations
from fourfold.accountability.plan.operations.carrying import import_any
from fourfold.accountability.plan.policies import Permission
from fourfold.accountability.plan.presenters import layouts as layout_presenter
from fourfold.accountability.plan.presenters import review as presenter
from fourfold.accountability.plan.queries.plans import Review, review_for_actor, strands_on_a_page
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import BadInput, Problem
from fourfold.ground.web.form_pages import NOT_TAKEN, FormPage, carried_out, show
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import known_register


@require_http_methods(["GET", "POST"])
def take_in(request: HttpRequest) -> HttpResponse:
    """Upload the document of a plan. It becomes a draft, or nothing is kept and the page says why."""
    actor = standing(request)
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan")
    form = UploadForm(request.POST or None, request.FILES or None)
    page = FormPage(
        title="Import a plan",
        then=reverse("plan:plans"),
        submit="Read the document",
        intro="It becomes a draft. Next you see what we understood beside the document's own words, and answer what "
        "we could not settle. Nobody but plan coordinators sees it until you publish it.",
        template="plan/upload.html",
    )
    taken: list[Plan] = []

    def take() -> None:
        file = form.cleaned_data["file"]
        try:
            taken.append(import_any(actor=actor, now=now(), filename=file.name, content=file.read()))
        except BadInput as refused:
            raise BadInput([Problem(_placed(problem), "file") for problem in refused.problems]) from refused

    if carried_out(request, form, take):
        return redirect("plan:review", taken[0].pk)
    return show(request, page, form)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, plan_id: UUID) -> HttpResponse:
    """What was understood beside the original, and the questions to answer."""
    actor = standing(request)
    found = review_for_actor(actor, plan_id)
    require(policies.coordinate(actor), Permission.COORDINATE, subject_kind="plan", subject_id=plan_id)
    form = AnswersForm(request.POST or None, questions=presenter.to_answer(found))
    if carried_out(request, form, lambda: _answer(request, found, form)):
        left = review_for_actor(actor, plan_id).open_count
        messages.success(request, f"Saved. {presenter.left(left)}")
        return redirect("plan:review", plan_id)
    context = {
        "plan": found.plan,
        "form": form,
        "source": found.source,
        "columns_read": layout_presenter.summary(layout_presenter.layouts_of(found)),
        "progress": presenter.progress(found),
        "questions": presenter.questions(found, form),
        "strands": presenter.strands(strands_on_a_page(found.plan), found, known_register(), today()),
        "unassigned": presenter.unassigned(found),
        "is_draft": found.plan.state == "draft",
        "may_publish": found.plan.state == "draft" and not found.open_count,
    }
    return render(request, "plan/review.html", context, status=NOT_TAKEN if form.errors else 200)


def _placed(problem: Problem) -> str:
    """What is wrong, with its line and cell: `Line 6, cell 3: ...`."""
    place = "" if problem.where == "file" else problem.where
    return f"{place[:1].upper()}{place[1:]}: {problem.message}" if place else problem.message


def _answer(request: HttpRequest, found: Review, form: AnswersForm) -> None:
    """Keep the answers that are new."""
    before = {item.pk: item.answer for item in found.questions}
    for question_id, answer in form.answers().items():
        if before[question_id] != answer:
            operations.answer_question(
                actor=standing(request), now=now(), plan_id=found.plan.pk, question_id=question_id, answer=answer
            )
