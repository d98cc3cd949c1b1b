"""Times of day as people type them: `10`, `10am`, `2:30pm`, `14.30`, `midday`."""

import re
from datetime import time

_TYPED = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?")
_WORDS = {"midday": time(12), "noon": time(12), "midnight": time(0)}


def time_of(text: str) -> time | None:
    """The time that was typed; None where it is none. Without am or pm, hours count from 0 to 23."""
    said = text.strip().lower().replace("a.m.", "am").replace("p.m.", "pm").removesuffix(".")
    if said in _WORDS:
        return _WORDS[said]
    match = _TYPED.fullmatch(said)
    if match is None:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
