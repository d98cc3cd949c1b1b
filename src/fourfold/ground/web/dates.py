"""A date asked for as day, month and year, as GOV.UK does, with errors that say which part is missing."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import lower_first

PARTS = ("day", "month", "year")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WHOLE = "date"
"""The first word of an error's code; the parts that are wrong follow, as in `date-month-year`."""


class DateInputWidget(forms.MultiWidget):
    """Three text boxes named `<field>_day`, `<field>_month` and `<field>_year`."""

    use_fieldset = True

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({part: forms.TextInput() for part in PARTS}, attrs)

    def decompress(self, value: date | None) -> list[int | None]:
        """The parts of a date that is already known."""
        return [value.day, value.month, value.year] if value else [None, None, None]


class DateInputField(forms.Field):
    """A calendar date, or None where it is not required. Months may be written `11`, `Nov` or `November`.

    `earliest` and `latest` are bounds that the person is told of. What was typed is kept as typed.
    """

    widget = DateInputWidget

    def __init__(self, *, earliest: date | None = None, latest: date | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.earliest = earliest
        self.latest = latest

    def to_python(self, value: Sequence[str | None] | date | None) -> date | None:
        """The date from its three parts; raises ValidationError naming the parts to mend."""
        if value is None or isinstance(value, date):
            return value
        typed = [(part or "").strip() for part in value]
        if not any(typed):
            return None
        if missing := [name for name, part in zip(PARTS, typed, strict=True) if not part]:
            self.refuse(f"must include a {' and '.join(missing)}", missing)
        return self.read(*typed)

    def read(self, day: str, month: str, year: str) -> date:
        """A date from three filled parts."""
        if not (year.isascii() and year.isdigit() and len(year) == 4):
            self.refuse("must have a year of 4 numbers, like 2026", ["year"])
        number = _month_number(month)
        if number is None:
            self.refuse("must have a month from 1 to 12", ["month"])
        if not (day.isascii() and day.isdigit() and 1 <= int(day[:3]) <= 31):
            self.refuse("must have a day from 1 to 31", ["day"])
        try:
            return date(int(year), number or 0, int(day))
        except ValueError:
            self.refuse("must be a real date", list(PARTS))
            raise

    def validate(self, value: date | None) -> None:
        """Required, and within the bounds."""
        super().validate(value)
        if value and self.earliest and value < self.earliest:
            self.refuse(f"must be {show_date(self.earliest)} or later", list(PARTS))
        if value and self.latest and value > self.latest:
            self.refuse(f"must be {show_date(self.latest)} or earlier", list(PARTS))

    def has_changed(self, initial: date | None, data: Any) -> bool:
        """Whether what was typed is another date than the one shown (`07` and `7` are the same)."""
        try:
            return self.to_python(data) != self.to_python(initial)
        except ValidationError:
            return True

    def refuse(self, why: str, parts: list[str]) -> None:
        """Raise the error for `parts`, in a sentence that begins with the field's name."""
        raise ValidationError(f"{self.label or 'Date'} {why}", code="-".join([WHOLE, *parts]))


def _month_number(text: str) -> int | None:
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 2 and 1 <= int(text) <= 12 else None
    start = lower_first(text).lower()[:3]
    return MONTHS.index(start) + 1 if start in MONTHS and text.isalpha() else None
