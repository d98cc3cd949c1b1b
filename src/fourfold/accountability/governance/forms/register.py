"""The forms of the register of policies and plans."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.governance.domain.states import Fit, PolicyKind
from fourfold.accountability.governance.operations.register import CheckWords, PolicyWords
from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm

Choices = Sequence[tuple[Any, str]]


class PolicyForm(GovForm):
    """A document of an agency."""

    agency = forms.ChoiceField(label="Whose document is it?")
    title = forms.CharField(label="What is it called?", max_length=200)
    kind = forms.ChoiceField(
        label="What is it?", widget=forms.RadioSelect, choices=[(item.value, item.label) for item in PolicyKind]
    )
    owner = forms.ChoiceField(label="Who owns it?", required=False)
    link = forms.URLField(
        label="Where can it be read?",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="The address of the document, for those who may open it.",
    )
    next_on = DateInputField(label="When must it be looked at next?")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agencies: Choices, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "agency", [("", "Choose an agency"), *agencies] if len(agencies) > 1 else list(agencies))
        _offer(self, "owner", [("", "Not known yet"), *people])

    def words(self) -> PolicyWords:
        """The document as typed, once the form is valid."""
        said = self.cleaned_data
        return PolicyWords(
            kind=PolicyKind(said["kind"]),
            title=said["title"],
            next_on=said["next_on"],
            link=said["link"],
            owner=UUID(said["owner"]) if said["owner"] else None,
        )


class CheckForm(CheckedForm):
    """What checking a document against a plan found."""

    plan = forms.ChoiceField(label="Which plan did you check it against?")
    fit = forms.ChoiceField(
        label="What did you find?", widget=forms.RadioSelect, choices=[(item.value, item.label) for item in Fit]
    )
    gap = forms.CharField(label="What is the gap?", widget=forms.Textarea, max_length=2000, required=False)
    next_on = DateInputField(label="When should it be looked at next?")

    def __init__(self, *args: Any, plans: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "plan", list(plans))

    def words(self) -> CheckWords:
        """The check as typed, once the form is valid."""
        said = self.cleaned_data
        return CheckWords(
            plan_id=UUID(said["plan"]),
            fit=Fit(said["fit"]),
            next_on=said["next_on"],
            gap=said["gap"],
            checked=said["checked"],
        )


def _offer(form: GovForm, name: str, choices: Choices) -> None:
    asked = form.fields[name]
    if isinstance(asked, forms.ChoiceField):
        asked.choices = list(choices)
