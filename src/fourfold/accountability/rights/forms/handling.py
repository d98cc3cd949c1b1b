"""What officers decide about a request, a record, a pack and a hold."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.rights.domain.requests import ACTS, ANSWERS, Act, Ground, Identity, RequestKind
from fourfold.accountability.rights.domain.requests import Standing as Right
from fourfold.accountability.rights.forms.asking import offer
from fourfold.accountability.rights.models import Request
from fourfold.accountability.rights.operations.deciding import Decided
from fourfold.accountability.rights.operations.handling import RIGHTS, Checks
from fourfold.ground.web.forms import DateInputField, GovForm


class ChecksForm(GovForm):
    """Who asks, in which right, and how they are reached."""

    identity = forms.ChoiceField(
        label="Are they who they say?",
        widget=forms.RadioSelect,
        required=False,
        choices=[
            (Identity.CONFIRMED.value, "Yes"),
            (Identity.NOT_CONFIRMED.value, "We could not be sure"),
        ],
        help_text="Ask for no more than you need. Somebody known to your staff needs no passport.",
    )
    identity_how = forms.CharField(label="How did you check?", max_length=200, required=False)
    identity_on = DateInputField(label="Since which day can you be sure?", required=False)
    standing = forms.ChoiceField(
        label="In which right do they ask?",
        widget=forms.RadioSelect,
        required=False,
        choices=[(right.value, label) for right, label in RIGHTS.items()],
        help_text="A child who understands what they ask decides for themselves; no parent decides for them.",
    )
    standing_why = forms.CharField(
        label="Why do you think so?", max_length=1000, required=False, widget=forms.Textarea
    )
    contact = forms.CharField(label="How are they reached?", max_length=200)
    contact_is_safe = forms.BooleanField(label="I have agreed with them that this way is safe", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    @staticmethod
    def known(asked: Request) -> dict[str, Any]:
        """The values for a request."""
        same = ("identity", "identity_how", "identity_on", "standing", "standing_why", "contact", "version")
        return {name: getattr(asked, name) for name in same} | {
            "contact_is_safe": asked.contact_decided_on is not None
        }

    def checks(self) -> Checks:
        """The decision, once the form is valid."""
        said = self.cleaned_data
        return Checks(
            identity=Identity(said["identity"]),
            identity_how=said["identity_how"],
            identity_on=said["identity_on"],
            standing=Right(said["standing"]),
            standing_why=said["standing_why"],
            contact=said["contact"],
            contact_is_safe=said["contact_is_safe"],
        )


class DayForm(GovForm):
    """One day."""

    on = DateInputField(label="On which day?")

    def __init__(self, *args: Any, label: str, latest: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["on"]
        asked.label = label
        if isinstance(asked, DateInputField):
            asked.latest = latest


class WordsForm(GovForm):
    """One text."""

    text = forms.CharField(max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, label: str, hint: str = "", empty: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label
        self.fields["text"].help_text = hint
        if empty:
            self.fields["text"].error_messages["required"] = empty


class HandOnForm(WordsForm):
    """To which agency a request goes on, and why."""

    agency = forms.ChoiceField(label="Which agency has to answer it?")
    field_order = ("agency", "text")

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", [("", "Choose an agency"), *((str(key), name) for key, name in agencies)])


class EndForm(WordsForm):
    """Why a restriction ends, and that the person heard of it first."""

    told_on = DateInputField(label="On which day was the person told?")
    field_order = ("text", "told_on")


class FindForm(GovForm):
    """Whom the request is about, among those of whom the agency holds records."""

    text = forms.CharField(
        label="Reference, your agency’s own number, or the full name",
        max_length=200,
        help_text="Only records that your own agency holds are looked through.",
    )


class SureForm(GovForm):
    """Nothing but a yes."""


class DecideForm(GovForm):
    """What is decided about one record."""

    act = forms.ChoiceField(label="What do you decide?", widget=forms.RadioSelect)
    fields_out = forms.MultipleChoiceField(
        label="What is left out?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Only where you give it without some of its fields.",
    )
    ground = forms.ChoiceField(
        label="On which ground?",
        required=False,
        choices=[("", "None is needed"), *((one.value, one.label) for one in Ground if one)],
    )
    reason = forms.CharField(
        label="Why, for this record?",
        max_length=2000,
        required=False,
        widget=forms.Textarea,
        help_text="Read by your agency’s officers and by the Commissioner, if they ask.",
    )
    note = forms.CharField(label="Note", max_length=2000, required=False, widget=forms.Textarea)

    def __init__(self, *args: Any, kind: RequestKind, columns: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "act", [(act.value, act.label) for act in ACTS[kind]])
        out = self.fields["fields_out"]
        if isinstance(out, forms.MultipleChoiceField):
            out.choices = columns
        if Act.PART not in ACTS[kind]:
            del self.fields["fields_out"]
        if Act.CORRECT in ACTS[kind]:
            self.fields["note"].label = "What should the record say, or what does the person dispute?"
            self.fields["note"].help_text = "Stands beside the record for everybody who sees it."
        else:
            del self.fields["note"]

    def decided(self) -> Decided:
        """The decision, once the form is valid."""
        said = self.cleaned_data
        return Decided(
            act=Act(said["act"]),
            ground=Ground(said["ground"]),
            reason=said["reason"],
            fields=tuple(said.get("fields_out", ())),
            note=said.get("note", ""),
        )


class ReleaseForm(GovForm):
    """That a named reviewer read the pack."""

    read_all = forms.BooleanField(label="I have read all of it, and decided that it may be given", required=False)
    early_why = forms.CharField(
        label="Why do you not wait for agencies that may still answer?",
        max_length=1000,
        required=False,
        widget=forms.Textarea,
    )

    def __init__(self, *args: Any, waits: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not waits:
            del self.fields["early_why"]


class CloseForm(GovForm):
    """How a request ended."""

    outcome = forms.ChoiceField(
        label="How did it end?",
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in ANSWERS],
    )
    why = forms.CharField(
        label="What was the person told?",
        max_length=4000,
        widget=forms.Textarea,
        help_text="With the reasons, and that they can complain to the Information Commissioner or go to a court.",
    )


class HoldForm(GovForm):
    """Why something must be kept, and when that is looked at again."""

    why = forms.CharField(
        label="Who asks for it to be kept, and why?",
        max_length=2000,
        widget=forms.Textarea,
        help_text="Such as an inquest, a claim, a public inquiry. While it stands nothing of this person is removed.",
    )
    review_on = DateInputField(label="When is it looked at again?")


class KeepForm(GovForm):
    """Why records that are due are kept, and until when."""

    why = forms.CharField(
        label="Why are they still needed?",
        max_length=2000,
        widget=forms.Textarea,
        help_text="Such as a case that is open, a pattern that is under inquiry, a duty to keep them longer.",
    )
    until = DateInputField(label="Until when?", help_text="Somebody looks again then. At most ten years.")
