"""What a data protection officer may ask of the audit log."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms

from fourfold.accountability.oversight.domain.searching import Wanted
from fourfold.accountability.oversight.forms.breaches import Choices, offer
from fourfold.ground.kernel.clock import LONDON
from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.trust.audit.domain.entries import Outcome

OUTCOMES = [
    ("", "All"),
    (Outcome.READ.value, "Looked"),
    (Outcome.DENIED.value, "Refused"),
    (Outcome.DONE.value, "Did"),
]


class SearchForm(GovForm):
    """A search of the log. Everything is optional."""

    about = forms.CharField(
        label="Person or record", max_length=60, required=False, help_text="A reference, or the number in an address"
    )
    who = forms.ChoiceField(label="Who", required=False)
    outcome = forms.ChoiceField(label="What came of it", required=False, choices=OUTCOMES)
    purpose = forms.ChoiceField(label="Purpose", required=False)
    permission = forms.RegexField(
        r"\A[a-z][a-z0-9-]*:[a-z][a-z0-9-]*\Z",
        label="Permission",
        max_length=60,
        required=False,
        help_text="Like record:read",
        error_messages={"invalid": "Enter a permission as the log writes it, like record:read"},
    )
    since = DateInputField(label="From", required=False)
    until = DateInputField(label="Until", required=False)

    def __init__(self, *args: Any, people: Choices, purposes: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "who", [("", "Everybody"), *people])
        offer(self, "purpose", [("", "All"), *purposes])

    def clean(self) -> dict[str, Any] | None:
        """The days must follow each other."""
        said = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            self.add_error("until", "The last day must not come before the first.")
        return said

    def wanted(self, about: UUID | None) -> Wanted:
        """The search, once the form is valid. `about` is what the reference stands for."""
        said = self.cleaned_data
        return Wanted(
            about=about,
            who=UUID(said["who"]) if said["who"] else None,
            permission=said["permission"],
            outcome=said["outcome"],
            purpose=said["purpose"],
            since=_midnight(said["since"]) if said["since"] else None,
            until=_midnight(said["until"] + timedelta(days=1)) if said["until"] else None,
        )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), LONDON)
