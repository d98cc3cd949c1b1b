"""What a draft says, piece by piece: what it is, its frame, a clause, a party."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm
from fourfold.trust.agreements.paper.phrases import KINDS, TIERS

Choices = Sequence[tuple[str, str]]


def offer(form: forms.Form, name: str, choices: Choices, *, empty: str = "") -> None:
    """Give a field its choices, with a first line that chooses nothing where `empty` is given."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [*([("", empty)] if empty else []), *choices]


class BeginForm(GovForm):
    """What an agreement is."""

    kind = forms.ChoiceField(label=_("What kind of document it is"), widget=forms.RadioSelect)
    tier = forms.ChoiceField(label=_("How near to daily work it stands"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=200)
    reference = forms.CharField(
        label=_("Reference"), max_length=40, help_text=_("A short name that never changes, such as KM-ISP-1.")
    )
    drafted_by = forms.ChoiceField(label=_("Which agency drafts it"))
    in_register = forms.BooleanField(
        label=_("Show it in the public register once it is in force"), required=False, initial=True
    )

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "kind", [(kind.value, text) for kind, text in KINDS.items()])
        offer(self, "tier", [(tier.value, text) for tier, text in TIERS.items()])
        offer(self, "drafted_by", agencies, empty=str(_("Choose an agency")))


class DraftForm(CheckedForm):
    """A form that changes a draft: it carries the save that it began from."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class FrameForm(DraftForm):
    """Title, summary, dates."""

    title = forms.CharField(label=_("Title"), max_length=200)
    summary = forms.CharField(
        label=_("What it is for"),
        widget=forms.Textarea,
        required=False,
        max_length=2000,
        help_text=_("A few plain sentences. They open the one-page summary."),
    )
    starts_on = DateInputField(label=_("In force from"), required=False)
    ends_on = DateInputField(label=_("Ends on"), required=False)
    review_on = DateInputField(label=_("Reviewed by"), required=False)
    under = forms.CharField(label=_("Reference of the protocol that it stands under"), required=False, max_length=40)
    data_sets = forms.MultipleChoiceField(
        label=_("Data sets that it assesses"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For an assessment or a policy document."),
    )
    permits_requests = forms.BooleanField(
        label=_("Its parties may ask each other, case by case, for what the schedule does not open"), required=False
    )

    def __init__(self, *args: Any, data_sets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "data_sets", data_sets)


class ClauseForm(DraftForm):
    """One clause."""

    number = forms.CharField(label=_("Number"), max_length=12)
    heading = forms.CharField(label=_("Heading"), max_length=200)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea, required=False)


class PartyForm(DraftForm):
    """An agency that signs, and those for which it signs too."""

    agency = forms.ChoiceField(
        label=_("Agency"),
        help_text=_(
            "Choose a body of several agencies, such as further education colleges, to let its members join."
        ),
    )
    on_behalf_of = forms.CharField(
        label=_("Agencies for which it signs too"),
        widget=forms.Textarea,
        required=False,
        help_text=_("One name on each line, as the directory has it. A trust signs for its schools so."),
    )

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies, empty=str(_("Choose an agency")))


class ImportForm(DraftForm):
    """A text file that becomes clauses."""

    file = forms.FileField(
        label=_("The text"),
        help_text=_("A Word document (.docx) or plain text (.txt, .md). Each heading begins a clause."),
    )
