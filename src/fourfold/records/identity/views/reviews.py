"""The queue of questions, one question, what was decided, and taking that back."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import NOT_TAKEN, FormPage, carried_out, form_page
from fourfold.ground.web.tables import Paging
from fourfold.records.feeds.queries.sight import Sight, sight_of
from fourfold.records.identity.domain.opinions import LETTERS, Settled
from fourfold.records.identity.domain.states import TaskState
from fourfold.records.identity.forms.reviews import QueueForm, ReviewForm, TakeBackForm
from fourfold.records.identity.operations.reviewing import Answer, answer, take_back
from fourfold.records.identity.policies import read_runs
from fourfold.records.identity.presenters.comparing import rows_of, sources_of
from fourfold.records.identity.presenters.reviews import (
    address_of,
    lines_of,
    outcome_of,
    said_of,
    stories_of,
    waiting_words,
)
from fourfold.records.identity.queries import tasks
from fourfold.trust.access.looking import looks_at_people
from fourfold.trust.partnership.queries import names_of_accounts

PAGE = 25


@require_safe
@looks_at_people
def review(request: HttpRequest) -> HttpResponse:
    """The questions that wait for the looker."""
    sight = sight_of(request, now())
    filters = QueueForm(request.GET)
    found = tasks.queue(sight, filters.wanted())
    waiting = tasks.waiting(found)
    paging = Paging.read(request.GET, min(waiting, tasks.MOST_COUNTED), size=PAGE)
    context = {
        "trained": sight.is_trained,
        "filters": filters,
        "waiting": waiting_words(waiting),
        "lines": lines_of(tasks.listed(sight, list(found[paging.window])), filters.query),
        "next": _next_address(filters.query),
        "paging": paging,
        "sees_runs": bool(read_runs(sight.looker.standing)),
    }
    return render(request, "identity/review.html", context)


@require_safe
@looks_at_people
def review_next(request: HttpRequest) -> HttpResponse:
    """On to the question that comes next, after another one if `?after=` names it; to the queue if none waits."""
    sight = sight_of(request, now())
    filters = QueueForm(request.GET)
    then = tasks.next_question(sight, filters.wanted(), after=_uuid(request.GET.get("after")))
    return redirect(_address(then, filters))


@require_safe
@looks_at_people
def review_decided(request: HttpRequest) -> HttpResponse:
    """What was decided, newest first."""
    sight = sight_of(request, now())
    found = tasks.decided(sight)
    paging = Paging.read(request.GET, min(tasks.waiting(found), tasks.MOST_COUNTED), size=PAGE)
    lines = lines_of(tasks.listed(sight, list(found[paging.window])), {})
    sees_runs = bool(read_runs(sight.looker.standing))
    return render(request, "identity/review_decided.html", {"lines": lines, "paging": paging, "sees_runs": sees_runs})


@require_http_methods(["GET", "HEAD", "POST"])
@looks_at_people
def question(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """One question: the records side by side, what the model found, and the answer. Then at once the next."""
    sight = sight_of(request, now())
    filters = QueueForm(request.GET)
    size = len(tasks.task_for(sight, task_id).subjects) if request.method == "POST" else 2
    form = ReviewForm(request.POST or None, size=size)

    settled: list[Settled] = []

    def act() -> None:
        said = Answer(form.groups, form.said_why)
        settled.append(answer(sight=sight, now=now(), task_id=task_id, said=said))

    if carried_out(request, form, act):
        then = tasks.next_question(sight, filters.wanted())
        messages.success(request, _kept(settled[0].state, is_last=then is None))
        return redirect(_address(then, filters))
    found = tasks.question(sight, task_id)
    if request.method != "POST":
        form = ReviewForm(None, size=len(found.task.subjects))
    context = _question_context(sight, found) | {
        "form": form,
        "skip": _next_address({**filters.query, "after": str(task_id)}),
        "queue": _with_query(reverse("identity:review"), filters.query),
    }
    return render(request, "identity/review_question.html", context, status=NOT_TAKEN if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@looks_at_people
def review_take_back(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Take back what a question decided."""
    sight = sight_of(request, now())
    found = tasks.task_for(sight, task_id)
    page = FormPage(
        _("Take the decision back"),
        then=address_of(found.pk, {}),
        submit=_("Take it back"),
        intro=_(
            "Who is one person is then found anew from the records alone. The decision stays on file, with its "
            "reason and yours."
        ),
        said=_("The decision is taken back."),
    )
    form = TakeBackForm(request.POST or None)
    return form_page(
        request,
        page,
        form,
        lambda: take_back(sight=sight, now=now(), task_id=task_id, reason=form.cleaned_data["reason"]),
    )


def _question_context(sight: Sight, found: tasks.Question) -> dict[str, Any]:
    me = sight.looker.standing.user_id
    mine = found.opinion_of(me)
    is_open = found.task.state in tasks.OPEN
    others = {one.reviewer for one in found.opinions if one.reviewer != me} if not is_open else set()
    names = names_of_accounts(sight.looker.standing, others) if others else {}
    return {
        "question": found,
        "letters": LETTERS[: len(found.sides)],
        "sources": sources_of(found.sides),
        "rows": rows_of(found.sides),
        "stories": stories_of(found),
        "opinions": said_of(found.opinions, names, me),
        "is_open": is_open,
        "may_answer": is_open and mine is None,
        "is_second": is_open and mine is None and found.given == 1,
        "settles": is_open and mine is None and found.given >= 2,
        "outcome": outcome_of(found),
        "stands": found.stands,
    }


def _kept(state: TaskState, *, is_last: bool) -> str:
    what = _("Decided.") if state is TaskState.DECIDED else _("Kept. Another reviewer is asked, too.")
    return f"{what} {_('Nothing else waits for you.') if is_last else _('Here is the next question.')}"


def _address(task_id: UUID | None, filters: QueueForm) -> str:
    """The page of a question, or of the queue if there is none."""
    if task_id is None:
        return _with_query(reverse("identity:review"), filters.query)
    return address_of(task_id, filters.query)


def _next_address(query: Mapping[str, str]) -> str:
    return _with_query(reverse("identity:review-next"), query)


def _with_query(address: str, query: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(query)}" if query else address


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
