"""What people type about a meeting: when and where, its agenda, its papers."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms

from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm
from fourfold.trust.boards.domain.states import ItemKind
from fourfold.trust.boards.forms.shared import Choices, TimeField, offer, shown_time
from fourfold.trust.boards.models import AgendaItem, Meeting
from fourfold.trust.boards.operations.agenda import NewItem
from fourfold.trust.boards.operations.meetings import WhenAndWhere

TYPED = (ItemKind.INFORMATION, ItemKind.DECISION, ItemKind.STANDING)
"""The kinds of item that people type. The others are made from what they are about."""


class MeetingForm(GovForm):
    """When a meeting is and where one goes."""

    on = DateInputField(label="Date of the meeting", help_text="For example, 31 3 2027")
    starts = TimeField(label="Starts at", max_length=20, help_text="For example, 10am or 2:30pm")
    ends = TimeField(label="Ends at", max_length=20)
    place = forms.CharField(label="Place", max_length=200, required=False)
    online_url = forms.CharField(
        label="Link to join online", max_length=500, required=False, help_text="Everyone on the board can see it."
    )

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """A meeting as the form shows it, in London."""
        starts, ends = meeting.starts_at.astimezone(LONDON), meeting.ends_at.astimezone(LONDON)
        return {
            "on": starts.date(),
            "starts": shown_time(starts.time()),
            "ends": shown_time(ends.time()),
            "place": meeting.place,
            "online_url": meeting.online_url,
        }

    def when(self) -> WhenAndWhere:
        """The time and place as typed, once the form is valid."""
        said = self.cleaned_data
        starts, ends = (datetime.combine(said["on"], said[name], LONDON) for name in ("starts", "ends"))
        return WhenAndWhere(starts, ends, said["place"], said["online_url"])


class CancelForm(GovForm):
    """Why a meeting is cancelled."""

    because = forms.CharField(
        label="Why is it cancelled?", max_length=300, help_text="Everyone on the board can read this."
    )


class ItemForm(CheckedForm):
    """A line of an agenda."""

    title = forms.CharField(label="What is the item?", max_length=200)
    kind = forms.ChoiceField(label="What is it for?", widget=forms.RadioSelect, initial=ItemKind.INFORMATION)
    why = forms.CharField(label="Why is it on the agenda?", max_length=500, required=False)
    presenter = forms.ChoiceField(label="Who presents it?", required=False)
    field_order = ["title", "kind", "why", "presenter", "checked"]

    def __init__(self, *args: Any, people: Choices, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = TYPED if not kind or ItemKind(kind) in TYPED else (ItemKind(kind),)
        offer(self, "kind", [(item.value, item.label) for item in kinds])
        offer(self, "presenter", people, empty="Nobody in particular")

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        """An item as the form shows it."""
        return {
            "title": item.title,
            "kind": item.kind,
            "why": item.why,
            "presenter": str(item.presenter_id or ""),
        }

    def item(self) -> NewItem:
        """The item as typed, once the form is valid."""
        said = self.cleaned_data
        presenter = UUID(said["presenter"]) if said["presenter"] else None
        return NewItem(ItemKind(said["kind"]), said["title"], said["why"], presenter)


class PaperForm(GovForm):
    """A file for a meeting."""

    title = forms.CharField(label="What is the paper?", max_length=200)
    item = forms.ChoiceField(label="For which item?", required=False)
    file = forms.FileField(
        label="File",
        max_length=200,
        help_text="PDF, Word, Excel, PowerPoint, OpenDocument, CSV, text, PNG or JPEG, up to 10 MB.",
    )

    def __init__(self, *args: Any, items: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "item", items, empty="The whole meeting")
