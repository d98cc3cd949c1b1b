"""Emergency access: beginning it, what its user and the officers read of it, and the review."""

from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import FormPage, carried_out, form_page, show
from fourfold.ground.web.tables import Paging
from fourfold.trust.access import operations
from fourfold.trust.access.domain.decisions import require
from fourfold.trust.access.domain.emergencies import EmergencyAsked
from fourfold.trust.access.forms.emergencies import EmergencyForm, ReviewForm
from fourfold.trust.access.looking import CHOSEN
from fourfold.trust.access.models import Emergency
from fourfold.trust.access.policies import ALERTED, Permission, agencies_as, may_begin_emergency
from fourfold.trust.access.presenters.emergencies import emergency_line, emergency_told
from fourfold.trust.access.queries import purposes_of, sight_of
from fourfold.trust.access.queries.emergencies import (
    emergencies_of,
    emergencies_of_others,
    emergency_for,
    review_decision,
)
from fourfold.trust.access.views import standing
from fourfold.trust.partnership.domain.roles import Standing
from fourfold.trust.partnership.queries import agencies_to_choose, names_of_accounts

form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """One's own emergency access; for officers `?of=others`: what concerns their agency."""
    actor, at = standing(request), now()
    is_officer = bool(agencies_as(actor, ALERTED))
    others = is_officer and request.GET.get("of") == "others"
    found = emergencies_of_others(actor) if others else emergencies_of(actor)
    paging = Paging.read(request.GET, found.count())
    shown = list(found[paging.window])
    names = names_of_accounts(actor, {one.user_id for one in shown})
    context = {
        "lines": [emergency_line(one, names, now=at) for one in shown],
        "others": others,
        "is_officer": is_officer,
        "paging": paging,
    }
    return render(request, "access/emergencies.html", context)


@form_view
def begin(request: HttpRequest) -> HttpResponse:
    """Ask for emergency access, by the reference that somebody said; `?reference=` fills it in."""
    actor, at = standing(request), now()
    sight = sight_of(actor)
    open_for = [one for one in purposes_of(sight.looker, at) if may_begin_emergency(sight.looker, one, at)]
    if not open_for:
        require(may_begin_emergency(sight.looker, "", at), Permission.BEGIN_EMERGENCY)
    chosen = request.session.get(CHOSEN, "") or sight.usual
    form = EmergencyForm(
        request.POST or None,
        purposes=[(one, sight.labels.get(one, one)) for one in open_for],
        initial={"reference": request.GET.get("reference", ""), "purpose": chosen},
    )
    page = FormPage(
        title=_("Emergency access"),
        then=reverse("access:emergencies"),
        submit=_("Open it now"),
        template="access/emergency_begin.html",
    )
    begun: list[Emergency] = []
    if carried_out(request, form, lambda: begun.append(_begin(actor, form))):
        request.session[CHOSEN] = begun[0].purpose
        return redirect("access:emergency-told", begun[0].pk)
    return show(request, page, form)


def _begin(actor: Standing, form: EmergencyForm) -> Emergency:
    return operations.begin_emergency(actor=actor, now=now(), asked=EmergencyAsked(**form.cleaned_data))


@require_safe
def told(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """One use of emergency access: to its user what is open, to officers who used it and why."""
    actor = standing(request)
    emergency = emergency_for(actor, emergency_id)
    people: Iterable[UUID] = [one for one in (emergency.user_id, emergency.reviewed_by) if one]
    names = names_of_accounts(actor, people)
    agency = dict(agencies_to_choose(actor)).get(emergency.agency_id, "")
    context = {
        "told": emergency_told(
            emergency,
            names,
            agency=agency,
            purpose=sight_of(actor).labels.get(emergency.purpose, emergency.purpose),
            now=now(),
        ),
        "is_mine": emergency.user_id == actor.user_id,
        "review": None if emergency.reviewed_at else review_decision(actor, emergency),
        "emergency_id": emergency_id,
    }
    return render(request, "access/emergency.html", context)


@form_view
def review(request: HttpRequest, emergency_id: UUID) -> HttpResponse:
    """Write down whether it was right."""
    actor = standing(request)
    emergency = emergency_for(actor, emergency_id)
    decision = review_decision(actor, emergency)
    require(decision, Permission.REVIEW_EMERGENCY, subject_kind="access.emergency", subject_id=emergency_id)
    form = ReviewForm(request.POST or None)
    page = FormPage(
        title=_("Review emergency access"),
        then=reverse("access:emergency-told", args=[emergency_id]),
        submit=_("Save the review"),
        intro=_("It is kept with who reviewed it and when. The person who used it reads it, too."),
        said=_("The review is saved."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.review_emergency(actor=actor, now=now(), emergency_id=emergency_id, **form.cleaned_data),
    )
