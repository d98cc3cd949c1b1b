"""What is asked to write a section, a figure, a judgement, a gap or a recommendation."""

from typing import Any
from uuid import UUID

from django import forms

from fourfold.ground.web.forms import CheckedForm, DateInputField
from fourfold.practice.profiles.domain.contents import FigureSaid
from fourfold.practice.profiles.domain.figures import read_grid
from fourfold.practice.profiles.domain.phia import Confidence, Likelihood
from fourfold.practice.profiles.domain.sections import FORBIDDEN, About, SectionKey
from fourfold.practice.profiles.domain.states import Strand
from fourfold.practice.profiles.forms.profiles import Choices, offer
from fourfold.practice.profiles.models.contents import WORDS
from fourfold.practice.profiles.models.profiles import LINE, TITLE
from fourfold.practice.profiles.operations.writing import Todo


class SectionForm(CheckedForm):
    """The words of a section."""

    text = forms.CharField(
        label="Text",
        widget=forms.Textarea,
        max_length=WORDS,
        required=False,
        help_text="A line that begins with a hyphen is a list. Name nobody who uses our services.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class FigureForm(CheckedForm):
    """A table to paste, with what it shows and where it comes from."""

    caption = forms.CharField(label="What does it show?", max_length=TITLE, help_text="Its caption, with the period")
    about = forms.ChoiceField(label="Of whom does it tell?", widget=forms.RadioSelect)
    table = forms.CharField(
        label="Paste the table",
        widget=forms.Textarea,
        max_length=40_000,
        help_text="From a spreadsheet or a CSV file: headings first. Write c for a number that is not shown.",
    )
    source = forms.CharField(
        label="Where does it come from?", max_length=LINE, help_text="The data, its months, its licence"
    )
    is_chart = forms.BooleanField(label="Draw bars of its first column of numbers", required=False)

    def __init__(self, *args: Any, key: SectionKey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "about", [(one.value, one.label) for one in About if one not in FORBIDDEN.get(key, ())])

    def figure(self) -> FigureSaid:
        """The figure as pasted. Raises BadInput for what is no table."""
        said = self.cleaned_data
        grid = read_grid(said["table"])
        return FigureSaid(said["caption"], About(said["about"]), grid, said["source"], "", said["is_chart"])


class JudgementForm(CheckedForm):
    """A judgement about what to expect."""

    text = forms.CharField(label="What do you expect?", widget=forms.Textarea, max_length=LINE)
    likelihood = forms.ChoiceField(
        label="How likely is it?",
        widget=forms.RadioSelect,
        choices=[(one.value, f"{one.label} ({one.range})") for one in Likelihood],
    )
    confidence = forms.ChoiceField(
        label="How sound is the evidence?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Confidence],
    )
    because = forms.CharField(label="On what does it rest?", widget=forms.Textarea, max_length=LINE)


class TodoForm(CheckedForm):
    """A gap, or a recommendation: what, whose it is, until when."""

    strand = forms.ChoiceField(
        label="Under which strand?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Strand],
    )
    text = forms.CharField(label="What?", widget=forms.Textarea, max_length=LINE)
    owner = forms.ChoiceField(label="Who?")
    due_on = DateInputField(label="By when?")

    def __init__(self, *args: Any, owners: Choices, has_strand: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", [("", "Choose"), *owners])
        if has_strand:
            self.fields["text"].label = "What should be done?"
            self.fields["owner"].label = "Which agency owns it?"
        else:
            del self.fields["strand"]
            self.fields["text"].label = "What is not known?"
            self.fields["owner"].label = "Who finds out?"

    def todo(self) -> Todo:
        """As typed, once the form is valid."""
        said = self.cleaned_data
        return Todo(said["text"], UUID(said["owner"]), said["due_on"])


class AnswerForm(CheckedForm):
    """What was found out."""

    answer = forms.CharField(label="What did you find out?", widget=forms.Textarea, max_length=LINE)
