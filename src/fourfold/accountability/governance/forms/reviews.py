"""The forms of the yearly review."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.governance.operations.reviews import FindingWords
from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm

Choices = Sequence[tuple[Any, str]]


class OpenReviewForm(GovForm):
    """The year to review."""

    year = forms.IntegerField(label="Which year do you review?", min_value=2019, max_value=2100)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"year": today.year}, **kwargs)


class InOrderForm(GovForm):
    """A line was looked at and is in order."""

    note = forms.CharField(
        label="Anything to remember? (optional)", widget=forms.Textarea, max_length=1000, required=False
    )


class FindingForm(CheckedForm):
    """Something to put right, and the action that does it."""

    text = forms.CharField(label="What did you find?", widget=forms.Textarea, max_length=2000)
    title = forms.CharField(label="What should be done? In a few words", max_length=140)
    strand = forms.ChoiceField(label="Where in the plan does it belong?")
    lead = forms.ChoiceField(label="Which agency leads it?")
    officer = forms.ChoiceField(label="Who is accountable for it?", required=False)
    deputy = forms.ChoiceField(label="Who is their deputy?", required=False)
    due_on = DateInputField(label="By when?")

    def __init__(
        self, *args: Any, strands: Choices, agencies: Mapping[UUID, str], people: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = agencies
        named = [(str(key), name) for key, name in agencies.items()]
        for name, choices in (
            ("strand", [("", "Choose a strand"), *strands]),
            ("lead", [("", "Choose an agency"), *named]),
            ("officer", [("", "Not known yet"), *people]),
            ("deputy", [("", "Not known yet"), *people]),
        ):
            asked = self.fields[name]
            if isinstance(asked, forms.ChoiceField):
                asked.choices = choices

    def words(self) -> FindingWords:
        """The finding as typed, once the form is valid."""
        said = self.cleaned_data
        lead = UUID(said["lead"])
        return FindingWords(
            text=said["text"],
            title=said["title"],
            strand_id=UUID(said["strand"]),
            lead=(lead, self.agencies[lead]),
            officer=UUID(said["officer"]) if said["officer"] else None,
            due_on=said["due_on"],
            deputy=UUID(said["deputy"]) if said["deputy"] else None,
            checked=said["checked"],
        )
