"""Saying of one more reference that it is the same person’s, or another’s."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.web.forms import GovForm
from fourfold.records.identity.domain.searching import reference_of
from fourfold.records.identity.domain.states import Judgement
from fourfold.records.identity.models.runs import REASON


class JudgeForm(GovForm):
    """The other reference, what is said of the two, and why."""

    reference = forms.CharField(
        label=gettext_lazy("The other reference"),
        help_text=gettext_lazy("For example, KM-7F3K-2QXD. You must see a record of both."),
        max_length=30,
    )
    judgement = forms.ChoiceField(
        label=gettext_lazy("Are they the same person?"),
        choices=[
            (Judgement.TOGETHER.value, gettext_lazy("Yes, one person")),
            (Judgement.APART.value, gettext_lazy("No, two people")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("How do you know?"),
        help_text=gettext_lazy("Whoever looks later reads this. It can be taken back at any time."),
        max_length=REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean_reference(self) -> str:
        """The reference in its one form."""
        found = reference_of(str(self.cleaned_data["reference"]))
        if not found:
            raise ValidationError(_("A reference looks like KM-7F3K-2QXD. It has no 0, 1, I, L or O."))
        return found
