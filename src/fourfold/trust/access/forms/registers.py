"""What is asked for the conflict register, exclusions, marked people, and who works with whom."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.trust.access.domain.conflicts import LONGEST_NAME, LONGEST_REASON, NOTHING, RELATIVE, SELF
from fourfold.trust.access.domain.references import LONGEST
from fourfold.trust.access.forms.emergencies import reference_field

People = Sequence[tuple[str, str]]


class DeclareForm(GovForm):
    """Oneself, somebody near, or nobody."""

    kind = forms.ChoiceField(
        label=_("What do you declare?"),
        choices=[
            (RELATIVE, _("Somebody near to me: a relative, partner, friend or neighbour")),
            (SELF, _("Myself: agencies may hold records about me")),
            (NOTHING, _("Nothing, or nothing more than I have declared")),
        ],
        widget=forms.RadioSelect,
    )
    reference = forms.CharField(
        label=_("Their reference, if you know it (optional)"), required=False, max_length=LONGEST + 10
    )
    name = forms.CharField(
        label=_("Or their full name"),
        help_text=_("Your data protection officer finds the person. Nobody else reads it."),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    born_on = DateInputField(label=_("Their date of birth, if you know it (optional)"), required=False)


class SettleForm(GovForm):
    """Under which reference agencies know the person who was declared by name."""

    reference = forms.CharField(
        label=_("Reference (optional)"),
        help_text=_("Leave it empty if the agencies that you asked hold nothing about them."),
        required=False,
        max_length=LONGEST + 10,
    )


class _OfColleague(GovForm):
    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user_id"].choices = [("", _("Choose a person")), *people]  # type: ignore[attr-defined]


class ExcludeForm(_OfColleague):
    """Whom to keep from whose records, and why."""

    user_id = forms.ChoiceField(label=_("Who is kept away?"))
    reference = reference_field(_("Reference of the person whose records they must not see"))
    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("Owners of the records and data protection officers read this; who is kept away never does."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WorkForm(_OfColleague):
    """Which colleague works with which person."""

    user_id = forms.ChoiceField(label=_("Which colleague?"))
    reference = reference_field(_("Reference of the person they work with"))
    reason = forms.CharField(
        label=_("How do they work with the person?"),
        help_text=_(
            "For example, “allocated social worker from today”. The colleague and your data protection "
            "officer read this."
        ),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MarkForm(GovForm):
    """Whom nobody has cause to look at."""

    reference = reference_field(_("Reference of the person"))


class SureForm(GovForm):
    """Nothing is asked: the button says it."""
