"""What a reviewer says of a question, why, and which questions are listed."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fourfold.ground.web.forms import GovForm
from fourfold.records.identity.domain.opinions import LETTERS, NOT_SURE, all_apart, all_together
from fourfold.records.identity.domain.states import Judgement, TaskState
from fourfold.records.identity.models.runs import REASON
from fourfold.records.identity.queries.tasks import Wanted

SOME = "some"
"""Some of three or more belong together, as their letters say."""


def _quick() -> list[tuple[str, str]]:
    """Reasons that are given often, to be chosen instead of typed."""
    return [
        ("number", _("They share a number that only one person has")),
        ("details", _("Name, date of birth and home fit together")),
        ("slip", _("What differs is a slip of the pen")),
        ("relatives", _("They are relatives: twins, siblings, a parent and a child")),
        ("two", _("The details are those of different people")),
        ("little", _("There is too little to tell")),
    ]


class ReviewForm(GovForm):
    """The answer to a question about `size` subjects, and the reason: one that is offered, one's own, or both."""

    answer = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Say whether they are one person, or that you are not sure.")},
    )
    why = forms.ChoiceField(label=gettext_lazy("Why?"), widget=forms.RadioSelect, required=False)
    reason = forms.CharField(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy("Needed if none of the reasons above is yours."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=REASON - 100,
        required=False,
    )

    def __init__(self, data: QueryDict | None, *, size: int) -> None:
        super().__init__(data)
        self.size = size
        answer, why = self.fields["answer"], self.fields["why"]
        if isinstance(answer, forms.ChoiceField) and isinstance(why, forms.ChoiceField):
            answer.choices = _answers(size)
            why.choices = _quick()
        self.letters = [f"letter_{place}" for place in range(size)] if size > 2 else []
        for name in self.letters:
            self.fields[name] = forms.ChoiceField(
                label=_("Record %(letter)s") % {"letter": LETTERS[int(name[-1])]},
                choices=[("", "")]
                + [
                    (letter, _("Person %(number)s") % {"number": place + 1})
                    for place, letter in enumerate(LETTERS[:size])
                ],
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """A reason, and a person for each record where some belong together."""
        found = super().clean() or {}
        if not found.get("why") and not (found.get("reason") or "").strip():
            self.add_error("why", _("Choose a reason or write your own. Whoever looks at it later needs to know."))
        if found.get("answer") == SOME:
            for name in self.letters:
                if not found.get(name):
                    self.add_error(name, _("Say which person this record is about."))
        return found

    @property
    def groups(self) -> str:
        """The answer as a letter for each subject; empty for not sure."""
        said = self.cleaned_data["answer"]
        if said == Judgement.NOT_SURE:
            return NOT_SURE
        if said == SOME:
            return "".join(self.cleaned_data[name] for name in self.letters)
        return all_together(self.size) if said == Judgement.TOGETHER else all_apart(self.size)

    @property
    def said_why(self) -> str:
        """The reason in words."""
        chosen = dict(_quick()).get(self.cleaned_data["why"], "")
        return ". ".join(part for part in (chosen, self.cleaned_data["reason"].strip()) if part)


class TakeBackForm(GovForm):
    """Why a decision no longer holds."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it taken back?"),
        help_text=gettext_lazy("It is kept with the decision, with your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=REASON,
        error_messages={"required": gettext_lazy("Say why. Whoever looks at it later needs to know.")},
    )


class QueueForm(GovForm):
    """Which questions are listed. What is no choice is as if it were not given."""

    asks = forms.ChoiceField(label=gettext_lazy("Asked of"), required=False)
    about = forms.ChoiceField(label=gettext_lazy("About"), required=False)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query)
        offered = {
            "asks": [
                ("", _("Anybody")),
                (TaskState.OPEN.value, _("A first reviewer")),
                (TaskState.SECOND.value, _("Another reviewer")),
            ],
            "about": [("", _("Any number")), ("two", _("Two records")), ("more", _("Three or more"))],
        }
        for name, pairs in offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = pairs
        self.is_valid()

    def wanted(self) -> Wanted:
        """The questions that are asked for."""
        asks, about = self._chosen("asks"), self._chosen("about")
        return Wanted(TaskState(asks) if asks else None, {"two": False, "more": True}.get(about))

    @property
    def narrowed(self) -> int:
        """How many filters are set."""
        return sum(bool(self._chosen(name)) for name in self.fields)

    @property
    def query(self) -> dict[str, str]:
        """The filters that are set, for the address of what comes next."""
        return {name: chosen for name in self.fields if (chosen := self._chosen(name))}

    def _chosen(self, name: str) -> str:
        return str(self.cleaned_data.get(name) or "")


def _answers(size: int) -> list[tuple[str, str]]:
    if size == 2:
        return [
            (Judgement.TOGETHER.value, _("Together: one person")),
            (Judgement.APART.value, _("Apart: two people")),
            (Judgement.NOT_SURE.value, _("Not sure")),
        ]
    return [
        (Judgement.TOGETHER.value, _("Together: all are one person")),
        (SOME, _("Some belong together")),
        (Judgement.APART.value, _("Apart: each is another person")),
        (Judgement.NOT_SURE.value, _("Not sure")),
    ]
