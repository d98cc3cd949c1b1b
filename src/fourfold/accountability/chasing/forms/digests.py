"""On which day somebody wants their weekly mail."""

from django import forms

from fourfold.accountability.chasing.domain.states import Weekday
from fourfold.ground.web.forms import GovForm


class YourMailForm(GovForm):
    """The day of the weekly mail."""

    weekday = forms.ChoiceField(
        label="On which day do you want it?",
        widget=forms.RadioSelect,
        choices=[(item.value, item.label) for item in Weekday],
    )
