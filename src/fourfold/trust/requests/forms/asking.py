"""Asking: first whom for what, then the request itself."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms

from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.trust.access.domain.resources import SubjectKind
from fourfold.trust.requests.domain.states import Urgency
from fourfold.trust.requests.operations.asking import LONGEST_DAYS, MOST_WORDS, NewRequest

Choices = Sequence[tuple[str, str]]
CHOOSE = ("", "Choose one")


class StartForm(GovForm):
    """Whom, and for which data set. Sent as the address, so that a record's page can fill it in."""

    holder = forms.ChoiceField(
        label="Which agency do you ask?", error_messages={"required": "Choose which agency you ask"}
    )
    data_set = forms.ChoiceField(label="What do you ask for?", error_messages={"required": "Choose what you ask for"})

    def __init__(self, *args: Any, holders: Choices, data_sets: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["holder"], [CHOOSE, *holders])
        _offer(self.fields["data_set"], [CHOOSE, *data_sets])


class AskForm(GovForm):
    """The request. Which questions there are follows from who asks, and whether a person is named already."""

    asking = forms.ChoiceField(label="For which of your agencies do you ask?", required=False)
    agreement = forms.ChoiceField(label="Under which agreement do you ask?", required=False)
    fields_asked = forms.MultipleChoiceField(
        label="Which fields do you need?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Ask only for what the purpose needs. Each is answered by itself.",
        error_messages={"required": "Choose at least one field"},
    )
    subject_kind = forms.ChoiceField(
        label="Is it about a child or an adult?",
        widget=forms.RadioSelect,
        choices=[(SubjectKind.CHILD.value, "A child, under 18"), (SubjectKind.ADULT.value, "An adult")],
        error_messages={"required": "Say whether it is about a child or an adult"},
    )
    about = forms.CharField(
        label="Whom is it about?",
        max_length=MOST_WORDS,
        required=False,
        widget=forms.Textarea,
        help_text="Enough for the other agency to find them and nobody else: name, date of birth, your reference.",
    )
    purpose = forms.ChoiceField(label="What is it for?", error_messages={"required": "Choose what it is for"})
    gateway = forms.ChoiceField(
        label="Which law lets them share it with you?",
        help_text="If it does not fit, we say why, and which law would.",
        error_messages={"required": "Choose the law that lets them share it"},
    )
    why = forms.CharField(
        label="Why do you need it?",
        max_length=MOST_WORDS,
        widget=forms.Textarea,
        help_text="What you are worried about, and what you will do with it.",
        error_messages={"required": "Say why you need it"},
    )
    urgency = forms.ChoiceField(
        label="How soon do you need an answer?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in Urgency],
        initial=Urgency.STANDARD.value,
        error_messages={"required": "Choose how soon you need an answer"},
    )
    until = DateInputField(
        label="Until when do you need it?", required=True, help_text=f"At most {LONGEST_DAYS} days from now."
    )

    def __init__(
        self,
        *args: Any,
        asking: Choices,
        agreements: Choices,
        fields: Choices,
        purposes: Choices,
        gateways: Choices,
        names_person: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["fields_asked"], fields)
        _offer(self.fields["purpose"], [CHOOSE, *purposes])
        _offer(self.fields["gateway"], [CHOOSE, *gateways])
        for name, choices in (("asking", asking), ("agreement", agreements)):
            if len(choices) > 1:
                _offer(self.fields[name], choices)
            else:
                del self.fields[name]
        if names_person:
            del self.fields["about"]

    def new(self, *, asking_id: UUID, asked_id: UUID, data_set: str, subject_id: UUID | None) -> NewRequest:
        """What is asked, once the form is valid. `asking_id` holds where the form does not ask for it."""
        said = self.cleaned_data
        return NewRequest(
            asking_id=UUID(said["asking"]) if said.get("asking") else asking_id,
            asked_id=asked_id,
            data_set=data_set,
            fields=tuple(said["fields_asked"]),
            subject_kind=SubjectKind(said["subject_kind"]),
            purpose=said["purpose"],
            gateway=said["gateway"],
            why=said["why"],
            urgency=Urgency(said["urgency"]),
            wanted_until=said["until"],
            agreement_id=UUID(said["agreement"]) if said.get("agreement") else None,
            subject_id=subject_id,
            about=said.get("about", ""),
        )


def usual_until(today: date) -> date:
    """Until when a request is filled in: six weeks."""
    return today + timedelta(weeks=6)


def _offer(field: forms.Field, choices: Choices) -> None:
    field.choices = list(choices)  # type: ignore[attr-defined]
