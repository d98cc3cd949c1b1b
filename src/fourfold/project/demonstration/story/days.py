"""The story's days, seen from the day on which it is loaded, and the plan document's months with them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zlib import crc32

from fourfold.ground.kernel.clock import LONDON

WRITTEN_FOR = (2026, 11)
"""The month in which the plan document's dates are as designed."""
OFFICE_OPENS = 8 * 60 + 40
OFFICE_HOURS = 8 * 60
CLOSED = {(12, 25), (12, 26), (1, 1)}
_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905
_MONTH_AND_YEAR = re.compile(rf"\b({'|'.join(_MONTHS)}) (20\d\d)\b")


@dataclass(frozen=True, slots=True)
class Days:
    """The calendar of one loading. `loaded_on` is a London date."""

    loaded_on: date

    def working_day(self, day: int) -> date:
        """The working day at or before `day`; nobody posts an update at a weekend or at Christmas."""
        found = self.loaded_on + timedelta(days=day)
        while found.weekday() >= 5 or (found.month, found.day) in CLOSED:
            found -= timedelta(days=1)
        return found

    def moments(self, on: date, what: Sequence[str]) -> list[datetime]:
        """Ascending times within office hours for what happens on a date, the same at every loading."""
        minutes = [
            OFFICE_OPENS + (OFFICE_HOURS * place + crc32(label.encode()) % OFFICE_HOURS) // len(what)
            for place, label in enumerate(what)
        ]
        midnight = datetime(on.year, on.month, on.day, tzinfo=LONDON)
        return [midnight.replace(hour=at // 60, minute=at % 60).astimezone(UTC) for at in minutes]

    def shift_months(self, document: str) -> str:
        """The plan document with every `July 2026` moved by the months since it was written."""
        year, month = WRITTEN_FOR
        by = (self.loaded_on.year - year) * 12 + self.loaded_on.month - month

        def moved(match: re.Match[str]) -> str:
            years, months = divmod(int(match[2]) * 12 + _MONTHS.index(match[1]) + by, 12)
            return f"{_MONTHS[months]} {years}"

        return _MONTH_AND_YEAR.sub(moved, document)
