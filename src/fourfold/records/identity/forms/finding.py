"""What somebody knows of the person whom they look for. It is posted: names never stand in addresses."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.kernel.clock import today
from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.records.identity.domain.searching import Asked, number_of, place_of, reference_of


class FindForm(GovForm):
    """Any of: a name, a date of birth, an address or a postcode, a number."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        help_text=gettext_lazy("In any order. Short forms, names that sound alike and slips are found too."),
        required=False,
        max_length=120,
    )
    born = DateInputField(
        label=gettext_lazy("Date of birth, if you know it"),
        help_text=gettext_lazy("For example, 27 3 2011"),
        required=False,
    )
    place = forms.CharField(
        label=gettext_lazy("Address or postcode"),
        help_text=gettext_lazy("For example, 12 High Street or ME14 1XQ"),
        required=False,
        max_length=160,
    )
    number = forms.CharField(
        label=gettext_lazy("Or a number"),
        help_text=gettext_lazy("NHS number, pupil number, PNC identifier, or a reference such as KM-7F3K-2QXD"),
        required=False,
        max_length=40,
    )

    def clean_name(self) -> str:
        """The name, if it holds at least one word that can be looked for."""
        name = str(self.cleaned_data["name"])
        if name and not any(len(word) > 1 for word in Asked(name=name).words):
            raise ValidationError(_("Enter a whole word of the name, not an initial."))
        return name

    def clean_number(self) -> str:
        """A number whose kind is known by its shape and its check digit."""
        typed = str(self.cleaned_data["number"]).strip()
        if typed and not (number_of(typed)[0] or reference_of(typed)):
            raise ValidationError(
                _(
                    "This is no NHS number (10 digits), unique pupil number, PNC identifier or reference "
                    "(like KM-7F3K-2QXD): its check digit does not fit. Look for a digit that is wrong."
                )
            )
        return typed

    def clean(self) -> dict[str, Any]:
        """At least one of them, and no day ahead."""
        found = super().clean() or {}
        if not self.errors and not any(found.get(name) for name in self.fields):
            self.add_error("name", _("Enter a name, a date of birth, an address, a postcode or a number."))
        born = found.get("born")
        if born and born > today():
            self.add_error("born", _("The date of birth must be in the past."))
        return found

    def asked(self) -> Asked:
        """The question, once the form is sound."""
        given = self.cleaned_data
        address, postcode = place_of(given["place"])
        return Asked(
            name=given["name"],
            born=given["born"],
            address=address,
            postcode=postcode,
            number=number_of(given["number"]),
            reference=reference_of(given["number"]),
        )
