"""What people type about a board: its terms, and who sits on it."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm
from fourfold.trust.boards.domain.states import BoardKind, Part
from fourfold.trust.boards.forms.shared import Choices, offer
from fourfold.trust.boards.models import Board
from fourfold.trust.boards.operations.boards import BoardTerms
from fourfold.trust.boards.operations.seats import NewSeat


class BoardForm(CheckedForm):
    """A board's terms."""

    name = forms.CharField(label="Name of the board", max_length=160)
    kind = forms.ChoiceField(
        label="What kind of board is it?",
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in BoardKind],
    )
    area = forms.CharField(label="Area", max_length=120, required=False, help_text="For example, Kent and Medway")
    agency = forms.ChoiceField(
        label="Is it a body of the directory?",
        required=False,
        help_text="A community safety partnership often is.",
    )
    purpose = forms.CharField(label="Purpose", widget=forms.Textarea, max_length=1000, required=False)
    terms = forms.CharField(label="Terms of reference", widget=forms.Textarea, max_length=20_000, required=False)
    terms_version = forms.CharField(label="Version of the terms", max_length=40, required=False)
    terms_adopted_on = DateInputField(label="Terms adopted on", required=False)
    terms_review_on = DateInputField(label="Terms to be reviewed by", required=False)
    quorum = forms.IntegerField(
        label="Quorum",
        min_value=1,
        max_value=100,
        help_text="How many voting seats must be filled before a meeting can decide.",
    )
    quorum_note = forms.CharField(
        label="Anything else about the quorum",
        max_length=300,
        required=False,
        help_text="For example, at least one of them for the police",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = [
        *("name", "kind", "area", "agency", "purpose", "terms", "terms_version", "terms_adopted_on"),
        *("terms_review_on", "quorum", "quorum_note", "checked", "version"),
    ]

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies, empty="No, it stands for itself")

    @staticmethod
    def initial_of(board: Board) -> dict[str, Any]:
        """The terms of a board as the form shows them."""
        names = [name for name in BoardForm.base_fields if name not in ("agency", "checked")]
        return {name: getattr(board, name) for name in names} | {"agency": str(board.agency_id or "")}

    def board_terms(self) -> BoardTerms:
        """The terms as typed, once the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("checked", "version")}
        agency = said.pop("agency")
        return BoardTerms(**said | {"kind": BoardKind(said["kind"]), "agency_id": UUID(agency) if agency else None})


class SeatForm(GovForm):
    """A seat for a person."""

    person = forms.ChoiceField(label="Who will sit on the board?")
    part = forms.ChoiceField(
        label="As what?",
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in Part],
    )
    agency = forms.ChoiceField(label="For which agency?", required=False)
    since = DateInputField(label="Since when?", help_text="Today or an earlier day")

    def __init__(self, *args: Any, people: Choices, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "person", people, empty="Choose a person")
        offer(self, "agency", agencies, empty="No agency")

    def seat(self) -> NewSeat:
        """The seat as typed, once the form is valid."""
        said = self.cleaned_data
        agency = UUID(said["agency"]) if said["agency"] else None
        return NewSeat(UUID(said["person"]), Part(said["part"]), said["since"], agency)


class EndSeatForm(GovForm):
    """The day on which a seat ends."""

    until = DateInputField(
        label="First day on which they no longer sit", help_text="Today or an earlier day. They then read no more."
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"until": today}, **kwargs)
