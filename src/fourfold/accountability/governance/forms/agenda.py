"""The forms around boards: what goes on an agenda, what a board oversees, what is brought before it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.governance.operations.agenda import Appeal
from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm

Choices = Sequence[tuple[Any, str]]


class TickForm(GovForm):
    """Actions to tick, by their ids."""

    actions = forms.MultipleChoiceField(label="Actions", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, actions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["actions"]
        if isinstance(asked, forms.MultipleChoiceField):
            asked.choices = list(actions)

    @property
    def ticked(self) -> frozenset[UUID]:
        """The actions ticked, once the form is valid."""
        return frozenset(UUID(key) for key in self.cleaned_data["actions"])


class AppealForm(CheckedForm):
    """Bringing an action before a board."""

    board = forms.ChoiceField(label="Which board?", widget=forms.RadioSelect)
    why = forms.CharField(
        label="What can't you solve, and what do you ask of the board?", widget=forms.Textarea, max_length=2000
    )
    answer_due = DateInputField(label="By when do you need an answer?")

    def __init__(self, *args: Any, boards: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["board"]
        if isinstance(asked, forms.ChoiceField):
            asked.choices = list(boards)

    def appeal(self) -> Appeal:
        """What is brought before the board, once the form is valid."""
        said = self.cleaned_data
        return Appeal(UUID(said["board"]), said["why"], said["answer_due"], said["checked"])
