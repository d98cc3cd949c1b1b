"""The forms of the breach register."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from fourfold.accountability.oversight.domain.breaches import ToCommissioner, ToPeople
from fourfold.accountability.oversight.models import Breach
from fourfold.accountability.oversight.operations.breaches import TEXTS, Facts
from fourfold.accountability.oversight.operations.deciding import Reporting
from fourfold.ground.kernel.clock import LONDON, show_time
from fourfold.ground.web.forms import CheckedForm, DateInputField, GovForm
from fourfold.trust.boards.domain.times import time_of
from fourfold.trust.catalogue.domain.entries import Regime

Choices = Sequence[tuple[Any, str]]
REGIMES = [
    (Regime.GENERAL.value, "No: UK GDPR"),
    (Regime.LAW_ENFORCEMENT.value, "Yes: Data Protection Act 2018, Part 3"),
]


class TimeField(forms.CharField):
    """A time of day as people type it."""

    def clean(self, value: Any) -> Any:
        """The time; None where none was typed. Raises `ValidationError`, which says how to write one."""
        typed = super().clean(value)
        found = time_of(typed)
        if typed and found is None:
            raise ValidationError("Enter a time of day, like 2:30pm", code="time")
        return found


class BreachForm(CheckedForm):
    """What is known of a breach. Most may be left open: the clock does not wait for it."""

    agency = forms.ChoiceField(label="Whose breach is it?")
    title = forms.CharField(label="Short name", max_length=150, help_text="Like “Report sent to a former colleague”")
    what_happened = forms.CharField(
        label="What happened?",
        max_length=4000,
        widget=forms.Textarea,
        help_text="Do not name anyone who uses a service, or whose data it was.",
    )
    known_on = DateInputField(label="On which day did your agency come to know of it?")
    known_time = TimeField(label="At what time?", max_length=20, help_text="Like 3:15pm. The 72 hours begin then.")
    happened_on = DateInputField(label="On which day did it happen? (optional)", required=False)
    agreement = forms.ChoiceField(
        label="Under which agreement was the data shared? (optional)",
        required=False,
        help_text="The data protection officers of the agencies concerned see the breach in its history.",
    )
    regime = forms.ChoiceField(
        label="Was it processed for law enforcement by a competent authority?",
        widget=forms.RadioSelect,
        choices=REGIMES,
        initial=Regime.GENERAL.value,
    )
    people = forms.CharField(
        label="Whose data is it? (optional)",
        max_length=300,
        required=False,
        help_text="Kinds of people, such as “pupils and their parents”",
    )
    people_about = forms.IntegerField(label="About how many people? (optional)", min_value=0, required=False)
    records = forms.CharField(
        label="What data is it? (optional)",
        max_length=300,
        required=False,
        help_text="Kinds of records, such as “addresses, health needs”",
    )
    records_about = forms.IntegerField(label="About how many records? (optional)", min_value=0, required=False)
    consequences = forms.CharField(
        label="What may follow for the people? (optional)", max_length=2000, required=False, widget=forms.Textarea
    )
    measures = forms.CharField(
        label="What was done, or will be done, about it? (optional)",
        max_length=2000,
        required=False,
        widget=forms.Textarea,
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, agencies: Choices, agreements: Choices, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agreement", [("", "None, or not known yet"), *agreements])
        offer(self, "agency", [("", "Choose an agency"), *agencies] if len(agencies) > 1 else list(agencies))
        for name in ("known_on", "happened_on"):
            asked = self.fields[name]
            if isinstance(asked, DateInputField):
                asked.latest = today

    def facts(self) -> Facts:
        """What is known, as typed, once the form is valid."""
        said = self.cleaned_data
        return Facts(
            known_at=datetime.combine(said["known_on"], said["known_time"], LONDON),
            regime=Regime(said["regime"]),
            happened_on=said["happened_on"],
            people_about=said["people_about"],
            records_about=said["records_about"],
            agreement_id=UUID(said["agreement"]) if said["agreement"] else None,
            **{name: said[name] for name in TEXTS},
        )

    @property
    def agency_id(self) -> UUID:
        """Whose breach it is."""
        return UUID(self.cleaned_data["agency"])


def as_known(breach: Breach) -> dict[str, Any]:
    """The values of `BreachForm` for a breach."""
    known = breach.known_at.astimezone(LONDON)
    same = (*TEXTS, "happened_on", "regime", "people_about", "records_about", "version")
    return {name: getattr(breach, name) for name in same} | {
        "agency": str(breach.agency_id),
        "agreement": str(breach.agreement_id or ""),
        "known_on": known.date(),
        "known_time": show_time(known),
    }


class CommissionerForm(CheckedForm):
    """The decision about the Information Commissioner."""

    decision = forms.ChoiceField(
        label="Is it reported to the Information Commissioner?",
        widget=forms.RadioSelect,
        choices=[
            (ToCommissioner.REPORTED.value, "Yes, it was reported"),
            (ToCommissioner.NOT_REPORTED.value, "No: a risk to people is unlikely"),
        ],
    )
    at_on = DateInputField(label="On which day was it reported?", required=False)
    at_time = TimeField(label="At what time was it reported?", max_length=20, required=False)
    reference = forms.CharField(label="The Commissioner's reference (optional)", max_length=60, required=False)
    delay = forms.CharField(
        label="Why did it take more than 72 hours?", max_length=2000, required=False, widget=forms.Textarea
    )
    reason = forms.CharField(
        label="Why is a risk to people unlikely?", max_length=2000, required=False, widget=forms.Textarea
    )

    def reporting(self) -> Reporting:
        """The decision as typed, once the form is valid."""
        said = self.cleaned_data
        on, time = said["at_on"], said["at_time"]
        is_report = said["decision"] == ToCommissioner.REPORTED
        return Reporting(
            decision=ToCommissioner(said["decision"]),
            at=datetime.combine(on, time, LONDON) if on and time else None,
            reference=said["reference"],
            reason="" if is_report else said["reason"],
            delay=said["delay"] if is_report else "",
        )


class PeopleForm(CheckedForm):
    """The decision about the people whose data it was."""

    decision = forms.ChoiceField(
        label="Are the people told?",
        widget=forms.RadioSelect,
        choices=[
            (ToPeople.TOLD.value, "Yes, they were told"),
            (ToPeople.NOT_TOLD.value, "No: the risk is not high, or telling them would do harm"),
        ],
    )
    on = DateInputField(label="On which day were they told?", required=False)
    reason = forms.CharField(label="Why, or how?", max_length=2000, required=False, widget=forms.Textarea)


class TextForm(CheckedForm):
    """One text: a note, or why a breach is closed or opened again."""

    text = forms.CharField(label="Note", max_length=4000, widget=forms.Textarea)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = label


class AgencyForm(GovForm):
    """One agency of the partnership."""

    agency = forms.ChoiceField(label="Agency")

    def __init__(self, *args: Any, agencies: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", [("", "Choose an agency"), *agencies])


def offer(form: GovForm, name: str, choices: Choices) -> None:
    """Give a field its choices."""
    asked = form.fields[name]
    if isinstance(asked, forms.ChoiceField):
        asked.choices = list(choices)
