"""Where a new person sets their password, with a link that works once."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from fourfold.ground.kernel.clock import now
from fourfold.ground.kernel.errors import BadInput
from fourfold.trust.partnership import operations
from fourfold.trust.partnership.forms.people import InvitationForm


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_variables("token")
@sensitive_post_parameters("password")
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Set the password of the account that the token opens. A used, old or unknown token gets the same page.

    The token stays out of logs (which hold routes), of caches, and of the addresses that browsers pass on.
    """
    response = _answer(request, token)
    response["Cache-Control"] = "no-store"
    # `no-referrer` would also empty the Origin by which a form's sender is checked.
    response["Referrer-Policy"] = "strict-origin"
    return response


@sensitive_variables("token")
def _answer(request: HttpRequest, token: str) -> HttpResponse:
    user = operations.invitation_of(token, now=now())
    if user is None:
        return render(request, "partnership/invitation_over.html", status=404)
    form = InvitationForm(request.POST or None)
    if form.is_valid():
        try:
            operations.accept_invitation(now=now(), token=token, password=form.cleaned_data["password"])
        except BadInput as error:
            form.add_problems(error)
        else:
            if request.user.is_authenticated:
                logout(request)
            messages.success(request, _("Your password is set. Sign in with it now."))
            return redirect("account_login")
    return render(request, "partnership/invitation.html", {"form": form, "email": user.email})
