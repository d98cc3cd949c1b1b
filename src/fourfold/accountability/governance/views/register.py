"""The register of policies and plans that touch on gangs: the accountable officer's list."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.accountability.governance import policies
from fourfold.accountability.governance.forms.register import CheckForm, PolicyForm
from fourfold.accountability.governance.models import PolicyEntry
from fourfold.accountability.governance.operations import register as operations
from fourfold.accountability.governance.presenters import register as presenters
from fourfold.accountability.governance.queries.register import (
    RegisterFilter,
    entry_for_actor,
    register_counts,
    register_for_actor,
)
from fourfold.accountability.plan.domain.states import Audience
from fourfold.accountability.plan.queries.plans import plans_to_choose
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import NotFound
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging, Sorting
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.partnership.presenters.around import parts
from fourfold.trust.partnership.queries import agencies_to_choose, people_to_choose


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Every agency's documents, or one agency's, with what was found when they were checked."""
    actor, day = standing(request), today()
    require(policies.read(actor), policies.Permission.READ, subject_kind="governance.register")
    agencies = agencies_to_choose(actor)
    chosen = presenters.chosen_agency(request.GET.get("agency", ""), agencies)
    show = presenters.chosen_filter(request.GET.get("show", ""))
    sorting = Sorting.read(request.GET, presenters.COLUMNS, "next")
    wanted = RegisterFilter(chosen.id if chosen else None, show, sorting.order_by)
    found = register_for_actor(actor, wanted, today=day)
    counts = register_counts(actor, today=day, agency_id=wanted.agency_id)
    paging = Paging.read(request.GET, counts[show or "all"])
    context = {
        "rows": [presenters.row_of(entry, today=day) for entry in found[paging.window]],
        "headers": sorting.headers,
        "paging": paging,
        "quick": presenters.quick_links(request.GET, counts, show),
        "sentence": presenters.sentence(show, chosen),
        "parts": parts("governance:register"),
        "agencies": agencies,
        "chosen": chosen,
        "show": show,
        "may_enter": bool(presenters.agencies_kept(actor, agencies)),
    }
    return render(request, "governance/register.html", context)


@require_safe
def policy(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """One document: whose it is, what checks found, and when to look again."""
    actor = standing(request)
    entry = entry_for_actor(actor, entry_id)
    context = {
        "entry": presenters.row_of(entry, today=today()),
        "checks": presenters.checks_of(entry),
        "may_keep": policies.keep_register(actor, entry.agency_id),
        "ended_on": entry.ended_on,
    }
    return render(request, "governance/policy.html", context)


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Put a document into a register."""
    actor = standing(request)
    agencies = presenters.agencies_kept(actor, agencies_to_choose(actor))
    if not agencies:
        require(
            policies.keep_register(actor, actor.home.agency_id if actor.home else UUID(int=0)),
            policies.Permission.KEEP_REGISTER,
            subject_kind="governance.register",
        )
    asked = request.GET.get("agency", "")
    form = PolicyForm(
        request.POST or None, agencies=agencies, people=_owners(request), initial={"agency": asked, "kind": "policy"}
    )
    page = FormPage("Add a policy or plan", then=reverse("governance:register"), said="It is on the register.")

    def act() -> None:
        agency_id = UUID(form.cleaned_data["agency"])
        operations.enter_policy(actor=actor, now=now(), agency_id=agency_id, words=form.words())

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Change what the register says of a document."""
    actor = standing(request)
    entry = _entry_to_keep(request, entry_id)
    form = PolicyForm(
        request.POST or None,
        agencies=[(str(entry.agency_id), entry.agency.name)],
        people=_owners(request),
        initial={
            "agency": str(entry.agency_id),
            "title": entry.title,
            "kind": entry.kind,
            "owner": str(entry.owner_id or ""),
            "link": entry.link,
            "next_on": entry.next_on,
            "version": entry.version,
        },
    )
    page = FormPage("Change the entry", then=_page_of(entry), caption=entry.title)

    def act() -> None:
        version = form.cleaned_data["version"] or 0
        operations.edit_policy(actor=actor, now=now(), entry_id=entry.pk, version=version, words=form.words())

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def check(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Check a document against a plan."""
    actor = standing(request)
    entry = _entry_to_keep(request, entry_id)
    plans = [
        (str(plan.pk), plan.title) for plan in plans_to_choose(actor, None) if plan.audience == Audience.PARTNERSHIP
    ]
    form = CheckForm(request.POST or None, plans=plans)
    page = FormPage(
        "Check it against the plan",
        then=_page_of(entry),
        caption=entry.title,
        submit="Keep what I found",
        said="What you found is kept.",
        template="governance/check.html",
    )

    def act() -> None:
        operations.check_policy(actor=actor, now=now(), entry_id=entry.pk, words=form.words())

    return form_page(request, page, form, act)


@require_POST
def close_gap(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Say that the open gap is closed."""
    operations.close_gap(actor=standing(request), now=now(), entry_id=entry_id)
    messages.success(request, "The gap is closed.")
    return redirect("governance:policy", entry_id)


@require_POST
def end(request: HttpRequest, entry_id: UUID) -> HttpResponse:
    """Take a document off the register."""
    operations.end_policy(actor=standing(request), now=now(), entry_id=entry_id)
    messages.success(request, "It is off the register. Its checks are kept.")
    return redirect("governance:register")


def _entry_to_keep(request: HttpRequest, entry_id: UUID) -> PolicyEntry:
    actor = standing(request)
    entry = entry_for_actor(actor, entry_id)
    if entry.ended_on is not None:
        raise NotFound("governance.policy", entry_id)
    require(
        policies.keep_register(actor, entry.agency_id),
        policies.Permission.KEEP_REGISTER,
        subject_kind="governance.policy",
        subject_id=entry_id,
    )
    return entry


def _owners(request: HttpRequest) -> list[tuple[str, str]]:
    return [(str(person.person_id), person.label) for person in people_to_choose(standing(request))]


def _page_of(entry: PolicyEntry) -> str:
    return reverse("governance:policy", args=[entry.pk])
