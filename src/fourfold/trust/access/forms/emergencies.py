"""What is asked of whoever needs to see now, and of whoever reviews it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.ground.web.forms import GovForm
from fourfold.trust.access.domain.emergencies import HOURS, LONGEST_REASON
from fourfold.trust.access.domain.references import LONGEST

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def reference_field(label: "StrOrPromise") -> forms.CharField:
    """The reference of a person, as it was said."""
    return forms.CharField(
        label=label,
        help_text=_("As a colleague or the agency that holds the records told you, such as KM-7F3K-2QXD"),
        max_length=LONGEST + 10,
        error_messages={"required": _("Enter the reference as you were told it, such as KM-7F3K-2QXD.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )


class EmergencyForm(GovForm):
    """About whom, for what, why, and for how long."""

    reference = reference_field(_("Reference of the person"))
    purpose = forms.ChoiceField(label=_("What do you need it for?"), widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why can’t it wait?"),
        help_text=_("The data protection officers of both agencies read this, and decide whether it was right."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        coerce=int,
        choices=[(hours, _("1 hour") if hours == 1 else f"{hours} hours") for hours in HOURS],
        initial=2,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, purposes: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["purpose"].choices = purposes  # type: ignore[attr-defined]
        if len(purposes) == 1:
            self.fields["purpose"].initial = purposes[0][0]


class ReviewForm(GovForm):
    """Whether it was right, and what was found."""

    was_appropriate = forms.TypedChoiceField(
        label=_("Was it right to use emergency access?"),
        coerce=lambda answer: answer == "yes",
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    review = forms.CharField(
        label=_("What did you find?"),
        help_text=_("Who you asked, and what follows from it"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
