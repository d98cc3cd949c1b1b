"""Small rules of language that pages and error messages share."""

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from fourfold.ground.kernel.clock import LONDON


def plural(count: int, one: str, many: str = "") -> str:
    """`1 action`, `2 actions`, `1,204 actions`; `many` where adding an s is wrong (`person`, `people`)."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def lower_first(text: str) -> str:
    """`Due date` becomes `due date`; `NHS number` and `I agree` stay, being names or a word of one letter."""
    start = text[:2]
    return text if len(start) < 2 or start[1].isupper() or start[1] == " " else text[0].lower() + text[1:]


def by_month(items: Iterable[Any], at: str = "at") -> list[tuple[str, list[Any]]]:
    """Items already in order of time, grouped as `("November 2026", [...])` by the London month of `at`.

    `at` names an attribute (or key) that holds a date or an aware datetime.
    """

    def month(item: Any) -> str:
        value: date | datetime = (itemgetter if isinstance(item, dict) else attrgetter)(at)(item)
        local = value.astimezone(LONDON) if isinstance(value, datetime) else value
        return f"{local:%B %Y}"

    return [(name, list(group)) for name, group in groupby(items, key=month)]
