"""Keeping agencies' own directories. For administrators, after a step-up where something changes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fourfold.ground.kernel.clock import now, today
from fourfold.ground.web.form_pages import FormPage, carried_out, form_page, show
from fourfold.ground.web.tables import Paging
from fourfold.trust.partnership.domain.federation import SubjectClaim
from fourfold.trust.partnership.federation.client import address_of_return
from fourfold.trust.partnership.finding import agency_in_full
from fourfold.trust.partnership.forms.federation import ChangeProviderForm, ProviderForm
from fourfold.trust.partnership.models import IdentityProvider
from fourfold.trust.partnership.operations import federation as operations
from fourfold.trust.partnership.presenters import federation as present
from fourfold.trust.partnership.queries import federation as queries
from fourfold.trust.partnership.step_up import require_step_up
from fourfold.trust.partnership.views import administrators_only, standing

form_view = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def providers(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """How an agency's people sign in: its directory today, and those before."""
    actor, day = standing(request), today()
    rows = queries.providers_for_actor(actor, agency_id)
    agency = agency_in_full(actor, agency_id).agency
    lines = [present.line(row, day) for row in rows]
    context = {
        "agency": agency,
        "rows": lines,
        "has_one": any(one["live"] for one in lines),
        "back": address_of_return(request, agency_id),
    }
    return render(request, "partnership/federation_agency.html", context)


@form_view
@administrators_only
@require_step_up
def add(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """Let an agency's people sign in by its own directory."""
    actor = standing(request)
    agency = agency_in_full(actor, agency_id).agency
    form = ProviderForm(request.POST or None, initial={"name": agency.short_name})
    made: list[IdentityProvider] = []

    def act() -> None:
        given = form.cleaned_data
        made.append(
            operations.add_provider(
                actor=actor,
                now=now(),
                agency_id=agency_id,
                issuer=given["issuer"],
                subject_claim=SubjectClaim(given["subject_claim"]),
                terms=form.terms(),
            )
        )

    if carried_out(request, form, act):
        messages.success(request, _("It is added. Test the connection now, before anybody uses it."))
        return redirect("partnership:identity-provider", made[0].pk)
    page = FormPage(
        title=_("Add its own directory"),
        caption=agency.name,
        then=reverse("partnership:identity-providers", args=[agency_id]),
        submit=_("Add"),
        intro=_("The agency registers Fourfold there as a client first, with this redirect URI:"),
        template="partnership/federation_form.html",
        more={"back": address_of_return(request, agency_id)},
    )
    return show(request, page, form)


@require_safe
def provider(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """One directory: what was agreed, a test, and who has signed in by it."""
    return _page(request, provider_id)


@require_POST
def try_it(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Ask the directory what it says of itself, and say what is wrong."""
    problems = operations.try_provider(actor=standing(request), now=now(), provider_id=provider_id)
    return _page(request, provider_id, tried=True, problems=problems)


def _page(request: HttpRequest, provider_id: UUID, *, tried: bool = False, problems: object = ()) -> HttpResponse:
    actor = standing(request)
    row = queries.provider_for_actor(actor, provider_id)
    found = queries.identities_for_actor(actor, provider_id)
    paging = Paging.read(request.GET, found.count())
    context = {
        "provider": row,
        "line": present.line(row, today()),
        "summary_rows": present.provider_rows(row),
        "back": address_of_return(request, row.agency_id),
        "people": [present.identity_line(one) for one in found[paging.window]],
        "paging": paging,
        "tried": tried,
        "problems": problems,
    }
    return render(request, "partnership/federation_provider.html", context)


@form_view
@administrators_only
@require_step_up
def change(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Change what may change."""
    actor = standing(request)
    row = queries.provider_for_actor(actor, provider_id)
    form = ChangeProviderForm(request.POST or None, row=row)
    page = FormPage(
        title=_("Change its directory"),
        caption=row.agency.name,
        then=reverse("partnership:identity-provider", args=[provider_id]),
        said=_("The directory is changed. Test the connection."),
    )
    return form_page(
        request,
        page,
        form,
        lambda: operations.change_provider(actor=actor, now=now(), provider_id=provider_id, terms=form.terms()),
    )


@require_POST
@administrators_only
@require_step_up
def end(request: HttpRequest, provider_id: UUID) -> HttpResponse:
    """Nobody signs in by it any more."""
    operations.end_provider(actor=standing(request), now=now(), provider_id=provider_id)
    messages.success(request, _("It has ended. Whoever has no password needs a link: make one on their page."))
    return redirect("partnership:identity-provider", provider_id)


@require_POST
@administrators_only
@require_step_up
def unlink(request: HttpRequest, provider_id: UUID, identity_id: UUID) -> HttpResponse:
    """Forget who somebody is there."""
    operations.unlink(actor=standing(request), now=now(), provider_id=provider_id, identity_id=identity_id)
    messages.success(request, _("They are unlinked. Their next sign-in goes by their verified e-mail address again."))
    return redirect("partnership:identity-provider", provider_id)
