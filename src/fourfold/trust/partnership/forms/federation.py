"""What an administrator is asked about an agency's own directory, and somebody who is about to sign in by one."""

import re
from typing import Any

from django import forms

from fourfold.ground.web.forms import GovForm
from fourfold.trust.partnership.domain.federation import MfaClaim, SubjectClaim
from fourfold.trust.partnership.models import IdentityProvider
from fourfold.trust.partnership.operations.federation import Terms

OURS = "ours"
_BETWEEN = re.compile(r"[\s,;]+")


class AgencySignInForm(GovForm):
    """An address, whose domain says which agency it is."""

    login = forms.EmailField(
        label="E-mail address at work",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
        error_messages={
            "required": "Enter your e-mail address.",
            "invalid": "Enter an e-mail address, like name@example.org.",
        },
    )


class TermsForm(GovForm):
    """What may change of an agency's directory."""

    name = forms.CharField(
        label="Name on the button", help_text="It follows “Continue with”, such as Kent Police.", max_length=60
    )
    client_id = forms.CharField(label="Client ID", max_length=255)
    secret = forms.CharField(
        label="Client secret",
        help_text="Kept sealed, and never shown again.",
        max_length=1000,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    domains = forms.CharField(
        label="E-mail domains",
        help_text="Whose addresses it may speak for: what stands after the @, one on a line, like kent.police.uk",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )
    mfa_claim = forms.ChoiceField(
        label="Second factor",
        choices=[
            (OURS, "We always ask for ours"),
            (MfaClaim.ACR.value, "Theirs counts, when the claim acr says so"),
            (MfaClaim.AMR.value, "Theirs counts, when the claim amr says so"),
        ],
        widget=forms.RadioSelect,
        initial=OURS,
    )
    mfa_values = forms.CharField(
        label="Values that say so (optional)",
        help_text="Such as mfa or https://refeds.org/profile/mfa. Any one of them is enough.",
        required=False,
        max_length=1000,
    )
    is_required = forms.BooleanField(
        label="Its people sign in by it alone",
        help_text="Passwords and passkeys are then refused for them. Administrators of the partnership keep theirs.",
        required=False,
    )

    def terms(self) -> Terms:
        """What was asked for."""
        given = self.cleaned_data
        return Terms(
            name=given["name"],
            client_id=given["client_id"],
            secret=given["secret"],
            domains=tuple(filter(None, _BETWEEN.split(given["domains"]))),
            mfa_claim=None if given["mfa_claim"] == OURS else MfaClaim(given["mfa_claim"]),
            mfa_values=tuple(filter(None, _BETWEEN.split(given["mfa_values"]))),
            is_required=given["is_required"],
        )


class ProviderForm(TermsForm):
    """A new one: whose it is for ever, too."""

    field_order = ["name", "issuer", "client_id", "secret", "domains", "subject_claim", "mfa_claim", "mfa_values"]

    issuer = forms.CharField(
        label="Issuer",
        help_text="As the directory calls itself, to the letter, like https://sso.example.org/realms/staff",
        max_length=500,
    )
    subject_claim = forms.ChoiceField(
        label="Claim that names people",
        help_text="sub is the standard’s. For Entra ID, oid stays the same when the application is registered anew.",
        choices=[(one.value, one.value) for one in SubjectClaim],
        widget=forms.RadioSelect,
        initial=SubjectClaim.SUB.value,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["secret"].required = True
        self.fields["secret"].error_messages["required"] = "Enter the client secret."


class ChangeProviderForm(TermsForm):
    """What may change, as it is now."""

    def __init__(self, *args: Any, row: IdentityProvider, **kwargs: Any) -> None:
        kwargs["initial"] = {
            "name": row.name,
            "client_id": row.client_id,
            "domains": "\n".join(row.domains),
            "mfa_claim": row.mfa_claim or OURS,
            "mfa_values": " ".join(row.mfa_values),
            "is_required": row.is_required,
        }
        super().__init__(*args, **kwargs)
        self.fields["secret"].label = "New client secret (optional)"
        self.fields["secret"].help_text = "Leave it empty to keep the one there is."
