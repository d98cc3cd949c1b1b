"""One cell that came back: its words, its status, its date, or what is wrong with it and how to mend it."""

import re
import unicodedata
from datetime import date, datetime

from fourfold.accountability.plan.domain.states import Status
from fourfold.ground.kernel.errors import BadInput

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NUMBERS = re.compile(r"(\d{1,2})[./ -](\d{1,2})[./ -](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T].*)?")
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?[ -](\d{4})")
_DIRECTION = {"BN", "LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def words_in(value: object, *, most: int) -> str:
    """The text of a cell without control and direction marks. Raises `BadInput` over `most` characters."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else _shown(value)
    kept = "".join(
        character
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
        if character in "\n\t"
        or (unicodedata.category(character) != "Cc" and unicodedata.bidirectional(character) not in _DIRECTION)
    ).strip()
    if len(kept) > most:
        raise BadInput.one(f"has {len(kept):,} characters. Use {most:,} or fewer.")
    return kept


def status_in(value: object) -> Status | None:
    """The status that a cell names; None for an empty one. Raises `BadInput` for other words."""
    text = words_in(value, most=100)
    if not text:
        return None
    key = re.sub(r"[\s_-]+", "-", text.lower())
    try:
        return Status(key)
    except ValueError:
        known = ", ".join(item.label for item in Status)
        raise BadInput.one(f"says “{text}”, which is no status. Choose one of: {known}.") from None


def date_in(value: object) -> date | None:
    """The date in a cell; None for an empty one. Raises `BadInput` for what is no real date."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = words_in(value, most=100)
    if not text:
        return None
    found = _NUMBERS.fullmatch(text) or _WORDS.fullmatch(text)
    iso = _ISO.fullmatch(text)
    if found:
        day, month, year = found.groups()
    elif iso:
        year, month, day = iso.groups()
    else:
        raise BadInput.one(f"says “{text}”, which is no date we can read. Write it like 31/03/2027.")
    try:
        return date(int(year), _month(month), int(day))
    except ValueError:
        raise BadInput.one(f"says “{text}”, which is no real date. Check the day and the month.") from None


def _month(text: str) -> int:
    if text.isdigit():
        return int(text)
    return MONTHS.index(text[:3].lower()) + 1


def _shown(value: object) -> str:
    """A number or date as its reader would type it."""
    if isinstance(value, datetime | date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
