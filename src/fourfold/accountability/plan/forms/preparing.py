"""What people type when they write a plan: actions fast, and success factors."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.accountability.plan.operations.factors import MOST_FACTOR
from fourfold.accountability.plan.operations.quick import QuickActions
from fourfold.ground.web.forms import CheckedForm, GovForm

Choices = Sequence[tuple[str, str]]


class QuickForm(GovForm):
    """Actions, several at once. Enter adds the next; the strand, the lead and the date stay for it."""

    strand = forms.ChoiceField(
        label="Strand", widget=forms.RadioSelect, choices=[(kind.value, kind.label) for kind in StrandKind]
    )
    text = forms.CharField(
        label="What will be done?",
        required=False,
        max_length=2_000,
        widget=forms.TextInput(attrs={"autofocus": True}),
        help_text="Press Enter to add it and write the next. Name no one who uses our services.",
    )
    several = forms.CharField(
        label="Several actions, one a line", required=False, max_length=20_000, widget=forms.Textarea
    )
    lead = forms.ChoiceField(label="Who leads?", required=False)
    when = forms.CharField(
        label="By when?",
        required=False,
        max_length=120,
        help_text="For example, 31 March 2027, March 2027 (review), or ongoing",
    )

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lead = self.fields["lead"]
        if isinstance(lead, forms.ChoiceField):
            lead.choices = [("", "Nobody yet"), *agencies]

    def quick(self) -> QuickActions:
        """What was typed, once the form is valid."""
        said = self.cleaned_data
        return QuickActions(
            kind=StrandKind(said["strand"]),
            texts=[said["text"], *said["several"].splitlines()],
            lead_ids=[UUID(said["lead"])] if said["lead"] else [],
            when=said["when"],
        )

    def kept(self) -> dict[str, str]:
        """What stays for the next action."""
        return {name: self.cleaned_data[name] for name in ("strand", "lead", "when")}


class FactorsForm(CheckedForm):
    """New success factors of a strand."""

    text = forms.CharField(
        label="What does it look like where it works?",
        widget=forms.Textarea,
        max_length=20_000,
        help_text="One success factor a line. Name no one who uses our services.",
    )
    field_order = ("text", "checked")


class FactorForm(CheckedForm):
    """One success factor in other words."""

    text = forms.CharField(
        label="What does it look like where it works?", widget=forms.Textarea, max_length=MOST_FACTOR
    )
    field_order = ("text", "checked")
