"""What an administrator is asked about people and their roles, and a new person about their password."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.trust.partnership.domain.roles import GIVEN_BY_ADMINISTRATORS, RoleKind
from fourfold.trust.partnership.forms.signin import PASSWORD_HINT
from fourfold.trust.partnership.models import Agency

ROLES = [(kind.value, kind.label) for kind in RoleKind]
OF_AN_AGENCY = [(kind.value, kind.label) for kind in RoleKind if kind not in GIVEN_BY_ADMINISTRATORS]
"""What an agency's own administrator may give."""


class RoleForm(GovForm):
    """A role in an agency, from a day on."""

    agency = forms.ChoiceField(label="Agency")
    kind = forms.ChoiceField(label="Role", choices=ROLES, widget=forms.RadioSelect, initial=RoleKind.MEMBER.value)
    title = forms.CharField(
        label="Job title (optional)", help_text="As on their badge.", required=False, max_length=120
    )
    since = DateInputField(label="First day", help_text="For example, 27 3 2026")

    def __init__(self, *args: Any, agencies: list[Agency], all_roles: bool, today: date, **kwargs: Any) -> None:
        first = {"agency": str(agencies[0].pk)} if len(agencies) == 1 else {}
        kwargs["initial"] = {"since": today} | first | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if not all_roles:
            self.fields["kind"].choices = OF_AN_AGENCY  # type: ignore[attr-defined]
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", "Choose an agency"),
            *((str(agency.pk), agency.name) for agency in agencies),
        ]


class NewPersonForm(RoleForm):
    """A professional with a first role."""

    field_order = ["name", "email", "agency", "kind", "title", "since"]

    name = forms.CharField(label="Full name", max_length=120)
    email = forms.EmailField(
        label="Work e-mail address (optional)",
        help_text="They sign in with it. Leave it empty for somebody who is named in the plan but does not sign in.",
        required=False,
        max_length=254,
    )


class EndRoleForm(GovForm):
    """The first day without the role."""

    until = DateInputField(label="First day without this role", help_text="Today ends it at once.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"until": today} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class InvitationForm(GovForm):
    """A password of one's own."""

    password = forms.CharField(
        label=_("Password"),
        help_text=PASSWORD_HINT,
        strip=False,
        max_length=1_000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        error_messages={"required": _("Enter a password.")},
    )
