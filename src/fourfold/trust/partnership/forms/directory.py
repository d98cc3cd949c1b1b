"""Filters of the directory. They come from the address, so what makes no sense is left out without a word."""

from typing import Any

from django import forms

from fourfold.ground.web.forms import GovForm
from fourfold.trust.partnership.domain.register import AgencyType
from fourfold.trust.partnership.domain.roles import HANDED_OVER, RoleKind
from fourfold.trust.partnership.models import Agency
from fourfold.trust.partnership.wording import type_label

WHEN = [("", "All"), ("today", "There today"), ("historic", "Historic")]


class AgencyFilterForm(GovForm):
    """Type, today or historic, words of the name."""

    q = forms.CharField(label="Name", required=False, max_length=100)
    type = forms.ChoiceField(
        label="Type",
        required=False,
        choices=[("", "All types"), *((kind.value, type_label(kind)) for kind in AgencyType)],
    )
    when = forms.ChoiceField(label="Which", required=False, choices=WHEN)


class PersonFilterForm(GovForm):
    """Agency, role, words of the name; for administrators, those who have left."""

    q = forms.CharField(label="Name", required=False, max_length=100)
    agency = forms.ChoiceField(label="Agency", required=False)
    role = forms.ChoiceField(
        label="Role", required=False, choices=[("", "All roles"), *((kind.value, kind.label) for kind in RoleKind)]
    )
    leavers = forms.BooleanField(label="Those who have left", required=False)

    def __init__(self, *args: Any, agencies: list[Agency], with_leavers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [  # type: ignore[attr-defined]
            ("", "All agencies"),
            *((str(agency.pk), agency.name) for agency in agencies),
        ]
        if not with_leavers:
            del self.fields["leavers"]


class GapFilterForm(GovForm):
    """Which role nobody holds."""

    role = forms.ChoiceField(
        label="Role", required=False, choices=[("", "All roles"), *((kind.value, kind.label) for kind in HANDED_OVER)]
    )


def asked(form: forms.Form) -> dict[str, Any]:
    """The answers that make sense; a choice that does not exist counts as not made."""
    form.is_valid()
    return {name: form.cleaned_data.get(name) or "" for name in form.fields}
