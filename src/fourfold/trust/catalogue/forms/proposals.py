"""What people type to propose a purpose."""

from collections.abc import Mapping
from typing import Any

from django import forms

from fourfold.ground.web.forms import CheckedForm
from fourfold.trust.catalogue.domain.entries import Regime
from fourfold.trust.catalogue.operations import NewPurpose


class ProposalForm(CheckedForm):
    """A new purpose."""

    label = forms.CharField(
        label="Name of the purpose", max_length=60, help_text="A few words, such as “Finding missing children”"
    )
    text = forms.CharField(label="What would personal data be looked at for?", widget=forms.Textarea, max_length=600)
    why = forms.CharField(
        label="Why is no purpose of the list enough?",
        widget=forms.Textarea,
        max_length=1500,
        help_text="Whoever approves reads this. Name no one.",
    )
    regime = forms.ChoiceField(
        label="Which law does it stand under?",
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in Regime],
    )
    extent = forms.CharField(
        label="Where does that law apply?", max_length=120, help_text="For example, England and Wales"
    )
    source_url = forms.CharField(
        label="Web address of the law that it rests on",
        max_length=500,
        help_text="For example, https://www.legislation.gov.uk/ukpga/2004/31/section/10",
    )
    dpia_reference = forms.ChoiceField(
        label="Its data protection impact assessment",
        help_text="Those in force. Where the purpose needs its own, have it signed first, under Agreements.",
    )
    field_order = [*("label", "text", "why", "checked", "regime", "extent", "source_url", "dpia_reference")]

    def __init__(self, *args: Any, assessments: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["dpia_reference"]
        if isinstance(asked, forms.ChoiceField):
            listed = [(reference, f"{reference}: {title}") for reference, title in assessments.items()]
            asked.choices = [("", "Choose an assessment" if listed else "None is in force yet"), *listed]

    def purpose(self) -> NewPurpose:
        """The purpose as typed, once the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "checked"}
        return NewPurpose(**said | {"regime": Regime(said["regime"])})
