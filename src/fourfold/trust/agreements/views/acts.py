"""Moving a version on: comments, signing, joining, suspending, withdrawing, the next version."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.agreements import operations, policies
from fourfold.trust.agreements.domain.life import About
from fourfold.trust.agreements.forms.acts import AnswerForm, CommentForm, ConfirmForm, WhyForm
from fourfold.trust.agreements.models import Comment, Version
from fourfold.trust.agreements.policies import Permission
from fourfold.trust.agreements.presenters import versions as present
from fourfold.trust.agreements.queries.checking import defects_of
from fourfold.trust.agreements.queries.terms import terms_of_version
from fourfold.trust.agreements.views.shared import Look, frame, look_at, to_move, version_page


@require_safe
def comments(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """What was said about a version, and the answers."""
    look = look_at(request, version_id)
    found = Comment.objects.filter(version=look.version).select_related("author", "agency", "answered_by")
    paging = Paging.read(request.GET, found.count())
    context = frame(look, "agreements:comments") | {"comments": found[paging.window], "paging": paging}
    return render(request, "agreements/comments.html", context)


@require_http_methods(["GET", "POST"])
def comment(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Say something about a part of it."""
    look = look_at(request, version_id)
    decision = policies.comment(look.actor, look.facts)
    require(decision, Permission.COMMENT, subject_kind="agreement.version", subject_id=version_id)
    form = CommentForm(request.POST or None, parts=_parts(look), initial={"part": request.GET.get("part", "whole:")})
    page = version_page(
        look.version,
        "Comment",
        to="agreements:comments",
        submit="Send the comment",
        said="Your comment was sent.",
        template="web/layouts/checked_form.html",
    )

    def act() -> None:
        said = form.cleaned_data
        about, _colon, number = said["part"].partition(":")
        operations.comment(
            actor=look.actor,
            now=now(),
            version_id=version_id,
            text=said["text"],
            about=About(about),
            number=number,
            checked=said["checked"],
        )

    return form_page(request, page, form, act)


def _parts(look: Look) -> list[tuple[str, str]]:
    clauses = look.version.clauses.values_list("number", "heading")
    lines = look.version.lines.values_list("number", flat=True)
    return [
        ("whole:", "The whole agreement"),
        *((f"clause:{number}", f"Clause {number}: {heading}") for number, heading in clauses),
        *((f"line:{number}", f"Line {number} of the schedule") for number in lines),
    ]


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, version_id: UUID, comment_id: UUID) -> HttpResponse:
    """Answer a comment."""
    look = to_move(request, version_id)
    asked = Comment.objects.filter(version=look.version, pk=comment_id).first()
    if asked is None:
        raise NotFound("agreement.comment", comment_id)
    form = AnswerForm(request.POST or None)
    page = version_page(
        look.version,
        "Answer this comment",
        to="agreements:comments",
        submit="Send the answer",
        said="The comment is answered.",
        intro=asked.text,
        template="web/layouts/checked_form.html",
    )

    def act() -> None:
        said = form.cleaned_data
        operations.answer(
            actor=look.actor,
            now=now(),
            version_id=version_id,
            comment_id=comment_id,
            text=said["answer"],
            checked=said["checked"],
        )

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def consult(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Ask the parties for comments."""
    return _confirmed(
        request,
        to_move(request, version_id),
        ("Ask for comments", "Ask for comments", "It is out for comments."),
        "The people of its parties can comment on each clause and each line until you end the comments. "
        "What is still missing is shown to them.",
        operations.consult,
    )


@require_http_methods(["GET", "POST"])
def redraft(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """End the comments."""
    return _confirmed(
        request,
        to_move(request, version_id),
        ("End the comments", "End the comments", "The comments are closed."),
        "Nobody can comment any longer. You go on with the draft; the comments stay.",
        operations.redraft,
    )


def _confirmed(
    request: HttpRequest, look: Look, said: tuple[str, str, str], intro: str, operation: object
) -> HttpResponse:
    title, submit, done = said
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = version_page(look.version, title, submit=submit, said=done, intro=intro)

    def act() -> None:
        if callable(operation):
            operation(actor=look.actor, now=now(), version_id=look.version.pk)

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def next_version(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Begin the next version."""
    look = to_move(request, version_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = version_page(
        look.version,
        "Begin the next version",
        submit="Begin it",
        said="The draft says what the version in force says. Change it, then send it out.",
        intro="A draft begins that says the same. This version stays in force until every party has signed the next.",
    )
    begun: list[Version] = []

    def act() -> None:
        begun.append(operations.next_version(actor=look.actor, now=now(), version_id=version_id))

    response = form_page(request, page, form, act)
    return redirect("agreements:version", begun[0].pk) if begun else response


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Send it out to be signed, or show what is missing."""
    look = to_move(request, version_id)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    defects = defects_of(look.actor, terms_of_version(look.version), on=today())
    if defects and request.method != "POST":
        messages.warning(request, "It cannot be signed yet. Mend what is listed here first.")
        return redirect("agreements:check", version_id)
    page = version_page(
        look.version,
        "Send out to be signed",
        submit="Freeze it and send it out",
        said="It is out to be signed.",
        intro="From now on its words are frozen. The accountable officer of each party is asked to sign. With the "
        "last signature it is in force.",
    )

    def act() -> None:
        operations.send_to_sign(actor=look.actor, now=now(), version_id=version_id)

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def call_back(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """Take it back from signing."""
    look = to_move(request, version_id)
    form = WhyForm(request.POST or None)
    page = version_page(
        look.version,
        "Call back",
        submit="Call it back",
        said="It is a draft again. The signatures are void.",
        intro="It becomes a draft again, so that it can be changed. Signatures given so far are void, and those who "
        "signed see that and why.",
        template="web/layouts/checked_form.html",
    )

    def act() -> None:
        operations.call_back(actor=look.actor, now=now(), version_id=version_id, why=form.cleaned_data["why"])

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, version_id: UUID) -> HttpResponse:
    """End the version for everybody."""
    look = to_move(request, version_id)
    form = WhyForm(request.POST or None)
    binding = present.stands(look.version, today()).value in ("in-force", "review-due", "suspended", "not-begun")
    intro = "Everything that it opens closes at once, for every party. This cannot be undone."
    page = version_page(
        look.version,
        "Withdraw this agreement" if binding else "Set this draft aside",
        submit="Withdraw it" if binding else "Set it aside",
        said="It is withdrawn." if binding else "The draft is set aside.",
        intro=intro if binding else "Nobody can sign it any longer. Its history keeps what it said.",
        template="web/layouts/checked_form.html",
    )

    def act() -> None:
        said = form.cleaned_data
        operations.withdraw(
            actor=look.actor, now=now(), version_id=version_id, why=said["why"], checked=said["checked"]
        )

    return form_page(request, page, form, act)
