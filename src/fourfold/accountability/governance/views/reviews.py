"""The yearly governance review: every board and every agency's roles, what was found and what changed."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.accountability.governance import policies
from fourfold.accountability.governance.domain.questions import QUESTIONS
from fourfold.accountability.governance.domain.states import ReviewKind
from fourfold.accountability.governance.forms.reviews import FindingForm, InOrderForm, OpenReviewForm
from fourfold.accountability.governance.models import ReviewItem
from fourfold.accountability.governance.operations import reviews as operations
from fourfold.accountability.governance.presenters import reviews as presenters
from fourfold.accountability.governance.queries import reviews as queries
from fourfold.accountability.governance.queries.facts import facts_now, named
from fourfold.accountability.plan.queries.plans import strands_to_choose
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import agencies_to_choose, people_to_choose


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Every yearly review, newest first."""
    actor = standing(request)
    require(policies.read(actor), policies.Permission.READ, subject_kind="governance.review")
    found = list(queries.reviews_for_actor(actor))
    may_open = policies.review(actor) and all(review.closed_at for review in found)
    return render(request, "governance/reviews.html", {"reviews": found, "may_open": bool(may_open)})


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin this year's review."""
    actor = standing(request)
    require(policies.review(actor), policies.Permission.REVIEW, subject_kind="governance.review")
    form = OpenReviewForm(request.POST or None, today=today())
    page = FormPage(
        "Begin a governance review",
        then=reverse("governance:reviews"),
        submit="Begin the review",
        intro="Every board of today and the roles of every agency get a line. You can close the review once "
        "each line has been looked at.",
        said="The review has begun.",
    )

    def act() -> None:
        operations.open_review(actor=actor, now=now(), year=form.cleaned_data["year"])

    return form_page(request, page, form, act)


@require_safe
def review(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """One review: its lines, and what is left to look at."""
    actor = standing(request)
    found = queries.review_for_actor(actor, review_id)
    context = {
        "review": found,
        "groups": presenters.grouped(queries.items_of(found)),
        "may_review": bool(policies.review(actor)) and found.closed_at is None,
    }
    return render(request, "governance/review.html", context)


@require_POST
def in_order(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Several lines at once were looked at and are in order."""
    actor = standing(request)
    found = queries.review_for_actor(actor, review_id)
    wanted = set(request.POST.getlist("item"))
    lines = [item.pk for item in queries.items_of(found) if str(item.pk) in wanted]
    operations.find_in_order(actor=actor, now=now(), item_ids=lines)
    if lines:
        messages.success(request, f"{len(lines)} {'line is' if len(lines) == 1 else 'lines are'} in order.")
    else:
        messages.error(request, "Tick the lines that you looked at first.")
    return redirect("governance:review", review_id)


@require_http_methods(["GET", "POST"])
def item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One line: the questions, what is so today, what was found. Sending it says that it is in order."""
    actor = standing(request)
    found = queries.item_for_actor(actor, item_id)
    may_review = bool(policies.review(actor)) and found.review.closed_at is None
    unseen = facts_now(actor, found, now=now()) if may_review and found.checked_at is None else {}
    form = InOrderForm(request.POST or None, initial={"note": found.note})
    page = FormPage(
        found.title,
        then=reverse("governance:review", args=[found.review_id]),
        submit="It is in order",
        said=f"{found.title} is in order.",
        template="governance/review_item.html",
    )
    page.more.update(
        line=presenters.line_of(found),
        facts=presenters.facts_in_words(named(actor, found.facts or unseen)[0]),
        questions=QUESTIONS[ReviewKind(found.kind)],
        year=found.review.year,
        may_review=may_review,
    )

    def act() -> None:
        note = form.cleaned_data["note"]
        operations.find_in_order(actor=actor, now=now(), item_ids=[found.pk], note=note)

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def finding(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """Write down what was found, and the action that puts it right."""
    actor = standing(request)
    found = queries.item_for_actor(actor, item_id)
    require(policies.review(actor), policies.Permission.REVIEW, subject_kind="governance.review", subject_id=item_id)
    people = [(str(person.person_id), person.label) for person in people_to_choose(actor)]
    form = FindingForm(
        request.POST or None,
        strands=[(str(key), name) for key, name in strands_to_choose(actor)],
        agencies=dict(agencies_to_choose(actor)),
        people=people,
        initial={"lead": str(found.agency_id or "")},
    )
    page = _finding_page(found)

    def act() -> None:
        operations.find_something(actor=actor, now=now(), item_id=found.pk, words=form.words())

    return form_page(request, page, form, act)


def _finding_page(found: ReviewItem) -> FormPage:
    return FormPage(
        "Something to put right",
        then=reverse("governance:review-item", args=[found.pk]),
        caption=found.title,
        submit="Keep it and make it an action",
        intro="What you write down becomes an action of the plan at once, so that it is led, dated and chased.",
        said="It is an action of the plan now.",
        template="governance/finding.html",
    )


@require_safe
def changes(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """What changed since the review before."""
    actor = standing(request)
    found = queries.review_for_actor(actor, review_id)
    pairs = queries.pairs_with_last_year(actor, found)
    gone = queries.gone_since_last_year(actor, found)
    context = {"review": found, "changes": presenters.changes(pairs, gone, names=partial(named, actor))}
    return render(request, "governance/review_changes.html", context)


@require_POST
def close(request: HttpRequest, review_id: UUID) -> HttpResponse:
    """Close a review that is done."""
    operations.close_review(actor=standing(request), now=now(), review_id=review_id)
    messages.success(request, "The review is closed.")
    return redirect("governance:review", review_id)
