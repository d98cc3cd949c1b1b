"""The breach register: list, one breach, opening it and keeping what is known."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.accountability.oversight import policies
from fourfold.accountability.oversight.forms.breaches import AgencyForm, BreachForm, TextForm, as_known
from fourfold.accountability.oversight.models import Breach
from fourfold.accountability.oversight.operations import breaches as operations
from fourfold.accountability.oversight.operations.searching import export_breaches
from fourfold.accountability.oversight.policies import Permission
from fourfold.accountability.oversight.presenters import breaches as presenters
from fourfold.accountability.oversight.presenters.around import parts
from fourfold.accountability.oversight.queries.breaches import (
    SHOWN,
    agencies_overseen,
    breach_counts,
    breach_for_actor,
    breaches_for_actor,
    entries_of,
)
from fourfold.accountability.oversight.views.search import as_csv
from fourfold.ground.kernel.clock import now, today
from fourfold.ground.kernel.errors import Conflict
from fourfold.ground.web.form_pages import FormPage, carried_out, form_page, show
from fourfold.ground.web.tables import Paging
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.middleware import standing
from fourfold.trust.access.step_up import require_step_up
from fourfold.trust.agreements.queries import agreement_names, agreements_with
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agencies_to_choose


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The register, newest first."""
    actor, at = standing(request), now()
    chosen = request.GET.get("show", "")
    chosen = chosen if chosen in SHOWN else ""
    counts = breach_counts(actor)
    paging = Paging.read(request.GET, counts[chosen or "all"])
    context = {
        "parts": parts(actor, "oversight:breaches"),
        "lines": [presenters.line_of(one, at) for one in breaches_for_actor(actor, chosen)[paging.window]],
        "quick": presenters.quick_links(request.GET, counts, chosen),
        "paging": paging,
        "show": chosen,
    }
    return render(request, "oversight/breaches.html", context)


@require_safe
@require_step_up
def export(request: HttpRequest) -> HttpResponse:
    """The register as a file."""
    return as_csv(export_breaches(actor=standing(request), now=now()), "breach-register.csv")


@require_safe
def breach(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """One breach: its clock, what is known, what was decided, its history."""
    actor = standing(request)
    found = breach_for_actor(actor, breach_id)
    agencies = dict(agencies_to_choose(actor))
    agreements = agreement_names(actor, [found.agreement_id]) if found.agreement_id else {}
    history = entries_of(found)
    paging = Paging.read(request.GET, history.count())
    context = {
        "line": presenters.line_of(found, now()),
        "rows": presenters.rows_of(found, agencies, agreements),
        "history": presenters.history_of(history[paging.window]),
        "paging": paging,
        "keep": policies.keep_breach(actor, found.agency_id, agencies_overseen(actor)),
        "breach": found,
    }
    return render(request, "oversight/breach.html", context)


@require_http_methods(["GET", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Write a breach into the register."""
    actor = standing(request)
    require(policies.oversee(actor), Permission.OPEN_BREACH, subject_kind="oversight.breach")
    mine = agencies_overseen(actor)
    agencies = [(str(key), name) for key, name in agencies_to_choose(actor) if key in mine]
    form = BreachForm(
        request.POST or None,
        agencies=agencies,
        agreements=agreements_to_choose(actor, mine),
        today=today(),
        initial={"known_on": today()},
    )
    page = FormPage(
        _("Record a breach"),
        then=reverse("oversight:breaches"),
        submit=_("Record it"),
        intro=_(
            "Write down what you know now, and add to it as you learn more. The data protection officers of the "
            "agencies concerned are told at once."
        ),
    )
    made: list[Breach] = []

    def act() -> None:
        checked = form.cleaned_data["checked"]
        made.append(
            operations.open_breach(
                actor=actor, now=now(), agency_id=form.agency_id, facts=form.facts(), checked=checked
            )
        )

    if carried_out(request, form, act):
        return redirect("oversight:breach", made[0].pk)
    return show(request, page, form)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Write down what is known by now."""
    actor, found = to_keep(request, breach_id)
    agencies = [(str(found.agency_id), found.agency.name)]
    form = BreachForm(
        request.POST or None,
        agencies=agencies,
        agreements=agreements_to_choose(actor, [found.agency_id]),
        today=today(),
        initial=as_known(found),
    )
    page = page_of(found, _("Change what is known"), said=_("What is known was changed."))

    def act() -> None:
        said = form.cleaned_data
        operations.edit_breach(
            actor=actor,
            now=now(),
            breach_id=found.pk,
            version=said["version"] or 0,
            facts=form.facts(),
            checked=said["checked"],
        )

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def concern(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Another agency is concerned."""
    actor, found = to_keep(request, breach_id)
    agencies = [(str(key), name) for key, name in agencies_to_choose(actor) if key not in found.agency_ids]
    form = AgencyForm(request.POST or None, agencies=agencies)
    page = page_of(
        found,
        _("Add an agency concerned"),
        submit=_("Add the agency"),
        said=_("Its data protection officers were told."),
        intro=_("Its data protection officers can read this breach from now on, and are told at once."),
    )

    def act() -> None:
        agency_id = UUID(form.cleaned_data["agency"])
        operations.add_concerned(actor=actor, now=now(), breach_id=found.pk, agency_id=agency_id)

    return form_page(request, page, form, act)


@require_http_methods(["GET", "POST"])
def note(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Add a line to the history."""
    actor = standing(request)
    found = breach_for_actor(actor, breach_id)
    form = TextForm(request.POST or None, label=_("Note"))
    page = page_of(found, _("Add a note"), submit=_("Add the note"), said=_("Your note was added."))

    def act() -> None:
        said = form.cleaned_data
        operations.add_note(actor=actor, now=now(), breach_id=found.pk, text=said["text"], checked=said["checked"])

    return form_page(request, page, form, act)


def agreements_to_choose(actor: Standing, agency_ids: Collection[UUID]) -> list[tuple[str, str]]:
    """The agreements that a breach of these agencies may be about."""
    return [(str(key), name) for key, name in agreements_with(actor, agency_ids).items()]


def to_keep(request: HttpRequest, breach_id: UUID, *, closed: bool = False) -> tuple[Standing, Breach]:
    """Who acts, and a breach that they decide about. Raises `NotFound`, `NotAllowed`, `Conflict`."""
    actor = standing(request)
    found = breach_for_actor(actor, breach_id)
    decision = policies.keep_breach(actor, found.agency_id, agencies_overseen(actor))
    require(decision, Permission.KEEP_BREACH, subject_kind="oversight.breach", subject_id=breach_id)
    if (found.closed_at is not None) != closed:
        raise Conflict(
            "This breach is open." if closed else "This breach is closed. Open it again first, and say why."
        )
    return actor, found


def page_of(breach: Breach, title: str, *, submit: str = "", said: str = "", intro: str = "") -> FormPage:
    """A form about a breach, which leads back to its page."""
    return FormPage(
        title,
        then=reverse("oversight:breach", args=[breach.pk]),
        caption=breach.title,
        submit=submit or _("Save"),
        said=said or _("Saved."),
        intro=intro,
    )
