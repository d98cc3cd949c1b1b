"""Exclusions and marked people: for data protection officers and the accountable officers of holders."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now, show_date
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.access import operations
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.forms.registers import ExcludeForm, MarkForm, SureForm
from fourfold.trust.access.policies import DPO, Permission, agencies_as, may_keep_canary, may_place_exclusions
from fourfold.trust.access.presenters.registers import exclusion_line
from fourfold.trust.access.queries.registers import (
    exclusion_of_another,
    exclusions_of_others,
    marked_people,
    marked_person,
)
from fourfold.trust.access.views import standing
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import names_of_accounts, people_to_choose

form_view = require_http_methods(["GET", "HEAD", "POST"])


def _choices(actor: Standing) -> list[tuple[str, str]]:
    return [
        (str(one.user_id), one.label)
        for one in people_to_choose(actor)
        if one.user_id and one.user_id != actor.user_id
    ]


@require_safe
def exclusions(request: HttpRequest) -> HttpResponse:
    """Who is kept from whose records, as far as it is the reader's to know."""
    actor = standing(request)
    require(may_place_exclusions(actor), Permission.EXCLUDE)
    found = exclusions_of_others(actor)
    paging = Paging.read(request.GET, found.count())
    shown = list(found[paging.window])
    names = names_of_accounts(actor, {one.user_id for one in shown})
    context = {"lines": [exclusion_line(one, names) for one in shown], "paging": paging}
    return render(request, "access/exclusions.html", context)


@form_view
def place(request: HttpRequest) -> HttpResponse:
    """Keep somebody from a person's records."""
    actor = standing(request)
    require(may_place_exclusions(actor), Permission.EXCLUDE)
    form = ExcludeForm(request.POST or None, people=_choices(actor))
    page = FormPage(
        title=_("Keep somebody away"),
        then=reverse("access:exclusions"),
        submit=_("Keep them away"),
        intro=_(
            "From now on they are shown nothing about the person, as if there were nothing, and nothing tells them. "
            "No agreement, role or emergency passes it."
        ),
        said=_("They are kept away from now on."),
    )

    def act() -> None:
        asked = form.cleaned_data
        new = operations.NewExclusion(UUID(asked["user_id"]), asked["reference"], asked["reason"])
        operations.place_exclusion(actor=actor, now=now(), new=new)

    return form_page(request, page, form, act)


@form_view
def end(request: HttpRequest, exclusion_id: UUID) -> HttpResponse:
    """End an exclusion."""
    actor = standing(request)
    found = exclusion_of_another(actor, exclusion_id)
    line = exclusion_line(found, names_of_accounts(actor, [found.user_id]))
    page = FormPage(
        title=_("End the exclusion"),
        caption=line.who,
        then=reverse("access:exclusions"),
        submit=_("End it"),
        intro=_("Kept from %(reference)s since %(day)s. %(why)s")
        % {"reference": line.reference, "day": line.since, "why": line.why},
        said=_("The exclusion is ended."),
    )
    form = SureForm({} if request.method == "POST" else None)
    return form_page(
        request,
        page,
        form,
        lambda: operations.lift_exclusion(actor=actor, now=now(), exclusion_id=exclusion_id),
    )


@require_safe
def marked(request: HttpRequest) -> HttpResponse:
    """The people whom nobody has cause to look at."""
    actor = standing(request)
    require(may_keep_canary(actor, holds=bool(agencies_as(actor, {DPO}))), Permission.KEEP_CANARY)
    found = marked_people(actor)
    paging = Paging.read(request.GET, found.count())
    lines = [
        {"since": show_date(one.since), "href": reverse("access:unmark", args=[one.pk]), "number": number}
        for number, one in enumerate(found[paging.window], start=1)
    ]
    return render(request, "access/marked.html", {"lines": lines, "paging": paging})


@form_view
def mark(request: HttpRequest) -> HttpResponse:
    """Mark a person."""
    actor = standing(request)
    require(may_keep_canary(actor, holds=bool(agencies_as(actor, {DPO}))), Permission.KEEP_CANARY)
    form = MarkForm(request.POST or None)
    page = FormPage(
        title=_("Mark a person"),
        then=reverse("access:marked"),
        submit=_("Mark them"),
        intro=_("Whoever reads their records from now on is not stopped; you hear of it at once."),
        said=_("They are marked from now on."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.mark_canary(actor=actor, now=now(), reference=form.cleaned_data["reference"]),
    )


@form_view
def unmark(request: HttpRequest, canary_id: UUID) -> HttpResponse:
    """End a mark."""
    actor = standing(request)
    found = marked_person(actor, canary_id)
    page = FormPage(
        title=_("End the mark"),
        then=reverse("access:marked"),
        submit=_("End it"),
        intro=_("Marked since %(day)s.") % {"day": show_date(found.since)},
        said=_("The mark is ended."),
    )
    form = SureForm({} if request.method == "POST" else None)
    return form_page(
        request, page, form, lambda: operations.unmark_canary(actor=actor, now=now(), canary_id=canary_id)
    )
