"""Which actions wait for which, and the circle that must never close."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID


def would_wait_for_itself(waits: Iterable[tuple[UUID, UUID]], action: UUID, needed: UUID) -> bool:
    """Whether `action` would wait for itself, through others, if it also waited for `needed`."""
    needs: dict[UUID, set[UUID]] = defaultdict(set)
    for waiting, awaited in waits:
        needs[waiting].add(awaited)
    reached, ahead = set(), [needed]
    while ahead:
        here = ahead.pop()
        if here == action:
            return True
        if here not in reached:
            reached.add(here)
            ahead.extend(needs[here])
    return False
