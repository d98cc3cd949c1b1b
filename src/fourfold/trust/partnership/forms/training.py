"""What is asked about a training that somebody did."""

from datetime import date
from typing import Any

from fourfold.ground.web.forms import DateInputField, GovForm


class TrainingForm(GovForm):
    """When it was done, and until when it holds."""

    completed_on = DateInputField(label="When was it done?", help_text="For example, 27 3 2026")
    valid_until = DateInputField(
        label="First day on which it no longer holds", help_text="Usually a year later. It is on the certificate."
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        suggested = {"completed_on": today, "valid_until": _a_year_after(today)}
        kwargs["initial"] = suggested | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)


def _a_year_after(day: date) -> date:
    later = date(day.year + 1, day.month, 1)
    return later.replace(day=min(day.day, 28)) if day.month == 2 else later.replace(day=day.day)
