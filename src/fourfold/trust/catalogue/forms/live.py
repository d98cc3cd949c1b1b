"""What people type to take a data set out of use."""

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.ground.web.forms import CheckedForm


class EndForm(CheckedForm):
    """Why it is shared no more."""

    why = forms.CharField(
        label=_("Why is it taken out of use?"),
        widget=forms.Textarea,
        max_length=1000,
        help_text=_("Everyone in the partnership can read this. Name no one."),
    )
    field_order = ["why", "checked"]
