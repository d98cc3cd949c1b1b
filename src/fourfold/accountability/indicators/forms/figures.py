"""Figures typed into a grid, one line a period, and files of figures."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from fourfold.accountability.indicators.domain.figures import COLUMN_NAMES, Figure
from fourfold.accountability.indicators.domain.numbers import NotANumber, read_number, written
from fourfold.accountability.indicators.domain.periods import Frequency, name_of
from fourfold.accountability.indicators.operations.entering import Entered
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.kernel.periods import Period
from fourfold.ground.web.forms import GovForm

LONGEST_NOTE = 300
NUMBERS = tuple(COLUMN_NAMES)


class GridForm(GovForm):
    """A line for each period: value, interval and base (where the unit has them), note, and whether it is complete.

    The figure that each line was shown with comes back as `seen-<first day>`, so that nobody overwrites what they
    have not seen.
    """

    def __init__(
        self,
        *args: Any,
        periods: Sequence[Period],
        known: Mapping[Period, Figure],
        unit: Unit,
        frequency: Frequency,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.periods, self.unit = periods, unit
        self.columns = NUMBERS if unit is not Unit.COUNT else ("value",)
        for period in periods:
            name, key, figure = name_of(frequency, period), period.start.isoformat(), known.get(period)
            for column in self.columns:
                number = getattr(figure, column) if figure else None
                self.fields[f"{column}-{key}"] = forms.CharField(
                    label=f"{COLUMN_NAMES[column]}, {name}",
                    required=False,
                    max_length=30,
                    initial="" if number is None else written(number),
                )
            self.fields[f"incomplete-{key}"] = forms.BooleanField(
                label=f"Incomplete, {name}", required=False, initial=bool(figure and not figure.complete)
            )
            self.fields[f"note-{key}"] = forms.CharField(
                label=f"Note, {name}", required=False, max_length=LONGEST_NOTE, initial=figure.note if figure else ""
            )
            self.fields[f"seen-{key}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=pack(figure)
            )

    def clean(self) -> dict[str, Any]:
        """Numbers are numbers."""
        for period in self.periods:
            for column in self.columns:
                name = f"{column}-{period.start}"
                if name not in self.cleaned_data:
                    continue
                try:
                    unit = Unit.COUNT if column == "n" else self.unit
                    self.cleaned_data[name] = read_number(self.cleaned_data[name], unit)
                except NotANumber as error:
                    self.add_error(name, str(error))
        return self.cleaned_data

    def entered(self) -> list[Entered]:
        """The lines as typed, once the form is valid."""
        return [self._line(period) for period in self.periods]

    def _line(self, period: Period) -> Entered:
        said = self.cleaned_data
        key = period.start.isoformat()
        numbers = {column: said.get(f"{column}-{key}") for column in NUMBERS}
        n = numbers.pop("n")
        seen = unpack(period, said[f"seen-{key}"])
        if self.unit is Unit.COUNT and seen is not None and seen.value == numbers["value"]:
            # The grid of counts does not show these; a line that keeps its value keeps them too.
            numbers, n = {"value": seen.value, "low": seen.low, "high": seen.high}, seen.n
        figure = Figure(
            period,
            **numbers,
            n=None if n is None else int(n),
            complete=not said[f"incomplete-{key}"],
            note=said[f"note-{key}"].strip(),
        )
        if figure.value is None and not figure.note:
            figure = Figure(period, None)
        return Entered(figure, seen)


def pack(figure: Figure | None) -> str:
    """A figure as the text of a hidden field; empty for none."""
    if figure is None:
        return ""
    return json.dumps([figure.value, figure.low, figure.high, figure.n, figure.complete, figure.note])


def unpack(period: Period, text: str) -> Figure | None:
    """What `pack` wrote. What was tampered with counts as not seen: the operation then says that it differs."""
    try:
        value, low, high, n, complete, note = json.loads(text)
    except ValueError:
        return None
    return Figure(period, value, low, high, n=n, complete=bool(complete), note=str(note))


class FileForm(GovForm):
    """A file of figures."""

    file = forms.FileField(
        label="The file",
        max_length=200,
        help_text="A CSV file with a row for each period and place, up to 1 MB. The template shows its columns.",
    )
