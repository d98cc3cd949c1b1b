"""Sending a profile to review, reviewing it as a peer, approving it, and beginning the next edition."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fourfold.ground.documents import to_html
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.web.form_pages import CONFLICT, NOT_TAKEN, carried_out, form_page
from fourfold.ground.web.forms import GovForm
from fourfold.practice.profiles import policies
from fourfold.practice.profiles.domain.paper import digest_of, document_of
from fourfold.practice.profiles.domain.states import ProfileState, Verdict
from fourfold.practice.profiles.forms.profiles import VerdictForm
from fourfold.practice.profiles.operations import leading, reviewing
from fourfold.practice.profiles.operations.locks import demand
from fourfold.practice.profiles.policies import Permission
from fourfold.practice.profiles.presenters import profiles as present
from fourfold.practice.profiles.queries.contents import draft_of
from fourfold.practice.profiles.views.shared import Look, look_at, page_of, to_lead


@require_http_methods(["GET", "POST"])
def send(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Send it to review: it does not change from now on."""
    look = to_lead(request, profile_id)
    page = page_of(
        look.profile,
        "Send it to review",
        submit="Send it",
        said="It is with its reviewers. It does not change until one asks for it.",
        intro="A peer reads it, then an officer of your agency approves the very text that the peer read.",
    )

    def act() -> None:
        leading.send_to_review(actor=look.actor, now=now(), profile_id=profile_id)

    return form_page(request, page, GovForm(request.POST if request.method == "POST" else None), act)


@require_http_methods(["GET", "POST"])
def next_edition(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Write on, for the next edition."""
    look = to_lead(request, profile_id)
    intro = "Its readers see the last edition until the next is approved."
    page = page_of(look.profile, "Begin the next edition", submit="Begin it", said="You can write on.", intro=intro)

    def act() -> None:
        leading.begin_next_edition(actor=look.actor, now=now(), profile_id=profile_id)

    return form_page(request, page, GovForm(request.POST if request.method == "POST" else None), act)


@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Read all of it as a peer, and say what you found."""
    look = look_at(request, profile_id)
    decision = policies.review(look.actor, look.part, ProfileState(look.profile.state))
    demand(decision, Permission.REVIEW, profile_id)

    def keep(verdict: Verdict, reason: str, digest: str) -> None:
        reviewing.review(
            actor=look.actor, now=now(), profile_id=profile_id, verdict=verdict, reason=reason, digest=digest
        )

    return _decide(request, look, "Review it", keep)


@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Read all of it as the officer who answers for it, and say what you found."""
    look = look_at(request, profile_id)
    is_officer = policies.is_officer(look.actor, look.profile.agency_id)
    decision = policies.approve(look.actor, look.part, ProfileState(look.profile.state), is_officer=is_officer)
    demand(decision, Permission.APPROVE, profile_id)

    def keep(verdict: Verdict, reason: str, digest: str) -> None:
        reviewing.approve(
            actor=look.actor, now=now(), profile_id=profile_id, verdict=verdict, reason=reason, digest=digest
        )

    return _decide(request, look, "Approve it", keep)


def _decide(
    request: HttpRequest, look: Look, heading: str, keep: Callable[[Verdict, str, str], None]
) -> HttpResponse:
    """The whole text, and under it what one found. Where it changed meanwhile, it is read again."""
    contents = draft_of(look.profile).contents
    digest = digest_of(contents)
    form = VerdictForm(request.POST or None, initial={"digest": digest})

    def act() -> None:
        said = form.cleaned_data
        keep(Verdict(said["verdict"]), said["reason"], said["digest"])

    met = False
    try:
        if carried_out(request, form, act):
            messages.success(request, "What you found is kept, and its authors see it.")
            return redirect("profiles:profile", look.profile.pk)
    except Conflict:
        met = True
        form = VerdictForm(initial=form.cleaned_data | {"digest": digest})
    context = {
        "profile": look.profile,
        "heading": heading,
        "form": form,
        "met": met,
        "document": to_html(document_of(contents, on=today(), version="Draft"), level=2),
        "crumbs": present.crumbs(look.profile, (heading, "")),
    }
    return render(
        request, "profiles/decide.html", context, status=CONFLICT if met else NOT_TAKEN if form.errors else 200
    )
