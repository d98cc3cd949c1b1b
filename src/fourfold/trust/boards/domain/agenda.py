"""The order of an agenda: what is new goes before the closing standing item, such as any other business."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")

STANDING = (
    "Welcome, apologies and interests",
    "Minutes of the last meeting",
    "Actions arising",
    "Any other business",
)
"""The standing items of a board that has not met yet. Later meetings take over those of the last one."""


def inserted(items: Sequence[T], new: Sequence[T], *, last_is_standing: bool) -> list[T]:
    """`items` with `new` at the end, but before a standing item that closes the agenda."""
    if items and last_is_standing:
        return [*items[:-1], *new, items[-1]]
    return [*items, *new]


def moved(items: Sequence[T], place: int, *, up: bool) -> list[T]:
    """`items` with the one at `place` one higher or lower; unchanged at the edge."""
    other = place - 1 if up else place + 1
    if not 0 <= other < len(items):
        return list(items)
    changed = list(items)
    changed[place], changed[other] = changed[other], changed[place]
    return changed
