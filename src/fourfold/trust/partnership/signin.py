"""allauth, received here: accounts are made by administrators, and every one of them needs a second factor."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fourfold.trust.partnership import signin_audit
from fourfold.trust.partnership.models import User
from fourfold.trust.partnership.pictures import qr_code
from fourfold.trust.partnership.queries import account_by_email
from fourfold.trust.partnership.queries.federation import keeps_password, live_provider, provider_for_email
from fourfold.trust.partnership.second_factor import BY_PROVIDER
from fourfold.trust.sealing.queries import seal, unseal

SAY = {
    "account/messages/logged_out.txt": _("You have signed out."),
    "account/messages/password_changed.txt": _("Your password is changed. Other devices are signed out."),
    "account/messages/password_set.txt": _("Your password is set."),
    "mfa/messages/totp_activated.txt": _("Your authenticator app is set up."),
    "mfa/messages/totp_deactivated.txt": _("Your authenticator app is removed."),
    "mfa/messages/webauthn_added.txt": _("Your passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("Your passkey is removed."),
}
"""What a page says after an act. allauth's other messages say what the page shows anyway, and are left out."""

SECOND_FACTOR = "second-factor"
"""The kind under which secrets of second factors are sealed. A migration names it, too."""
REQUIRED = _("%(name)s signs in by its own directory alone. Choose “Use my agency’s sign-in” below.")


def may_sign_in(user: User) -> bool:
    """Whether the account is open. A demonstration account is open in the demonstration alone."""
    return user.is_active and (settings.DEMONSTRATION or not user.is_demonstration)


class SignInBackend(AuthenticationBackend):  # type: ignore[misc]
    """Closes a session with its account: Django asks here on each request whether the person may still sign in."""

    def user_can_authenticate(self, user: User) -> bool:
        """Whether this account may sign in, and stay signed in."""
        return may_sign_in(user)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs themselves up; every refusal is written down; no answer tells whether an account exists."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Your e-mail address or password is wrong. Check both and try again."),
        "too_many_login_attempts": _(
            "There were too many tries with this address. Wait 15 minutes, then try again. "
            "This says nothing about whether an account exists."
        ),
        "rate_limited": _("There were too many tries. Wait 15 minutes, then try again."),
        "incorrect_password": _("This is not your password. Try again."),
        "enter_current_password": _("This is not your current password. Try again."),
        "incorrect_code": _("This code is wrong or has been used. Enter the one that is shown now."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Always closed: administrators invite."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try. Raises ValidationError once there were too many for this address."""
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            signin_audit.refused(_account_of(credentials), why="locked")
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:  # noqa: ARG002
        """Write down a wrong password, or an address that nobody has."""
        signin_audit.refused(_account_of(credentials), why="credentials")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The account of a right password. Raises ValidationError where an agency signs in by its directory alone.

        It says so whatever the password and whoever the account: nobody learns by it whether one exists.
        """
        user: User | None = super().authenticate(request, **credentials)
        provider = provider_for_email(str(credentials.get("email", "")))
        if provider and provider.is_required and not (user and keeps_password(user)):
            if user:
                signin_audit.refused(user, why="provider-required")
            raise ValidationError(REQUIRED % {"name": provider.name})
        return user

    def get_login_stages(self) -> list[str]:
        """allauth's steps of signing in, with our second one."""
        ours = "fourfold.trust.partnership.second_factor.SecondFactorStage"
        return [ours if one == "allauth.mfa.stages.AuthenticateStage" else one for one in super().get_login_stages()]

    def pre_login(self, request: HttpRequest, user: User, **how: Any) -> HttpResponse | None:
        """Turn away accounts that are closed, and passkeys where an agency's directory is required."""
        if not may_sign_in(user):
            signin_audit.refused(user, why="closed")
            user.is_active = False
        elif _provider_of(request, user) is None and not keeps_password(user):
            provider = provider_for_email(user.email)
            if provider and provider.is_required:
                signin_audit.refused(user, why="provider-required")
                messages.warning(request, REQUIRED % {"name": provider.name})
                return redirect("account_login")
        response: HttpResponse | None = super().pre_login(request, user, **how)
        return response

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether this is the person's password. Ours is the address on the account: we keep no list of them."""
        found = self.authenticate(context.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How somebody confirms who they are. In the demonstration, nobody has a password: one click."""
        if getattr(user, "is_demonstration", False):
            here = reverse("demonstration:step-up") if settings.DEMONSTRATION else reverse("account_login")
            return [{"id": "demonstration", "description": _("Confirm with one click"), "url": here}]
        methods: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        methods = [method | {"description": _METHODS.get(method["id"], method["description"])} for method in methods]
        provider_id = _provider_of(context.request, user)
        provider = live_provider(UUID(provider_id)) if provider_id else None
        if provider:
            says = _("Use the sign-in of %(name)s") % {"name": provider.name}
            methods.append({"id": BY_PROVIDER, "description": says, "url": reverse("identity_confirm")})
        return methods

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002
        """Where to go after setting a password."""
        return reverse("partnership:account")

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Say it in our words, once."""
        template = kwargs.pop("message_template", args[0] if args else None)
        message = kwargs.get("message") or SAY.get(template or "")
        if message:
            super().add_message(request, level, message=str(message))


_METHODS = {
    "reauthenticate": _("Use your password"),
    "mfa_reauthenticate": _("Use your authenticator app or a recovery code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}


def _provider_of(request: HttpRequest, user: Any) -> str | None:
    """The id of the agency's directory by which somebody signed in in this session."""
    records = get_authentication_records(request, user)
    return next((str(one["provider"]) for one in reversed(records) if one["method"] == BY_PROVIDER), None)


def _account_of(credentials: dict[str, Any]) -> User | None:
    return account_by_email(str(credentials.get("email", "")))


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Names the account by its e-mail address in authenticator apps and on passkeys, and seals what it must keep."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_generate_recovery_codes": _("Set up an authenticator app or a passkey first."),
    }

    def encrypt(self, text: str) -> str:
        """A secret of an authenticator app, or the seed of recovery codes, as the database keeps it."""
        return seal(text, kind=SECOND_FACTOR)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again. Raises `CannotUnseal`."""
        return unseal(encrypted_text, kind=SECOND_FACTOR)

    def get_totp_label(self, user: User) -> str:
        """What the authenticator app shows."""
        return user.email

    def build_totp_svg(self, url: str) -> str:
        """The QR code as inline SVG: a picture from elsewhere would not pass our content security policy."""
        return qr_code(url, label=str(_("QR code for your authenticator app. The same key follows in letters.")))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """The name that a device shows beside a passkey."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Fourfold"}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Whom a passkey is for, as the device shows it."""
        return {**super().get_public_key_credential_user_entity(user), "display_name": user.email}

    def generate_authenticator_name(self, user: User, type: Any) -> str:  # noqa: ARG002
        """What a passkey is called until it is given a name."""
        return str(_("My passkey"))
