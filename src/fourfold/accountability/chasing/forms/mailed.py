"""What a form by mail asks: the same as an update in the plan, for everyone who reads the plan."""

from datetime import date
from typing import Any

from django import forms

from fourfold.accountability.plan.domain.states import Status
from fourfold.accountability.plan.operations.updates import Progress
from fourfold.ground.web.forms import CheckedForm, DateInputField

STATUSES = [(item.value, item.label) for item in Status]


class MailedUpdateForm(CheckedForm):
    """How an action goes, in one browser, once. `review_due` says whether to ask about a review."""

    text = forms.CharField(label="What has happened?", widget=forms.Textarea, max_length=4000)
    status = forms.ChoiceField(label="How is it going?", widget=forms.RadioSelect, choices=STATUSES)
    reason = forms.CharField(
        label="Why?",
        widget=forms.Textarea,
        max_length=1000,
        required=False,
        help_text="Needed when you mark the action at risk or off track, or open it again.",
    )
    reviewed_next_on = DateInputField(
        label="If the review has been done: when is the next one?",
        required=False,
        help_text="Leave it empty if it has not. For example, 31 3 2027.",
    )
    status_seen = forms.ChoiceField(widget=forms.HiddenInput, required=False, choices=STATUSES)

    def __init__(self, *args: Any, today: date, review_due: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not review_due:
            del self.fields["reviewed_next_on"]

    def clean(self) -> dict[str, Any]:
        """The next review lies ahead."""
        said = self.cleaned_data
        following = said.get("reviewed_next_on")
        if following and following <= self.today:
            self.add_error("reviewed_next_on", "The next review must lie ahead")
        return said

    def progress(self) -> Progress:
        """The update as typed, once the form is valid. It is OFFICIAL."""
        said = self.cleaned_data
        return Progress(
            text=said["text"],
            status=Status(said["status"]),
            reason=said["reason"],
            reviewed_next_on=said.get("reviewed_next_on"),
            checked=said["checked"],
            status_seen=Status(said["status_seen"]) if said["status_seen"] else None,
        )
