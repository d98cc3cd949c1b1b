"""The partnership's rule, in one place: counts of 7 or fewer are withheld (0 among them), *then* all is rounded to 5.

Source: domain.md, Disclosure control. Whoever shows a count of people uses `published`.
"""

from dataclasses import dataclass

SMALLEST = 8
"""The smallest count that is shown."""
STEP = 5
"""What a shown count is rounded to."""
KEPT = 3
"""Values that stay possible for whatever is withheld, at the least: nothing is narrowed to two."""


def published(count: int) -> int | None:
    """What is shown of a count: None when it is withheld, else the nearest multiple of 5."""
    return STEP * ((count + STEP // 2) // STEP) if count >= SMALLEST else None


def behind(shown: int) -> tuple[int, int]:
    """The least and the most that a shown count can have been."""
    return max(SMALLEST, shown - STEP // 2), shown + STEP // 2


@dataclass(frozen=True, slots=True)
class Range:
    """What somebody who puts everything together knows of a count: the least and the most that it can be."""

    low: int
    high: int
    is_narrow: bool = False
    """Fewer values are possible between the two than are to be kept."""

    @property
    def tells(self) -> str:
        """What this gives away of a withheld count, as the end of a sentence; empty when it gives nothing away.

        A withheld count keeps at least three possible values, and is never shown to be one of 1 to 7: it may be 0,
        or it may be 8 or more. So nobody learns that there is nobody, nor that there is somebody, in a small group.
        """
        if self.high == 0:
            return "is certainly 0: it would be known that there is nobody"
        if self.low == self.high:
            return f"is certainly {self.low}"
        if self.is_narrow or self.high - self.low + 1 < KEPT:
            return f"is certainly {self.low} or {self.high}"
        if self.low > 0 and self.high < SMALLEST:
            return f"is certainly one of {self.low} to {self.high}: it would be known that there are a few"
        return ""
