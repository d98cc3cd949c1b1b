"""Signing in by one's agency's own directory: choosing it by the e-mail address, going there, and coming back."""

from uuid import UUID

from allauth.account.authentication import get_authentication_records
from allauth.account.utils import get_next_redirect_url
from allauth.decorators import rate_limit
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.federation.adapter import CONFIRM, trouble_page
from fourfold.trust.partnership.federation.client import AgencyClient
from fourfold.trust.partnership.federation.outbound import ProviderTrouble
from fourfold.trust.partnership.forms.federation import AgencySignInForm
from fourfold.trust.partnership.models import IdentityProvider
from fourfold.trust.partnership.queries.federation import live_provider, provider_for_email, provider_of_agency
from fourfold.trust.partnership.second_factor import BY_PROVIDER


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limit(action="identity_provider")  # type: ignore[untyped-decorator]
def choose(request: HttpRequest) -> HttpResponse:
    """Ask for the address; its domain says which agency. Whether an account exists is not looked at."""
    form = AgencySignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["login"]
        row = provider_for_email(email)
        if row is not None:
            return _lead(request, row, process="login", more={"login_hint": email})
        form.add_error("login", _("No agency signs in here with this e-mail domain. Sign in with your password."))
    return render(request, "partnership/federation_choose.html", {"form": form})


@never_cache
@require_safe
@rate_limit(action="identity_provider", limit_get=True)  # type: ignore[untyped-decorator]
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm by one's agency's directory who one is: it asks anew."""
    records = get_authentication_records(request, request.user)
    found = next((str(one["provider"]) for one in reversed(records) if one["method"] == BY_PROVIDER), "")
    row = live_provider(UUID(found)) if found else None
    if row is None:
        raise NotFound("partnership.identity-provider")
    return _lead(request, row, process=CONFIRM, more={"prompt": "login", "max_age": "0"})


def _lead(request: HttpRequest, row: IdentityProvider, *, process: str, more: dict[str, str]) -> HttpResponse:
    """The page whose button leads to the directory. A link and no form: what a form sends may not leave this site."""
    provider = AgencyClient(request, row).get_provider()
    try:
        address = provider.way_there(process=process, next_url=get_next_redirect_url(request) or "", more=more)
    except ProviderTrouble as trouble:
        return trouble_page(request, row, trouble)
    context = {"provider": row, "address": address, "confirms": process == CONFIRM}
    return render(request, "partnership/federation_continue.html", context)


@login_not_required
@never_cache
@require_safe
@rate_limit(action="identity_provider", limit_get=True)  # type: ignore[untyped-decorator]
def come_back(request: HttpRequest, agency_id: UUID) -> HttpResponse:
    """Where the directory sends people back to."""
    row = provider_of_agency(agency_id)
    client = AgencyClient(request, row)
    try:
        answer: HttpResponse = OAuth2CallbackView.adapter_view(client)(request)
    except ProviderTrouble as trouble:
        return trouble_page(request, row, trouble)
    return answer
