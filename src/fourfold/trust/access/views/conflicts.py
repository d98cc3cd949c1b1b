"""The conflict register: declaring, what one declared, and settling what colleagues declared by name."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.clock import now
from fourfold.ground.web.form_pages import FormPage, form_page
from fourfold.ground.web.tables import Paging
from fourfold.trust.access import operations
from fourfold.trust.access.domain.conflicts import HOLDS_FOR, NewDeclaration
from fourfold.trust.access.forms.registers import DeclareForm, SettleForm
from fourfold.trust.access.policies import DPO, agencies_as
from fourfold.trust.access.presenters.registers import declaration_line
from fourfold.trust.access.queries.registers import (
    declaration_to_settle,
    declarations_of,
    declarations_to_settle,
)
from fourfold.trust.access.views import standing
from fourfold.trust.partnership.queries import names_of_accounts

form_view = require_http_methods(["GET", "HEAD", "POST"])
MOST_TO_SETTLE = 50


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """What one has declared, and what waits for the data protection officer."""
    actor = standing(request)
    own = declarations_of(actor)
    paging = Paging.read(request.GET, own.count())
    shown = list(own[paging.window])
    waiting = list(declarations_to_settle(actor)[:MOST_TO_SETTLE]) if agencies_as(actor, {DPO}) else []
    names = names_of_accounts(actor, {one.user_id for one in waiting}) if waiting else {}
    latest = own.first() if paging.number > 1 else next(iter(shown), None)
    context = {
        "lines": [declaration_line(one) for one in shown],
        "is_whole": latest is not None and latest.declared_at + HOLDS_FOR > now(),
        "until": latest.declared_at + HOLDS_FOR if latest else None,
        "waiting": [declaration_line(one, names) for one in waiting],
        "paging": paging,
    }
    return render(request, "access/conflicts.html", context)


@form_view
def declare(request: HttpRequest) -> HttpResponse:
    """Declare oneself, somebody near, or that there is nothing to declare."""
    actor = standing(request)
    form = DeclareForm(request.POST or None)
    page = FormPage(
        title=_("Declare a conflict"),
        then=reverse("access:conflicts"),
        submit=_("Declare"),
        intro=_(
            "You are shown nothing about yourself or anybody near to you. That protects them, and you. "
            "Your data protection officer can read what you declare; your colleagues can’t."
        ),
        said=_("Your declaration is written down."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.declare(actor=actor, now=now(), new=NewDeclaration(**form.cleaned_data)),
    )


@form_view
def settle(request: HttpRequest, declaration_id: UUID) -> HttpResponse:
    """Say under which reference agencies know the person whom a colleague declared by name."""
    actor = standing(request)
    found = declaration_to_settle(actor, declaration_id)
    line = declaration_line(found, names_of_accounts(actor, [found.user_id]))
    form = SettleForm(request.POST or None)
    page = FormPage(
        title=_("Settle a declared conflict"),
        caption=line.who,
        then=reverse("access:conflicts"),
        submit=_("Settle it"),
        intro=_("Declared on %(day)s: %(whom)s.") % {"day": line.when, "whom": line.whom},
        said=_("The declaration is settled."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.settle(
            actor=actor, now=now(), declaration_id=declaration_id, reference=form.cleaned_data["reference"]
        ),
    )
