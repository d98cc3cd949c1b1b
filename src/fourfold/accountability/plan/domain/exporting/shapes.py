"""What a JSON export must look like, and errors that name the place where it does not."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from fourfold.ground.kernel.errors import BadInput

Check = Callable[[Any, str], Any]
MOST_TEXT = 100_000
MOST_ITEMS = 20_000


def refuse(path: str, why: str) -> BadInput:
    """The error for one place, such as `strands[0].actions[2].status`."""
    return BadInput.one(why, path)


def text(most: int = MOST_TEXT, *, empty: bool = True) -> Check:
    """Text of at most `most` characters."""

    def check(value: Any, path: str) -> str:
        if not isinstance(value, str) or "\0" in value:
            raise refuse(path, "This must be text.")
        if len(value) > most:
            raise refuse(path, f"This must be at most {most:,} characters long.")
        if not empty and not value.strip():
            raise refuse(path, "This must not be empty.")
        return value

    return check


def one_of(kinds: type[StrEnum]) -> Check:
    """One word of a closed list."""

    def check(value: Any, path: str) -> StrEnum:
        try:
            return kinds(value)
        except ValueError:
            raise refuse(path, f"This must be one of: {', '.join(kinds)}.") from None

    return check


def whole(least: int, most: int) -> Check:
    """A whole number."""

    def check(value: Any, path: str) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise refuse(path, f"This must be a whole number from {least} to {most:,}.")
        return value

    return check


def day(value: Any, path: str) -> date:
    """A date, `2026-11-22`."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise refuse(path, "This must be a date like 2026-11-22.") from None


def moment(value: Any, path: str) -> datetime:
    """A time with its offset, `2026-11-22T15:15:00+00:00`."""
    try:
        found = datetime.fromisoformat(str(value))
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise refuse(path, "This must be a time like 2026-11-22T15:15:00+00:00.")
    return found.astimezone(UTC)


def or_none(check: Check) -> Check:
    """The same, or null."""
    return lambda value, path: None if value is None else check(value, path)


def many(check: Check) -> Check:
    """A list of the same."""

    def check_all(value: Any, path: str) -> list[Any]:
        if not isinstance(value, list) or len(value) > MOST_ITEMS:
            raise refuse(path, "This must be a list.")
        return [check(item, f"{path}[{place}]") for place, item in enumerate(value)]

    return check_all


def shape(fields: Mapping[str, Check]) -> Check:
    """An object with exactly these fields."""

    def check(value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise refuse(path, "This must be an object.")
        for name in value:
            if name not in fields:
                raise refuse(f"{path}.{name}", "We do not know this field. Was the file changed?")
        for name in fields:
            if name not in value:
                raise refuse(path, f"The field “{name}” is missing.")
        return {name: field(value[name], f"{path}.{name}".lstrip(".")) for name, field in fields.items()}

    return check
