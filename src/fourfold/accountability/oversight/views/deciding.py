"""The decisions about a breach, and its close."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from fourfold.accountability.oversight.domain.breaches import ToPeople
from fourfold.accountability.oversight.forms.breaches import CommissionerForm, PeopleForm, TextForm
from fourfold.accountability.oversight.operations import deciding as operations
from fourfold.accountability.oversight.presenters.breaches import line_of
from fourfold.accountability.oversight.views.breaches import page_of, to_keep
from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import form_page

FORMS = ["GET", "POST"]


@require_http_methods(FORMS)
def commissioner(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Decide whether it is reported to the Information Commissioner."""
    actor, found = to_keep(request, breach_id)
    form = CommissionerForm(request.POST or None)
    line = line_of(found, now())
    intro = _("The 72 hours end on %(due)s.") % {"due": line.due} + (f" ({line.clock})" if line.clock else "")
    page = page_of(found, _("The Information Commissioner"), said=_("Your decision was written down."), intro=intro)

    def act() -> None:
        operations.decide_on_commissioner(
            actor=actor,
            now=now(),
            breach_id=found.pk,
            reporting=form.reporting(),
            checked=form.cleaned_data["checked"],
        )

    return form_page(request, page, form, act)


@require_http_methods(FORMS)
def people(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Decide whether the people are told."""
    actor, found = to_keep(request, breach_id)
    form = PeopleForm(request.POST or None)
    page = page_of(
        found,
        _("The people concerned"),
        said=_("Your decision was written down."),
        intro=_("They are told without undue delay where the risk to them is high."),
    )

    def act() -> None:
        said = form.cleaned_data
        operations.decide_on_people(
            actor=actor,
            now=now(),
            breach_id=found.pk,
            decision=ToPeople(said["decision"]),
            on=said["on"],
            reason=said["reason"],
            checked=said["checked"],
        )

    return form_page(request, page, form, act)


@require_http_methods(FORMS)
def close(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Close it, once both decisions stand."""
    actor, found = to_keep(request, breach_id)
    form = TextForm(request.POST or None, label=_("What was learnt, and what was changed?"))
    page = page_of(found, _("Close this breach"), submit=_("Close it"), said=_("The breach is closed."))

    def act() -> None:
        said = form.cleaned_data
        operations.close_breach(
            actor=actor, now=now(), breach_id=found.pk, text=said["text"], checked=said["checked"]
        )

    return form_page(request, page, form, act)


@require_http_methods(FORMS)
def reopen(request: HttpRequest, breach_id: UUID) -> HttpResponse:
    """Open it again."""
    actor, found = to_keep(request, breach_id, closed=True)
    form = TextForm(request.POST or None, label=_("Why is it opened again?"))
    page = page_of(found, _("Open this breach again"), submit=_("Open it again"), said=_("The breach is open."))

    def act() -> None:
        said = form.cleaned_data
        operations.reopen_breach(
            actor=actor, now=now(), breach_id=found.pk, text=said["text"], checked=said["checked"]
        )

    return form_page(request, page, form, act)
