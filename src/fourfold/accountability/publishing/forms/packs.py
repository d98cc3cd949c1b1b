"""Asking for a pack."""

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fourfold.accountability.publishing.operations.packs import Wanted
from fourfold.ground.kernel.clock import LONDON, today
from fourfold.ground.web.forms import DateInputField, GovForm

WHOLE = "plan"


class PackForm(GovForm):
    """What the pack is for. `offered` are `(value, label)` of boards (`board:<id>`) and meetings (`meeting:...`)."""

    made_for = forms.ChoiceField(label=_("What is it for?"), widget=forms.RadioSelect)
    since = DateInputField(
        label=_("Compare with (optional)"),
        help_text=_("Leave empty to compare with the board's last meeting or, without one, with three months ago."),
        required=False,
    )

    def __init__(self, *args: Any, offered: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["made_for"].choices = [*offered, (WHOLE, _("The plan as a whole"))]  # type: ignore[attr-defined]
        self.fields["since"].latest = today()  # type: ignore[attr-defined]

    def wanted(self, plan_id: UUID) -> Wanted:
        """The pack that was asked for."""
        kind, *ids = self.cleaned_data["made_for"].split(":")
        day = self.cleaned_data["since"]
        return Wanted(
            plan_id=plan_id,
            board_id=UUID(ids[0]) if kind != WHOLE else None,
            meeting_id=UUID(ids[1]) if kind == "meeting" else None,
            since=datetime.combine(day, time.min, tzinfo=LONDON) if day else None,
        )
