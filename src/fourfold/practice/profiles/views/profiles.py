"""The list of profiles, a profile with its sections, its terms, who takes part in it and who reads it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.web.form_pages import CONFLICT, FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.practice.profiles import policies
from fourfold.practice.profiles.domain.paper import digest_of
from fourfold.practice.profiles.domain.states import Part, ProfileState
from fourfold.practice.profiles.forms.profiles import BecauseForm, PartForm, RecipientsForm, TermsForm
from fourfold.practice.profiles.models import Profile
from fourfold.practice.profiles.operations import leading as operations
from fourfold.practice.profiles.policies import Permission
from fourfold.practice.profiles.presenters import profiles as present
from fourfold.practice.profiles.queries import profiles as queries
from fourfold.practice.profiles.queries.contents import draft_of
from fourfold.practice.profiles.views.shared import look_at, page_of, to_lead, to_write
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.queries import agencies_to_choose, people_to_choose


@require_safe
def profiles(request: HttpRequest) -> HttpResponse:
    """The profiles that one writes, reviews, approves or reads."""
    actor = standing(request)
    asked = request.GET.get("state", "")
    state = ProfileState(asked) if asked in list(ProfileState) else None
    found = queries.profiles_for_actor(actor, state)
    paging = Paging.read(request.GET, found.count())
    begins = policies.begin(actor)
    states = [("", "All"), *((one.value, one.label) for one in ProfileState)]
    context = {
        "rows": [present.line(one) for one in found[paging.window]],
        "paging": paging,
        "states": [
            {"text": text, "href": f"?state={key}" if key else "?", "active": key == (state or "")}
            for key, text in states
        ],
        "may_begin": bool(begins),
        "gaps": queries.open_gaps(actor).count() if begins else 0,
    }
    return render(request, "profiles/profiles.html", context)


@require_safe
def gaps(request: HttpRequest) -> HttpResponse:
    """What one is to find out."""
    found = queries.open_gaps(standing(request))
    paging = Paging.read(request.GET, found.count())
    rows = [present.gap_line(one, today=today()) for one in found[paging.window]]
    return render(
        request,
        "profiles/gaps.html",
        {"rows": rows, "paging": paging, "crumbs": present.crumbs(None, ("To find out", ""))},
    )


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Begin a profile with its terms of reference."""
    actor = standing(request)
    require(policies.begin(actor), Permission.BEGIN, subject_kind="profile")
    agencies = list({role.agency_id: role.agency_name for role in actor.roles}.items())
    form = TermsForm(request.POST or None, agencies=agencies)
    page = FormPage(
        "Begin a problem profile",
        then=reverse("profiles:profiles"),
        submit="Begin it",
        said="It is begun. Say who writes with you, and fill its sections.",
        intro="First the terms of reference: what was asked, and what is looked at.",
        template="profiles/terms.html",
    )

    def act() -> None:
        terms, checked = form.terms(), form.cleaned_data["checked"]
        agency_id = UUID(form.cleaned_data["agency"])
        begun.append(
            operations.begin_profile(actor=actor, now=now(), agency_id=agency_id, terms=terms, checked=checked)
        )

    begun: list[Profile] = []
    answer = form_page(request, page, form, act)
    return redirect("profiles:profile", begun[0].pk) if begun else answer


@require_safe
def profile(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """A profile as it is written: what stands in each section, who takes part, what reviewers found."""
    look = look_at(request, profile_id)
    draft = draft_of(look.profile)
    context = {
        "profile": look.profile,
        "state": ProfileState(look.profile.state).label,
        "identity": present.identity(look.profile),
        "next": present.next_step(look.profile, look.part),
        "sections": present.section_lines(draft),
        "people": present.people(draft, leads=look.leads and look.writes),
        "recipients": [one.agency.name for one in draft.recipients],
        "checks": present.checks(queries.checks_of(look.profile), digest_of(draft.contents)),
        "editions": queries.editions_of(look.profile),
        "writes": look.writes,
        "leads": look.leads,
        "crumbs": present.crumbs(look.profile),
    }
    return render(request, "profiles/profile.html", context)


@require_http_methods(["GET", "POST"])
def terms(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Change the terms of reference."""
    look = to_write(request, profile_id)
    found = look.profile
    agencies = [(found.agency_id, found.agency.name)]
    form = TermsForm(request.POST or None, agencies=agencies, initial=_terms_of(found))
    page = page_of(found, "Terms of reference", template="profiles/terms.html")

    def act() -> None:
        said = form.cleaned_data
        operations.change_terms(
            actor=look.actor,
            now=now(),
            profile_id=profile_id,
            terms=form.terms(),
            version=said["version"] or 0,
            checked=said["checked"],
        )

    try:
        return form_page(request, page, form, act)
    except Conflict:
        newest = look_at(request, profile_id).profile
        again = TermsForm(agencies=agencies, initial=form.cleaned_data | {"version": newest.version})
        context = {"form": again, "page": page, "theirs": present.identity(newest)}
        return render(request, page.template, context, status=CONFLICT)


@require_http_methods(["GET", "POST"])
def part_give(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Give somebody a part in it."""
    look = to_lead(request, profile_id)
    people = [
        (one.person_id, one.label) for one in people_to_choose(look.actor) if one.person_id != look.actor.person_id
    ]
    form = PartForm(request.POST or None, people=people)
    page = page_of(
        look.profile,
        "Who takes part in it?",
        submit="Give them the part",
        intro="Whoever wrote some of it neither reviews nor approves it. An accountable officer, a deputy "
        "or a Lead Responsible Officer of its own agency approves it.",
    )

    def act() -> None:
        person_id, part = UUID(form.cleaned_data["person"]), Part(form.cleaned_data["part"])
        operations.give_part(actor=look.actor, now=now(), profile_id=profile_id, person_id=person_id, part=part)

    return form_page(request, page, form, act)


@require_POST
def part_away(request: HttpRequest, profile_id: UUID, person_id: UUID) -> HttpResponse:
    """Somebody has no part in it any longer."""
    look = to_lead(request, profile_id)
    operations.take_part_away(actor=look.actor, now=now(), profile_id=profile_id, person_id=person_id)
    messages.success(request, "They have no part in it any longer.")
    return redirect("profiles:profile", profile_id)


@require_http_methods(["GET", "POST"])
def recipients(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Say whose people read its editions."""
    look = to_lead(request, profile_id)
    draft = draft_of(look.profile)
    agencies = present.agencies_beside(agencies_to_choose(look.actor), look.profile.agency_id)
    held = {"agencies": [str(one.agency_id) for one in draft.recipients]}
    form = RecipientsForm(request.POST or None, agencies=agencies, initial=held)
    page = page_of(look.profile, "Who reads it")

    def act() -> None:
        operations.set_recipients(actor=look.actor, now=now(), profile_id=profile_id, agency_ids=form.chosen())

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, profile_id: UUID) -> HttpResponse:
    """Withdraw it for good."""
    look = to_lead(request, profile_id)
    form = BecauseForm(request.POST or None)
    intro = "Its readers no longer find any of its editions. It does not come back."
    page = page_of(look.profile, "Withdraw it", submit="Withdraw it", intro=intro, said="It is withdrawn.")

    def act() -> None:
        operations.withdraw(actor=look.actor, now=now(), profile_id=profile_id, because=form.cleaned_data["because"])

    return form_page(request, page, form, act)


def _terms_of(found: Profile) -> dict[str, object]:
    names = ("title", "customer", "purpose", "area", "period_from", "period_until", "marking", "review_on", "version")
    return {"agency": str(found.agency_id), **{name: getattr(found, name) for name in names}}
