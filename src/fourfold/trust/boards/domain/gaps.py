"""What a board lacks: the parts that nobody holds, too few voting seats, terms that are due for review."""

from collections.abc import Sequence
from datetime import date

from fourfold.trust.boards.domain.states import Part

LEADING = (Part.CHAIR, Part.DEPUTY_CHAIR, Part.SECRETARY)


def gaps_of(parts: Sequence[Part], *, quorum: int) -> list[str]:
    """What is missing among the live seats, as sentences."""
    found = [f"Nobody is {part.label.lower()}." for part in LEADING if part not in parts]
    voting = sum(1 for part in parts if part.votes)
    if voting < quorum:
        has = "seat is" if voting == 1 else "seats are"
        found.append(f"Only {voting} voting {has} filled, and the quorum is {quorum}: no meeting could decide.")
    return found


def terms_are_due(review_on: date | None, *, today: date) -> bool:
    """Whether the terms of reference should have been reviewed by now."""
    return review_on is not None and review_on < today
