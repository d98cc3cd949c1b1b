"""allauth's forms in our words: labels and hints above the boxes, nothing inside them, errors that say what to do."""

from hashlib import sha256
from typing import Any, ClassVar

from allauth.account import forms as account
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fourfold.trust.partnership.queries.federation import some_agency_has_one

Text = str | Promise
PASSWORD_HINT = _("At least 12 characters. Three random words are easy to remember and hard to guess.")


class Words(forms.Form):
    """Gives the fields their words: name -> (label, hint, what to say when it is empty)."""

    use_required_attribute = False
    words: ClassVar[dict[str, tuple[Text, Text, Text]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, (label, hint, empty) in self.words.items():
            field = self.fields[name]
            field.label, field.help_text = label, hint  # type: ignore[assignment]
            field.error_messages["required"] = empty  # type: ignore[assignment]
            field.widget.attrs.pop("placeholder", None)


class LoginForm(Words, account.LoginForm):  # type: ignore[misc]
    """E-mail address and password. `by_agency`: whether some agency signs in by its own directory."""

    by_agency = staticmethod(some_agency_has_one)
    words = {
        "login": (_("E-mail address"), "", _("Enter your e-mail address.")),
        "password": (_("Password"), "", _("Enter your password.")),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username webauthn"
        self.fields["login"].error_messages["invalid"] = _("Enter an e-mail address, like name@example.org.")
        for validator in self.fields["login"].validators:
            if getattr(validator, "code", "") == "invalid":
                validator.message = self.fields["login"].error_messages["invalid"]  # type: ignore[attr-defined]


class PasswordForm(Words, account.ReauthenticateForm):  # type: ignore[misc]
    """The password once more."""

    words = {"password": (_("Password"), "", _("Enter your password."))}


NEW = (_("New password"), PASSWORD_HINT, _("Enter a new password."))
AGAIN = (_("New password, once more"), "", _("Enter the new password once more."))


class ChangePasswordForm(Words, account.ChangePasswordForm):  # type: ignore[misc]
    """The current password and a new one."""

    words = {
        "oldpassword": (_("Current password"), "", _("Enter your current password.")),
        "password1": NEW,
        "password2": AGAIN,
    }


class SetPasswordForm(Words, account.SetPasswordForm):  # type: ignore[misc]
    """A first password, for somebody who signs in with a passkey."""

    words = {"password1": NEW, "password2": AGAIN}


class _Once(Words, second.BaseAuthenticateForm):  # type: ignore[misc]
    """A code that is taken once. allauth remembers one for its half minute; with tolerance it lives three of them."""

    words = {
        "code": (
            _("Code"),
            _("The 6 numbers that your authenticator app shows, or one of your recovery codes."),
            _("Enter the code."),
        )
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"

    def clean_code(self) -> str:
        """The code, if it is right and new."""
        code: str = super().clean_code()
        digest = sha256(f"{self.user.pk} {normalize_user_code(code)}".encode()).hexdigest()
        lives = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
        if not cache.add(f"fourfold.used-code:{digest}", "y", timeout=lives):
            raise get_adapter().validation_error("incorrect_code")
        return code


class CodeForm(_Once, second.AuthenticateForm):  # type: ignore[misc]
    """The second step of signing in."""


class ConfirmByCodeForm(_Once, second.ReauthenticateForm):  # type: ignore[misc]
    """Confirming who one is by a code."""


class ActivateForm(Words, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of a new authenticator app."""

    words = {
        "code": (
            _("Code from the app"),
            _("The 6 numbers that the app shows for Fourfold now."),
            _("Enter the code from the app."),
        )
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class AddPasskeyForm(Words, AddWebAuthnForm):  # type: ignore[misc]
    """A name for a passkey. The browser asks for the rest."""

    words = {
        "name": (_("Name of this passkey"), _("So that you can tell it from others, such as “Work laptop”."), ""),
        "passwordless": (
            _("Let me sign in with it alone"),
            _(
                "No password then: the device asks for your fingerprint, face or PIN. "
                "Leave it off for a plain security key."
            ),
            "",
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].max_length = 60  # type: ignore[attr-defined]
        self.fields["name"].validators.append(forms.CharField(max_length=60).validators[0])
        self.initial.setdefault("passwordless", True)
        self.fields["credential"].error_messages["required"] = _(
            "Your browser sent no passkey. Choose “Add the passkey” and follow what it asks."
        )


class RenamePasskeyForm(Words, EditWebAuthnForm):  # type: ignore[misc]
    """Another name for a passkey."""

    words = {"name": (_("Name of this passkey"), "", _("Enter a name."))}
