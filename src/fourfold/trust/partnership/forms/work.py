"""What is asked about reaching people, being away, leaving, handing over, and what an agency should have."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django import forms

from fourfold.ground.web.forms import DateInputField, GovForm
from fourfold.trust.partnership.domain.roles import HANDED_OVER, RoleKind
from fourfold.trust.partnership.models import Role


class ContactForm(GovForm):
    """How colleagues reach somebody."""

    email = forms.EmailField(
        label="Work e-mail address (optional)",
        help_text="For colleagues to write to. It changes nothing about signing in.",
        required=False,
        max_length=254,
    )
    telephone = forms.CharField(
        label="Work telephone number (optional)",
        help_text="For example, 01632 960 001 or 01632 960 001 ext 12",
        required=False,
        max_length=40,
    )


class AbsenceForm(GovForm):
    """From when to when somebody is away, and who covers each of their roles."""

    since = DateInputField(label="First day away", help_text="For example, 27 3 2026")
    until = DateInputField(label="First day back", help_text="Cover ends by itself on this day.")

    def __init__(
        self, *args: Any, roles: Sequence[Role], able: dict[UUID, dict[UUID, str]], today: date, **kwargs: Any
    ) -> None:
        kwargs["initial"] = {"since": today} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.roles = roles
        for role in roles:
            label = f"Who covers: {RoleKind(role.kind).label}, {role.agency.short_name}"
            people = [(str(key), name) for key, name in able[role.pk].items()]
            self.fields[cover_of(role)] = forms.ChoiceField(
                label=label, required=False, choices=[("", "Nobody"), *people]
            )

    @property
    def covers(self) -> dict[UUID, UUID]:
        """Who was chosen for which role."""
        chosen = {role.pk: self.cleaned_data[cover_of(role)] for role in self.roles}
        return {role_id: UUID(by) for role_id, by in chosen.items() if by}


def cover_of(role: Role) -> str:
    """The field that asks who covers a role."""
    return f"cover_{role.pk}"


class BackForm(GovForm):
    """The first day back, earlier than planned."""

    until = DateInputField(label="First day back", help_text="Today ends it at once, and the cover with it.")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"until": today} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


class LeaveForm(GovForm):
    """Which agency somebody leaves, and the first day without them."""

    agency = forms.ChoiceField(label="Which agency do they leave?", widget=forms.RadioSelect)
    on = DateInputField(
        label="First day without them", help_text="Today ends their roles at once. A later day ends them on that day."
    )

    def __init__(self, *args: Any, agencies: Sequence[tuple[UUID, str]], today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["agency"].choices = [(str(key), name) for key, name in agencies]  # type: ignore[attr-defined]
        if len(agencies) == 1:
            self.fields["agency"].initial = str(agencies[0][0])


class HandOverForm(GovForm):
    """To whom a role passes, and on which day. `holder` is who gives it up; empty for oneself."""

    to = forms.ChoiceField(label="Who takes the role over?")
    on = DateInputField(
        label="Their first day in the role", help_text="The role ends on that day for whoever holds it now."
    )
    stays = forms.BooleanField(label="You go on working in the agency", required=False, initial=True)

    def __init__(self, *args: Any, colleagues: dict[UUID, str], holder: str, today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"on": today} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        if holder:
            self.fields["stays"].label = f"{holder} goes on working in the agency"
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            ("", "Choose a colleague"),
            *((str(key), name) for key, name in colleagues.items()),
        ]


class ExpectedForm(GovForm):
    """Which roles an agency should have, from a day on."""

    kinds = forms.MultipleChoiceField(
        label="Which roles should this agency have?",
        help_text="Choose none if the agency is only named in a plan.",
        choices=[(kind.value, kind.label) for kind in HANDED_OVER],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    since = DateInputField(label="From", help_text="What is expected until then stays readable.")

    def __init__(self, *args: Any, expected: Sequence[RoleKind], today: date, **kwargs: Any) -> None:
        kwargs["initial"] = {"since": today, "kinds": list(expected)} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
