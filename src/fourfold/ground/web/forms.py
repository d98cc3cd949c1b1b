"""Forms: what every form of ours shares. Templates draw the fields (`web/components/fields.html`)."""

from typing import Any

from django import forms

from fourfold.ground.kernel.errors import BadInput
from fourfold.ground.web.dates import DateInputField, DateInputWidget
from fourfold.ground.web.fields import required_message

__all__ = ["CheckedForm", "DateInputField", "DateInputWidget", "GovForm"]


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


class CheckedForm(GovForm):
    """A form whose text must hold no personal data. The box to say so appears once something looks like it.

    Operations refuse such a text with “looks like personal data” unless they are told that it was checked.
    """

    checked = forms.BooleanField(
        label="I have checked: this is not about a person who uses our services", required=False
    )

    @property
    def asks_to_check(self) -> bool:
        """Whether the box is shown: after a warning, or once it was ticked."""
        warned = any("looks like personal data" in message for found in self.errors.values() for message in found)
        return warned or bool(self.data.get(self.add_prefix("checked")))
