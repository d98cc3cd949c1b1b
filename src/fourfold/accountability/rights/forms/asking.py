"""What somebody without an account, or staff for them, tells of a request."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms

from fourfold.accountability.rights.domain.requests import Behalf, Channel, Reach, RequestKind
from fourfold.accountability.rights.operations.lodging import NewRequest
from fourfold.ground.web.forms import DateInputField, GovForm

Choices = Sequence[tuple[UUID, str]]
WORDS = {
    RequestKind.ACCESS: "Is there anything special that you want to see? (optional)",
    RequestKind.RECTIFICATION: "What is wrong, and what should it say?",
    RequestKind.REMOVAL: "What should be removed, and why?",
    RequestKind.RESTRICTION: "What should not be used for now, and why?",
    RequestKind.OBJECTION: "What should we stop doing, and why?",
    RequestKind.COMPLAINT: "What happened, and what would put it right?",
}
NEEDED = {
    "agency": "Choose an organisation",
    "about_name": "Enter the full name, so that we know whom to look for",
    "contact": "Tell us how we may reach you safely, so that we can answer",
}
BEHALF = [
    (Behalf.SELF.value, "Me"),
    (Behalf.CHILD.value, "A child whom I look after"),
    (Behalf.OTHER.value, "Somebody else who asked me to"),
]
REACH = [
    (Reach.EMAIL.value, "Email"),
    (Reach.TELEPHONE.value, "Telephone or text"),
    (Reach.LETTER.value, "Letter"),
    (Reach.WORKER.value, "Through somebody I trust, such as a worker or teacher"),
]


class AskForm(GovForm):
    """One request. Every answer but name, contact and (where something is to be done) the words may be left open."""

    request_id = forms.UUIDField(widget=forms.HiddenInput)
    agency = forms.ChoiceField(
        label="Which organisation do you want to ask?",
        help_text="If you are not sure, choose your council. They ask every other organisation that holds something.",
    )
    behalf = forms.ChoiceField(
        label="Whom is this about?", widget=forms.RadioSelect, choices=BEHALF, initial=Behalf.SELF.value
    )
    about_name = forms.CharField(label="What is the full name?", max_length=200)
    about_born = DateInputField(label="When were they born? (optional)", required=False)
    about_more = forms.CharField(
        label="Other names, or an address, that help us find the right person (optional)",
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )
    asker_name = forms.CharField(
        label="Your own name, if it is about somebody else (optional)", max_length=200, required=False
    )
    asker_says = forms.CharField(
        label="How do you know them? (optional)", max_length=200, required=False, help_text="Such as mother, or carer"
    )
    words = forms.CharField(max_length=4000, required=False, widget=forms.Textarea)
    reach = forms.ChoiceField(
        label="How may we reach you safely?",
        widget=forms.RadioSelect,
        choices=REACH,
        initial=Reach.EMAIL.value,
        help_text="Choose a way that nobody reads or hears whom you would not want to.",
    )
    contact = forms.CharField(
        label="The email address, telephone number, postal address, or the name of that person", max_length=200
    )
    care = forms.CharField(
        label="Is there anything that we should do, or not do, to keep you safe? (optional)",
        max_length=1000,
        required=False,
        widget=forms.Textarea,
        help_text="Such as: only text between 3pm and 4pm. Do not leave a message.",
    )

    def __init__(self, *args: Any, kind: RequestKind, agencies: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        for name, message in NEEDED.items():
            self.fields[name].error_messages["required"] = message
        self.fields["words"].label = WORDS[kind]
        self.fields["request_id"].initial = uuid4()
        offer(self, "agency", [("", "Choose an organisation"), *((str(key), name) for key, name in agencies)])
        born = self.fields["about_born"]
        if isinstance(born, DateInputField):
            born.latest = today

    def new(self) -> NewRequest:
        """What was asked, once the form is valid."""
        said = self.cleaned_data
        same = ("about_name", "about_born", "about_more", "asker_name", "asker_says", "words", "contact", "care")
        return NewRequest(
            kind=self.kind,
            agency_id=UUID(said["agency"]),
            behalf=Behalf(said["behalf"]),
            reach=Reach(said["reach"]),
            **{name: said[name] for name in same},
        )


class LodgeForm(AskForm):
    """The same, written down by staff for somebody."""

    channel = forms.ChoiceField(
        label="How did the request come?",
        widget=forms.RadioSelect,
        choices=[
            (Channel.TELEPHONE.value, "Telephone"),
            (Channel.IN_PERSON.value, "In person"),
            (Channel.LETTER.value, "Letter"),
            (Channel.EMAIL.value, "Email"),
        ],
    )
    kind_asked = forms.ChoiceField(
        label="What does the person ask?", choices=[(kind.value, kind.label) for kind in RequestKind]
    )
    field_order = ("kind_asked", "channel")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kind=RequestKind.ACCESS, **kwargs)
        self.fields["words"].label = "What do they ask, in their own words?"
        self.fields["agency"].help_text = ""
        self.fields["behalf"].label = "Who asks?"
        offer(
            self,
            "behalf",
            [
                (Behalf.SELF.value, "The person themselves"),
                (Behalf.CHILD.value, "Somebody who looks after a child"),
                (Behalf.OTHER.value, "Somebody else, with authority"),
            ],
        )
        self.fields["reach"].label = "How are they reached safely?"
        self.fields["care"].label = "What keeps them safe? (optional)"

    def clean(self) -> dict[str, Any]:
        """The kind is one of the answers here."""
        said = super().clean() or {}
        self.kind = RequestKind(said.get("kind_asked", RequestKind.ACCESS))
        return said


def offer(form: GovForm, name: str, choices: Sequence[tuple[str, str]]) -> None:
    """The choices of a field."""
    asked = form.fields[name]
    if isinstance(asked, forms.ChoiceField):
        asked.choices = choices
