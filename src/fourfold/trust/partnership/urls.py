"""Addresses of the partnership room. Of allauth's, only those that we want: what is not here does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as passkeys
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path

from fourfold.ground.kernel.errors import NotFound
from fourfold.trust.partnership.outbox_addresses import outbox
from fourfold.trust.partnership.views import (
    absence,
    administration,
    agencies,
    agency_signin,
    directory,
    federation,
    invitation,
    leaving,
    people,
    training,
)

View = Callable[..., HttpResponse]


def _for_real_accounts(view: View) -> View:
    """Made-up people have neither password nor second factor, and get none."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if getattr(request.user, "is_demonstration", False):
            raise NotFound("partnership.sign-in")
        return view(request, *args, **kwargs)

    return guarded


second_factor: list[URLPattern | URLResolver] = [
    path("", second.index, name="mfa_index"),
    path("authenticate/", second.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", second.reauthenticate, name="mfa_reauthenticate"),
    path("totp/activate/", _for_real_accounts(totp.activate_totp), name="mfa_activate_totp"),
    path("totp/deactivate/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("recovery-codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery-codes/generate/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("recovery-codes/download/", codes.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", passkeys.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", _for_real_accounts(passkeys.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/sign-in/", login_not_required(passkeys.login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/reauthenticate/", passkeys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", passkeys.remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/edit/", passkeys.edit_webauthn, name="mfa_edit_webauthn"),
]

accounts: list[URLPattern | URLResolver] = [
    path("sign-in/", account.login, name="account_login"),
    path("sign-out/", login_not_required(account.logout), name="account_logout"),
    path("closed/", account.account_inactive, name="account_inactive"),
    path("confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", _for_real_accounts(account.password_change), name="account_change_password"),
    path("password/set/", _for_real_accounts(account.password_set), name="account_set_password"),
    path("second-factor/", include(second_factor)),
    path("agency/", agency_signin.choose, name="identity_choose"),
    path("agency/confirm/", agency_signin.confirm, name="identity_confirm"),
    path("agency/<uuid:agency_id>/back/", agency_signin.come_back, name="identity_return"),
]

PROVIDER = "identity-providers/<uuid:provider_id>/"
PERSON = "people/<uuid:person_id>/"

room: list[URLPattern | URLResolver] = [
    path("directory/", directory.directory, name="directory"),
    path("directory/gaps/", directory.gaps, name="gaps"),
    path("agencies/", agencies.agencies, name="agencies"),
    path("agencies/<uuid:agency_id>/", agencies.agency, name="agency"),
    path("agencies/<uuid:agency_id>/expected/", agencies.expected, name="expected"),
    path("agencies/<uuid:agency_id>/sign-in/", federation.providers, name="identity-providers"),
    path("agencies/<uuid:agency_id>/sign-in/add/", federation.add, name="identity-provider-add"),
    path(PROVIDER, federation.provider, name="identity-provider"),
    path(PROVIDER + "change/", federation.change, name="identity-provider-change"),
    path(PROVIDER + "test/", federation.try_it, name="identity-provider-test"),
    path(PROVIDER + "end/", federation.end, name="identity-provider-end"),
    path(PROVIDER + "people/<uuid:identity_id>/unlink/", federation.unlink, name="identity-unlink"),
    path("people/", people.people, name="people"),
    path("people/add/", administration.person_add, name="person-add"),
    path(PERSON, people.person, name="person"),
    path(PERSON + "roles/give/", administration.role_give, name="role-give"),
    path(PERSON + "roles/<uuid:role_id>/end/", administration.role_end, name="role-end"),
    path(PERSON + "roles/<uuid:role_id>/hand-over/", leaving.hand_over, name="hand-over"),
    path(PERSON + "left/", leaving.leave, name="leave"),
    path(PERSON + "contact/", absence.contact, name="contact"),
    path(PERSON + "away/", absence.away, name="away"),
    path(PERSON + "away/<uuid:absence_id>/back/", absence.back, name="back"),
    path(PERSON + "training/", training.training, name="training"),
    path(PERSON + "invite/", administration.invite, name="invite"),
    path(PERSON + "close/", administration.account_close, name="account-close"),
    path(PERSON + "reopen/", administration.account_reopen, name="account-reopen"),
    path(PERSON + "second-factor/remove/", administration.factors_remove, name="factors-remove"),
    path("invitations/<str:token>/", invitation.invitation, name="invitation"),
    path("you/", people.account, name="account"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("accounts/", include(accounts)),
    path("", include((room + outbox, "partnership"))),
]
