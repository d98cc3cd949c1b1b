"""What is asked to begin a profile, and about who takes part in it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm
from fourfold.practice.profiles.domain.contents import Terms
from fourfold.practice.profiles.domain.states import Marking, Part, Verdict
from fourfold.practice.profiles.models.profiles import LINE, TITLE

Choices = Sequence[tuple[Any, str]]


class TermsForm(CheckedForm):
    """The terms of reference: what was asked, by whom, of where and when."""

    agency = forms.ChoiceField(label="For which agency do you write it?")
    title = forms.CharField(
        label="Title", max_length=TITLE, help_text="For example, Violence between groups in Thanet"
    )
    customer = forms.CharField(
        label="Who asked for it?", max_length=TITLE, help_text="A board, an agency or an officer"
    )
    purpose = forms.CharField(
        label="What decision is it for?", widget=forms.Textarea, max_length=LINE, help_text="In a sentence or two"
    )
    area = forms.CharField(label="Which area does it look at?", max_length=TITLE)
    period_from = DateInputField(label="First day of the period")
    period_until = DateInputField(label="Last day of the period")
    marking = forms.ChoiceField(
        label="How is it marked?", widget=forms.RadioSelect, choices=[(one.value, one.value) for one in Marking]
    )
    review_on = DateInputField(label="By when is it looked at again?")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)

    def terms(self) -> Terms:
        """The terms as typed, once the form is valid."""
        said = self.cleaned_data
        names = ("title", "customer", "purpose", "area", "period_from", "period_until", "review_on")
        return Terms(**{name: said[name] for name in names}, marking=Marking(said["marking"]))


class PartForm(GovForm):
    """Who takes part in it, as what."""

    person = forms.ChoiceField(label="Who?")
    part = forms.ChoiceField(
        label="What do they do?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Part.CONTRIBUTOR, Part.REVIEWER, Part.APPROVER)],
    )

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", [("", "Choose a person"), *people])


class RecipientsForm(GovForm):
    """The agencies whose people read its editions."""

    agencies = forms.MultipleChoiceField(
        label="Whose people read it, beside your own agency’s?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agencies", agencies)

    def chosen(self) -> set[UUID]:
        """Their ids, once the form is valid."""
        return {UUID(one) for one in self.cleaned_data["agencies"]}


class VerdictForm(GovForm):
    """What a reviewer, or who approves, found of the text that stands on the page (`digest`)."""

    verdict = forms.ChoiceField(
        label="What did you find?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Verdict],
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea,
        max_length=LINE,
        help_text="What you looked at, or what has to change. Its authors read this.",
    )
    digest = forms.CharField(widget=forms.HiddenInput)


class BecauseForm(GovForm):
    """Why a profile is withdrawn."""

    because = forms.CharField(label="Why is it withdrawn?", widget=forms.Textarea, max_length=LINE)


def offer(form: forms.Form, name: str, choices: Choices) -> None:
    """Let a field be chosen from these."""
    asked = form.fields[name]
    if isinstance(asked, forms.ChoiceField):
        asked.choices = [(str(key), words) for key, words in choices]
