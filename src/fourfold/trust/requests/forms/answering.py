"""Answering a request."""

from typing import Any

from django import forms

from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.trust.requests.domain.refusals import Detriment, Reason
from fourfold.trust.requests.domain.states import Outcome
from fourfold.trust.requests.forms.asking import Choices
from fourfold.trust.requests.operations.answering import Reply
from fourfold.trust.requests.operations.asking import MOST_WORDS

OUTCOMES = {
    Outcome.WHOLE: "Share all of it",
    Outcome.PART: "Share a part of it",
    Outcome.REFUSED: "Share nothing of it",
}


class AnswerForm(GovForm):
    """The answer. `is_duty`: only the reasons that stand under a duty to share are offered."""

    outcome = forms.ChoiceField(
        label="What do you answer?",
        widget=forms.RadioSelect,
        choices=[(one.value, words) for one, words in OUTCOMES.items()],
        error_messages={"required": "Choose what you answer"},
    )
    fields_shared = forms.MultipleChoiceField(
        label="Which fields do you share?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Only if you share a part.",
    )
    until = DateInputField(
        label="Until when?", required=False, help_text="Leave it empty to share until the day that they asked for."
    )
    person = forms.CharField(
        label="Reference of the person",
        max_length=20,
        required=False,
        help_text="If you share, name the person by the reference on their page, such as KM-7F3K-2QXD.",
    )
    reason = forms.ChoiceField(
        label="Why do you not share all of it?",
        widget=forms.RadioSelect,
        required=False,
        help_text="Only if you share a part, or nothing.",
    )
    detriment = forms.ChoiceField(
        label="How would sharing be more detrimental to the child?",
        widget=forms.RadioSelect,
        required=False,
        help_text="Only if that is why.",
        choices=[(one.value, one.label) for one in Detriment],
    )
    words = forms.CharField(
        label="Your answer in words",
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea,
        help_text="Needed where you do not share all of it. Both agencies’ data protection officers read it, too.",
    )

    def __init__(self, *args: Any, fields: Choices, is_duty: bool, names_person: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fields_shared"].choices = list(fields)  # type: ignore[attr-defined]
        reasons = [one for one in Reason if one.stands_under_duty or not is_duty]
        self.fields["reason"].choices = [(one.value, one.label) for one in reasons]  # type: ignore[attr-defined]
        if names_person:
            del self.fields["person"]

    def reply(self) -> Reply:
        """The answer, once the form is valid."""
        said = self.cleaned_data
        return Reply(
            outcome=Outcome(said["outcome"]),
            fields=tuple(said["fields_shared"]),
            until=said["until"],
            person=said.get("person", ""),
            reason=Reason(said["reason"]) if said["reason"] else None,
            detriment=Detriment(said["detriment"]) if said["detriment"] else None,
            words=said["words"],
        )
