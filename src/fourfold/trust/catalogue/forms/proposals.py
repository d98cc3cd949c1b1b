"""What people type to propose a purpose."""

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
    dpia_reference = forms.CharField(
        label="Reference of its data protection impact assessment",
        max_length=60,
        help_text="As it stands on the assessment. Write the assessment first.",
    )
    field_order = [*("label", "text", "why", "checked", "regime", "extent", "source_url", "dpia_reference")]

    def purpose(self) -> NewPurpose:
        """The purpose as typed, once the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "checked"}
        return NewPurpose(**said | {"regime": Regime(said["regime"])})
