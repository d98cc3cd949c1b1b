"""Saying why, commenting, answering, signing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.ground.web.forms import CheckedForm, GovForm
from fourfold.trust.agreements.forms.terms import Choices, offer


class ConfirmForm(GovForm):
    """Nothing to fill in: the page says what happens, the button does it."""


class WhyForm(CheckedForm):
    """A reason that others will read."""

    why = forms.CharField(label=_("Why"), widget=forms.Textarea, required=False, max_length=2000)


class CommentForm(CheckedForm):
    """A comment, about a part or the whole."""

    part = forms.ChoiceField(label=_("What it is about"))
    text = forms.CharField(label=_("Your comment"), widget=forms.Textarea, required=False, max_length=4000)

    def __init__(self, *args: Any, parts: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "part", parts)


class AnswerForm(CheckedForm):
    """The answer to a comment."""

    answer = forms.CharField(
        label=_("Your answer"),
        widget=forms.Textarea,
        required=False,
        max_length=4000,
        help_text=_("What you changed because of it, or why you did not."),
    )


class SignForm(GovForm):
    """The signature: the hash of the text that is shown, and that it was read."""

    seen_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    has_read = forms.BooleanField(
        label=_("I have read this text and sign it for my agency"),
        error_messages={"required": _("Confirm that you have read the text and sign it for your agency")},
    )


class AccedeForm(SignForm):
    """A signature of an agency that joins, with those for which it signs."""

    agency = forms.ChoiceField(label=_("Which agency joins"))
    on_behalf_of = forms.CharField(
        label=_("Agencies for which it signs too"),
        widget=forms.Textarea,
        required=False,
        help_text=_("One name on each line, as the directory has it."),
    )

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)
