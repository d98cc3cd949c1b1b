"""Fields that several forms of this room share."""

from collections.abc import Sequence
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from fourfold.ground.web.wording import lower_first
from fourfold.trust.boards.domain.times import time_of

Choices = Sequence[tuple[str, str]]


class TimeField(forms.CharField):
    """A time of day as people type it."""

    def clean(self, value: Any) -> Any:
        """The time. Raises `ValidationError` in a sentence that says how to write one."""
        typed = super().clean(value)
        found = time_of(typed)
        if typed and found is None:
            raise ValidationError(f"Enter when it {lower_first(str(self.label))}, like 2:30pm", code="time")
        return found


def shown_time(value: time) -> str:
    """A time as its field shows it: `2:30pm`."""
    return f"{value.hour % 12 or 12}:{value.minute:02}{'am' if value.hour < 12 else 'pm'}"


def offer(form: forms.Form, name: str, choices: Choices, *, empty: str = "") -> None:
    """Give a field of a form its choices, with a first line that chooses nothing where `empty` is given."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = [*([("", empty)] if empty else []), *choices]
