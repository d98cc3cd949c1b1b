"""What people type into an action: its words, its officers and dates, its agencies; and two versions made one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.plan.domain.merging import FIELDS, Take
from fourfold.accountability.plan.domain.states import Part
from fourfold.accountability.plan.operations.actions import MOST_TITLE, ActionWords
from fourfold.accountability.plan.operations.agencies import AgencyPart
from fourfold.ground.web.dates import PARTS
from fourfold.ground.web.forms import DateInputField, DateInputWidget, GovForm

Choices = Sequence[tuple[str, str]]


def _shown(value: object) -> str:
    return "" if value is None else str(value)


class ActionForm(GovForm):
    """The words of an action. `people` are the choices for its officers: id and name."""

    title = forms.CharField(
        label=FIELDS["title"],
        max_length=MOST_TITLE,
        help_text="A few words for lists. The plan's own words stay below.",
    )
    text = forms.CharField(
        label=FIELDS["text"],
        widget=forms.Textarea,
        help_text="As the plan says it. Name no one who uses our services.",
    )
    accountable_officer = forms.ChoiceField(
        label=FIELDS["accountable_officer"], required=False, help_text="Answers for the action to the board."
    )
    deputy = forms.ChoiceField(label=FIELDS["deputy"], required=False)
    due_on = DateInputField(
        label=FIELDS["due_on"], required=False, help_text="Leave empty if it goes on without an end."
    )
    review_on = DateInputField(label=FIELDS["review_on"], required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("accountable_officer", "deputy"):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "Nobody yet"), *people]

    def hidden(self) -> list[tuple[str, str]]:
        """The name and value of each box, to be carried along unseen: a date is three of them."""
        pairs: list[tuple[str, str]] = []
        for bound in self:
            widget, value = bound.field.widget, bound.value()
            if isinstance(widget, DateInputWidget):
                parts = value if isinstance(value, list) else widget.decompress(value)
                pairs += [
                    (f"{bound.html_name}_{part}", _shown(number)) for part, number in zip(PARTS, parts, strict=True)
                ]
            else:
                pairs.append((bound.html_name, _shown(value)))
        return pairs

    @staticmethod
    def initial_of(words: ActionWords, version: int) -> dict[str, Any]:
        """What the form shows first: the words of a version."""
        return {
            "title": words.title,
            "text": words.text,
            "accountable_officer": str(words.accountable_officer or ""),
            "deputy": str(words.deputy or ""),
            "due_on": words.due_on,
            "review_on": words.review_on,
            "version": version,
        }

    def words(self) -> ActionWords:
        """The words as typed, once the form is valid."""
        said = self.cleaned_data
        return ActionWords(
            title=said["title"],
            text=said["text"],
            accountable_officer=UUID(said["accountable_officer"]) if said["accountable_officer"] else None,
            deputy=UUID(said["deputy"]) if said["deputy"] else None,
            due_on=said["due_on"],
            review_on=said["review_on"],
        )


class ConflictForm(ActionForm):
    """Two versions of an action made one: for each field that differs, theirs, mine, or written anew.

    `mine_*` keep what was typed, whatever is chosen. The plain fields are for writing anew.
    """

    def __init__(self, *args: Any, differing: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differing = tuple(name for name in FIELDS if name in differing)
        for name in self.differing:
            self.fields[f"take_{name}"] = forms.ChoiceField(
                label=f"{FIELDS[name]}: which version do you want?",
                widget=forms.RadioSelect,
                choices=[(take.value, take.label) for take in Take],
                error_messages={"required": f"Choose whose {FIELDS[name].lower()} to keep"},
            )

    def clean(self) -> dict[str, Any]:
        """What is written anew is asked for only where that was chosen."""
        for name in FIELDS:
            if self.cleaned_data.get(f"take_{name}") != Take.ANEW and name in self.errors:
                del self.errors[name]
        return self.cleaned_data

    def resolved(self, theirs: ActionWords, mine: ActionWords) -> ActionWords:
        """The one version that was chosen, once the form is valid. Fields that do not differ stay as they are."""
        typed = self.cleaned_data
        chosen: dict[str, Any] = {name: getattr(theirs, name) for name in FIELDS}
        for name in self.differing:
            take = typed[f"take_{name}"]
            if take == Take.MINE:
                chosen[name] = getattr(mine, name)
            elif take == Take.ANEW:
                anew = typed[name]
                officer = name in ("accountable_officer", "deputy")
                chosen[name] = (UUID(anew) if anew else None) if officer else anew
        return ActionWords(**chosen)


class AgenciesForm(GovForm):
    """The agencies of an action, each with its part, and one more to add."""

    LEAVES = ("", "Takes no part any more")

    agency = forms.ChoiceField(label="Add an agency", required=False)
    agency_part = forms.ChoiceField(
        label="Its part",
        required=False,
        choices=[("", "Choose a part"), *((part.value, part.label) for part in Part)],
    )
    agency_qualifier = forms.CharField(
        label="What it contributes",
        required=False,
        max_length=300,
        help_text="Optional. For example, data on assaults.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: Sequence[AgencyPart], known: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.known = dict(known)
        agency = self.fields["agency"]
        if isinstance(agency, forms.ChoiceField):
            agency.choices = [("", "Choose an agency"), *known]
        for place, part in enumerate(now):
            self.fields[f"part_{place}"] = forms.ChoiceField(
                label=part.name,
                required=False,
                initial=part.part.value,
                choices=[*((kind.value, kind.label) for kind in Part), self.LEAVES],
            )
        self.order_fields([f"part_{place}" for place in range(len(now))])

    def clean(self) -> dict[str, Any]:
        """An agency is added with its part."""
        if self.cleaned_data.get("agency") and not self.cleaned_data.get("agency_part"):
            self.add_error("agency_part", "Choose what the agency does in this action")
        return self.cleaned_data

    def parts(self) -> list[AgencyPart]:
        """The agencies as chosen, once the form is valid."""
        kept = [
            AgencyPart(part.agency_id, part.name, Part(self.cleaned_data[f"part_{place}"]), part.qualifier)
            for place, part in enumerate(self.now)
            if self.cleaned_data[f"part_{place}"]
        ]
        added = self.cleaned_data["agency"]
        if added:
            part = Part(self.cleaned_data["agency_part"])
            kept.append(AgencyPart(UUID(added), self.known[added], part, self.cleaned_data["agency_qualifier"]))
        return kept
