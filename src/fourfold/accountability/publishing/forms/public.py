"""Words for the public, proposing them, publishing by a decision, taking a version down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.accountability.publishing.domain.wording import LONGEST
from fourfold.ground.web.forms import GovForm


class WordsForm(GovForm):
    """An action in words for everybody."""

    promise = forms.CharField(
        label=_("What we will do"),
        help_text=_("One or two short sentences that a 12-year-old understands. Begin with “We will”."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=LONGEST,
    )
    done = forms.CharField(
        label=_("What we have done so far (optional)"),
        help_text=_("What happened, with figures where there are some. Name nobody."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST,
        required=False,
    )
    checked = forms.BooleanField(
        label=_("I have looked again: these words are about nobody in particular"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ProposeForm(GovForm):
    """Why the words are harder than the aim, where they are."""

    hard_because = forms.CharField(
        label=_("Why these words can't be easier"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )

    def __init__(self, *args: Any, is_easy: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_easy:
            del self.fields["hard_because"]


class ByDecisionForm(GovForm):
    """The decision of the board that publishes the version."""

    decision = forms.ChoiceField(label=_("Which decision publishes it?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decision"].choices = offered  # type: ignore[attr-defined]


class WithdrawForm(GovForm):
    """Why a version is taken down."""

    because = forms.CharField(
        label=_("Why is it taken down?"),
        help_text=_("Only the partnership reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
