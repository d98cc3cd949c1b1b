"""How far long work is: for a page, and for the script that keeps the page up to date."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Progress:
    """`percent` is 0 to 100; None while nobody can say."""

    is_under_way: bool
    heading: str
    words: str
    percent: int | None

    def as_json(self) -> dict[str, Any]:
        """For the script."""
        return {"under_way": self.is_under_way, "percent": self.percent, "words": self.words, "step": self.heading}
