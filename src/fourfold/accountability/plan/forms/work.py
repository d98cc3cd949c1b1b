"""What people type into the work plan of an action: steps, risks, what it waits for, and evidence."""

from collections.abc import Sequence
from typing import Any

from django import forms

from fourfold.accountability.plan.domain.scales import IMPACT, LIKELIHOOD
from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm


class MilestoneForm(GovForm):
    """A step with its date."""

    title = forms.CharField(label="What will have been done?", max_length=200)
    due_on = DateInputField(label="By when?", help_text="For example, 31 3 2027")


class RiskForm(CheckedForm):
    """What could stop the action, and what is done about it."""

    text = forms.CharField(label="What could go wrong?", widget=forms.Textarea, max_length=1000)
    likelihood = forms.TypedChoiceField(
        label="How likely is it?", widget=forms.RadioSelect, coerce=int, choices=list(LIKELIHOOD.items())
    )
    impact = forms.TypedChoiceField(
        label="How much would it harm the action?", widget=forms.RadioSelect, coerce=int, choices=list(IMPACT.items())
    )
    mitigation = forms.CharField(
        label="What are you doing about it?", widget=forms.Textarea, max_length=1000, required=False
    )
    field_order = ["text", "likelihood", "impact", "mitigation", "checked"]


class DependencyForm(GovForm):
    """Another action of the plan that has to come first."""

    needed = forms.ChoiceField(label="Which action does this one wait for?")
    note = forms.CharField(label="What exactly is needed from it?", max_length=200, required=False)

    def __init__(self, *args: Any, actions: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        needed = self.fields["needed"]
        if isinstance(needed, forms.ChoiceField):
            needed.choices = [("", "Choose an action"), *actions]


class LinkForm(GovForm):
    """A link that shows what was done."""

    title = forms.CharField(label="What does it show?", max_length=200)
    url = forms.CharField(
        label="Web address", max_length=500, help_text="For example, https://www.kent.gov.uk/minutes"
    )


class FileForm(GovForm):
    """A file that shows what was done."""

    title = forms.CharField(label="What does it show?", max_length=200)
    file = forms.FileField(
        label="File",
        max_length=200,
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, PNG or JPEG, up to 10 MB.",
    )
