"""Forms: what every form of ours shares. Templates draw the fields (`web/components/fields.html`)."""

from typing import Any

from django import forms

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.dates import DateInputField, DateInputWidget
from fourfold.ground.web.fields import required_message

__all__ = ["DateInputField", "DateInputWidget", "GovForm"]


class GovForm(forms.Form):
    """A form that asks in plain words: no browser pop-ups, and errors that say what to enter.

    Put the label and help text on the fields; `field(form['name'])` draws them and `error_summary(form)`
    lists what is wrong.
    """

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = field.label or forms.utils.pretty_name(name)
            if field.error_messages.get("required") == forms.Field.default_error_messages["required"]:
                field.error_messages["required"] = required_message(field)

    def add_problems(self, error: BadInput) -> None:
        """Show what an operation refused. A problem whose `where` names no field of ours goes to the top."""
        for problem in error.problems:
            self.add_error(problem.where if problem.where in self.fields else None, problem.message)
