"""What a secretary types after a meeting: attendance, minutes, decisions, actions arising; and a board's answers."""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.forms.boundfield import BoundField

from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm
from fourfold.trust.boards.domain.states import Presence
from fourfold.trust.boards.forms.shared import Choices, offer
from fourfold.trust.boards.models import AgendaItem
from fourfold.trust.boards.operations.decisions import NewArising, NewDecision
from fourfold.trust.boards.operations.minutes import Filled, ItemMinutes
from fourfold.trust.boards.queries.meetings import Place

SHORT = {
    Presence.PRESENT: "Present",
    Presence.APOLOGIES: "Apologies",
    Presence.ABSENT: "Absent",
    Presence.SUBSTITUTE: "Substitute",
}


class AttendanceForm(GovForm):
    """How each seat was filled: `presence_<seat>` and `substitute_<seat>`."""

    others = forms.CharField(
        label="Who else came?",
        max_length=500,
        required=False,
        help_text="Guests and presenters without a seat. For example, Jo Field, Kent Fire and Rescue",
    )

    def __init__(self, *args: Any, places: Sequence[Place], **kwargs: Any) -> None:
        self.places = places
        super().__init__(*args, **kwargs)
        for place in places:
            name = place.seat.person.name
            self.fields[f"presence_{place.seat.pk}"] = forms.ChoiceField(
                label=f"How was the seat of {name} filled?",
                widget=forms.RadioSelect,
                choices=[(presence.value, words) for presence, words in SHORT.items()],
                initial=place.presence,
                error_messages={"required": f"Say how the seat of {name} was filled"},
            )
            self.fields[f"substitute_{place.seat.pk}"] = forms.CharField(
                label=f"Who came instead of {name}?", max_length=120, required=False, initial=place.substitute
            )
        self.order_fields([*(name for name in self.fields if name != "others"), "others"])

    def rows(self) -> Iterator[tuple[Place, BoundField, BoundField]]:
        """Each seat with its two fields."""
        for place in self.places:
            yield place, self[f"presence_{place.seat.pk}"], self[f"substitute_{place.seat.pk}"]

    def filled(self) -> dict[UUID, Filled]:
        """How each seat was filled, once the form is valid."""
        said = self.cleaned_data
        return {
            place.seat.pk: Filled(Presence(said[f"presence_{place.seat.pk}"]), said[f"substitute_{place.seat.pk}"])
            for place in self.places
        }


class MinutesForm(CheckedForm):
    """The minutes of every item on one screen: `minutes_<item>` and `unfinished_<item>`."""

    opening = forms.CharField(label="Opening remarks", widget=forms.Textarea, max_length=4000, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        self.items = items
        super().__init__(*args, **kwargs)
        for item in items:
            self.fields[f"minutes_{item.pk}"] = forms.CharField(
                label=f"Minutes of item {item.position}",
                widget=forms.Textarea,
                max_length=8000,
                required=False,
                initial=item.minutes,
            )
            self.fields[f"unfinished_{item.pk}"] = forms.BooleanField(
                label="Take it up again at the next meeting", required=False, initial=item.unfinished
            )
        self.order_fields(["opening", *(name for name in self.fields if "_" in name), "checked", "version"])

    def rows(self) -> Iterator[tuple[AgendaItem, BoundField, BoundField]]:
        """Each item with its two fields."""
        for item in self.items:
            yield item, self[f"minutes_{item.pk}"], self[f"unfinished_{item.pk}"]

    def minutes(self) -> dict[UUID, ItemMinutes]:
        """The minutes as typed, once the form is valid."""
        said = self.cleaned_data
        return {
            item.pk: ItemMinutes(said[f"minutes_{item.pk}"], said[f"unfinished_{item.pk}"]) for item in self.items
        }


class DecisionForm(CheckedForm):
    """What was decided."""

    text = forms.CharField(label="What was decided?", widget=forms.Textarea, max_length=4000)
    item = forms.ChoiceField(label="Under which item?", required=False)
    provisional = forms.BooleanField(
        label="Record it as provisional, to be ratified by a meeting that has its quorum", required=False
    )
    field_order = ["text", "item", "provisional", "checked"]

    def __init__(self, *args: Any, items: Choices, has_quorum: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "item", items, empty="No item in particular")
        if has_quorum:
            del self.fields["provisional"]

    def decision(self) -> NewDecision:
        """The decision as typed, once the form is valid."""
        said = self.cleaned_data
        item = UUID(said["item"]) if said["item"] else None
        return NewDecision(said["text"], item, said.get("provisional", False))


class WordsForm(CheckedForm):
    """The words of a decision, mended."""

    text = forms.CharField(label="What was decided?", widget=forms.Textarea, max_length=4000)
    field_order = ["text", "checked"]


class ArisingForm(CheckedForm):
    """What somebody took away from a meeting."""

    text = forms.CharField(label="What is to be done?", widget=forms.Textarea, max_length=1000)
    owner = forms.ChoiceField(label="Who does it?")
    due_on = DateInputField(label="By when?", help_text="For example, 31 3 2027")
    item = forms.ChoiceField(label="Under which item?", required=False)
    field_order = ["text", "owner", "due_on", "item", "checked"]

    def __init__(self, *args: Any, people: Choices, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "owner", people, empty="Choose a person")
        offer(self, "item", items, empty="No item in particular")

    def arising(self) -> NewArising:
        """The action as typed, once the form is valid."""
        said = self.cleaned_data
        item = UUID(said["item"]) if said["item"] else None
        return NewArising(said["text"], UUID(said["owner"]), said["due_on"], item)


class FinishForm(CheckedForm):
    """When an action arising was done, and what came of it."""

    done_on = DateInputField(label="When was it done?")
    done_note = forms.CharField(label="What came of it?", max_length=500, required=False)
    field_order = ["done_on", "done_note", "checked"]


class AnswerForm(CheckedForm):
    """A board's answer to an escalation."""

    answer = forms.CharField(label="What does the board answer?", widget=forms.Textarea, max_length=4000)
    decision = forms.ChoiceField(label="On which decision does it rest?", required=False)
    field_order = ["answer", "decision", "checked"]

    def __init__(self, *args: Any, decisions: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "decision", decisions, empty="No decision")
