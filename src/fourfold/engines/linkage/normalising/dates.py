"""Dates of birth as people type them, brought to one text `YYYY-MM-DD` that keeps a wrong digit to compare."""

import re
from typing import NamedTuple

MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
YEAR_FIRST = re.compile(r"^(\d{4})[-/. ]?(\d{2})[-/. ]?(\d{2})(?:[t ].*)?$")
DAY_FIRST = re.compile(r"^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|\d{2})(?:[t ].*)?$")
IN_WORDS = re.compile(r"^(\d{1,2})(?:st|nd|rd|th)?[-/. ]?([a-z]{3,9})[-/., ]*(\d{4}|\d{2})$")
YEAR_ALONE = re.compile(r"^(\d{4})$")
# Days that systems write when they know none.
NO_DAY = {"1900-01-01", "1901-01-01", "1899-12-30", "1899-12-31", "1970-01-01", "1111-11-11", "9999-12-31"}
# Two digits of a year up to this one are of the 2000s.
PIVOT = 30


class Birth(NamedTuple):
    """A date of birth: its text, its parts, and whether only its year can be believed (1 January)."""

    text: str
    year: int
    month: str
    day: str
    weak: bool


def birth(text: str) -> Birth | None:
    """Read a date. None: no date at all, or one that stands for none. Day before month, as in Britain."""
    parts = _parts(text.strip().lower())
    if parts is None:
        return None
    year, month, day = parts
    written = f"{year:04}-{month:02}-{day:02}"
    if written in NO_DAY or not 1000 < year < 2200:
        return None
    return Birth(written, year, f"{month:02}", f"{day:02}", month <= 1 and day <= 1)


def _parts(text: str) -> tuple[int, int, int] | None:
    if found := YEAR_FIRST.match(text):
        return int(found[1]), int(found[2]), int(found[3])
    if found := DAY_FIRST.match(text):
        return _year(found[3]), int(found[2]), int(found[1])
    if (found := IN_WORDS.match(text)) and (month := MONTHS.get(found[2][:3])):
        return _year(found[3]), month, int(found[1])
    if found := YEAR_ALONE.match(text):
        return int(found[1]), 1, 1
    return None


def _year(digits: str) -> int:
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= PIVOT else 1900)
