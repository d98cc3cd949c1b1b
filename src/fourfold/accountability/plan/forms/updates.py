"""What people say about an action: progress updates and comments."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.plan.domain.states import Marking, Status
from fourfold.accountability.plan.operations.updates import Progress
from fourfold.ground.web.forms import CheckedForm, DateInputField


class UpdateForm(CheckedForm):
    """A progress update. `readers` are the people who can be named on a restricted one: user id and name."""

    text = forms.CharField(label="What has happened?", widget=forms.Textarea, max_length=4000)
    status = forms.ChoiceField(
        label="How is it going?",
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in Status],
    )
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea,
        max_length=1000,
        required=False,
        help_text="Needed when you mark the action at risk or off track, or open it again.",
    )
    reviewed = forms.BooleanField(label="The review that was due has been done", required=False)
    reviewed_next_on = DateInputField(label="When is the next review?", required=False)
    marking = forms.ChoiceField(
        label="Who may read this update?",
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in Marking],
        initial=Marking.OFFICIAL,
    )
    readers = forms.MultipleChoiceField(
        label="Who is named on it?", widget=forms.CheckboxSelectMultiple, required=False
    )
    status_seen = forms.ChoiceField(
        widget=forms.HiddenInput, required=False, choices=[(item.value, item.label) for item in Status]
    )

    def __init__(self, *args: Any, readers: Sequence[tuple[str, str]], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choose = self.fields["readers"]
        if isinstance(choose, forms.MultipleChoiceField):
            choose.choices = readers

    def clean(self) -> dict[str, Any]:
        """A review that was done says when the next one is, and the next one lies ahead."""
        said = self.cleaned_data
        complete = said.get("status") == Status.COMPLETE
        following = said.get("reviewed_next_on")
        asked = said.get("reviewed") and not complete and "reviewed_next_on" not in self.errors
        if asked and not following:
            self.add_error("reviewed_next_on", "Enter when the next review is")
        if following and following <= self.today:
            self.add_error("reviewed_next_on", "The next review must lie ahead")
        return said

    def progress(self) -> Progress:
        """The update as typed, once the form is valid."""
        said = self.cleaned_data
        return Progress(
            text=said["text"],
            status=Status(said["status"]),
            reason=said["reason"],
            marking=Marking(said["marking"]),
            readers=tuple(UUID(reader) for reader in said["readers"]),
            reviewed_next_on=said["reviewed_next_on"] if said["reviewed"] else None,
            checked=said["checked"],
            status_seen=Status(said["status_seen"]) if said["status_seen"] else None,
        )


class CommentForm(CheckedForm):
    """A comment on an action."""

    text = forms.CharField(label="Your comment", widget=forms.Textarea, max_length=2000)
    field_order = ["text", "checked"]
