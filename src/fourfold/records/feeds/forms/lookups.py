"""That a look-up was made in the national system."""

from datetime import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.records.feeds.domain.lookups import Answer, Setting
from fourfold.records.feeds.operations import NewLookUp


class LookUpForm(GovForm):
    """Where the child presented, the asker's own number, when it was asked, and whether an answer came."""

    setting = forms.ChoiceField(
        label=gettext_lazy("Where did the child present?"),
        choices=[("", ""), *((item.value, item.label) for item in Setting)],
    )
    local_reference = forms.CharField(
        label=gettext_lazy("Your own number of the attendance"),
        help_text=gettext_lazy("Never the child’s name or NHS number."),
        max_length=40,
    )
    asked_on = DateInputField(label=gettext_lazy("When was the service asked?"))
    asked_time = forms.CharField(
        label=gettext_lazy("At what time?"), help_text=gettext_lazy("For example, 22:40"), max_length=5
    )
    answer = forms.ChoiceField(
        label=gettext_lazy("Did an answer come?"),
        choices=[(item.value, item.label) for item in Answer],
        widget=forms.RadioSelect,
    )

    def clean_asked_time(self) -> str:
        """The time of day on a 24-hour clock."""
        typed = str(self.cleaned_data["asked_time"]).strip().replace(".", ":")
        try:
            return f"{datetime.strptime(typed, '%H:%M').replace(tzinfo=LONDON):%H:%M}"
        except ValueError as error:
            raise ValidationError(_("Write the time like 22:40.")) from error

    def new(self) -> NewLookUp:
        """The look-up, once the form is sound."""
        given = self.cleaned_data
        hour, minute = map(int, given["asked_time"].split(":"))
        day = given["asked_on"]
        asked_at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON)
        return NewLookUp(Setting(given["setting"]), given["local_reference"], asked_at, Answer(given["answer"]))
