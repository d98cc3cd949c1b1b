"""What coordinators type: what measures a factor, an indicator of the plan's own, baselines and targets."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.indicators.domain.kinds import Direction, YardstickKind
from fourfold.accountability.indicators.domain.numbers import NotANumber, read_number
from fourfold.accountability.indicators.domain.periods import Frequency
from fourfold.accountability.indicators.domain.places import OUTSIDE, UNPLACED, WHOLE, places
from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.operations.shaping import NewYardstick, OwnIndicator
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.web.forms import DateInputField, GovForm


def place_choices(codes: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Places by name: those of `codes`, else all that a figure can be entered for."""
    wanted = list(codes)
    if wanted:
        return [(code, place.name) for code, place in places().items() if code in wanted]
    return [(code, place.name) for code, place in places().items() if code not in (UNPLACED, OUTSIDE)]


def _choose(form: GovForm, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices


class AddForm(GovForm):
    """One of the indicators that could measure a factor."""

    indicator = forms.ChoiceField(label="Indicator")

    def __init__(self, *args: Any, offered: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "indicator", [("", "Choose an indicator"), *((str(item.pk), item.title) for item in offered)])


class OwnForm(GovForm):
    """An indicator of the plan's own."""

    title = forms.CharField(label="What is measured?", max_length=160, help_text="For example, Pupils excluded twice")
    definition = forms.CharField(
        label="How exactly is it counted?",
        widget=forms.Textarea,
        max_length=1000,
        help_text="What is counted, over what time, and of whom. Another person must reach the same figure.",
    )
    unit = forms.ChoiceField(label="In what unit?", choices=[(item.value, item.label.capitalize()) for item in Unit])
    frequency = forms.ChoiceField(label="How often?", choices=[(item.value, item.label) for item in Frequency])
    direction = forms.ChoiceField(
        label="Which way is better?",
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in Direction],
    )
    pairing = forms.CharField(
        label="What must it be read with?",
        widget=forms.Textarea,
        max_length=600,
        required=False,
        help_text="A count of use needs its outcomes beside it, and who it falls on.",
    )
    owner = forms.ChoiceField(label="Which agency supplies it?")
    place = forms.ChoiceField(label="Which area is it about?", initial=WHOLE)
    source = forms.CharField(label="Where does the figure come from?", max_length=300)
    source_url = forms.URLField(label="A link to the source", required=False, max_length=500, assume_scheme="https")
    caveats = forms.CharField(
        label="What should a reader beware of?", widget=forms.Textarea, max_length=1000, required=False
    )
    about_people = forms.BooleanField(
        label="It counts people who use services: withhold 7 or fewer, and round to 5", required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self, "owner", [("", "Choose an agency"), *((str(pk), name) for pk, name in agencies)])
        _choose(self, "place", place_choices())

    @staticmethod
    def initial_of(indicator: Indicator) -> dict[str, Any]:
        """What an indicator says now."""
        names = ("title", "definition", "unit", "frequency", "direction", "pairing", "place", "source", "source_url")
        said = {name: getattr(indicator, name) for name in (*names, "caveats", "about_people", "version")}
        return said | {"owner": str(indicator.owner_id)}

    def indicator(self) -> OwnIndicator:
        """The indicator as typed, once the form is valid."""
        said = self.cleaned_data
        return OwnIndicator(
            title=said["title"],
            definition=said["definition"],
            unit=Unit(said["unit"]),
            direction=Direction(said["direction"]),
            frequency=Frequency(said["frequency"]),
            source=said["source"],
            owner_id=UUID(said["owner"]),
            place=said["place"],
            pairing=said["pairing"],
            caveats=said["caveats"],
            source_url=said["source_url"],
            about_people=said["about_people"],
        )


class YardstickForm(GovForm):
    """A baseline or a target."""

    kind = forms.ChoiceField(
        label="What do you set?",
        widget=forms.RadioSelect,
        choices=[("baseline", "A baseline: where we began"), ("target", "A target: where we want to be")],
    )
    place = forms.ChoiceField(label="For which place?")
    value = forms.CharField(label="Value", max_length=30, required=False)
    on = DateInputField(
        label="Date", required=False, help_text="When the baseline was measured, or by when the target is to be met."
    )
    reason = forms.CharField(
        label="Why this value?",
        widget=forms.Textarea,
        max_length=1000,
        help_text="Who decided it, and on what grounds.",
    )

    def __init__(self, *args: Any, unit: Unit, offered: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        _choose(self, "place", place_choices(offered))
        self.fields["value"].help_text = f"In {unit.label}. Leave value and date empty to end the one in force."

    def clean_value(self) -> float | None:
        """A number in the indicator's unit."""
        try:
            return read_number(self.cleaned_data["value"], self.unit)
        except NotANumber as error:
            raise forms.ValidationError(str(error)) from None

    def yardstick(self) -> NewYardstick:
        """The baseline or target as typed, once the form is valid."""
        said = self.cleaned_data
        return NewYardstick(YardstickKind(said["kind"]), said["place"], said["reason"], said["value"], said["on"])


class PublicForm(GovForm):
    """Whether an indicator may leave with the plan's public page."""

    public = forms.BooleanField(label="It may be shown on the plan’s public page", required=False)
