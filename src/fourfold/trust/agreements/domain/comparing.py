"""What differs between two versions: clauses, parties, lines and the frame, each beside what it was."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Generic, TypeVar

from fourfold.trust.agreements.domain.terms import ClauseText, Line, PartyTerms, Terms

T = TypeVar("T")


class Fate(StrEnum):
    """What became of a part."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Pair(Generic[T]):
    """A part before and after; None where it was not there. `changed` names the fields that differ."""

    before: T | None
    after: T | None
    changed: tuple[str, ...] = ()

    @property
    def fate(self) -> Fate:
        """What became of it."""
        if self.before is None:
            return Fate.ADDED
        if self.after is None:
            return Fate.REMOVED
        return Fate.CHANGED if self.changed else Fate.SAME


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions side by side."""

    frame: tuple[tuple[str, object, object], ...]
    """Name, before and after of what differs in the frame."""
    clauses: tuple[Pair[ClauseText], ...]
    parties: tuple[Pair[PartyTerms], ...]
    lines: tuple[Pair[Line], ...]

    @property
    def is_empty(self) -> bool:
        """Whether the two say the same."""
        fates = [
            *(one.fate for one in self.clauses),
            *(one.fate for one in self.parties),
            *(one.fate for one in self.lines),
        ]
        return not self.frame and set(fates) <= {Fate.SAME}


_FRAME = ("title", "summary", "under", "starts_on", "ends_on", "review_on", "data_sets", "permits_requests")


def difference(before: Terms, after: Terms) -> Difference:
    """What differs. Clauses are matched by heading, then by number; parties by agency; lines by number."""
    named = [(name, getattr(before, name), getattr(after, name)) for name in _FRAME]
    return Difference(
        frame=tuple(one for one in named if one[1] != one[2]),
        clauses=_clauses(before.clauses, after.clauses),
        parties=_matched(before.parties, after.parties, lambda party: party.agency_id),
        lines=_matched(before.lines, after.lines, lambda line: line.number),
    )


def _clauses(before: Sequence[ClauseText], after: Sequence[ClauseText]) -> tuple[Pair[ClauseText], ...]:
    """A clause that moved keeps its heading; one that was renamed keeps its number."""
    headings = {one.heading for one in before} & {one.heading for one in after}

    def key(clause: ClauseText) -> Hashable:
        return ("heading", clause.heading) if clause.heading in headings else ("number", clause.number)

    return _matched(before, after, key)


def _matched(before: Sequence[T], after: Sequence[T], key: Callable[[T], Hashable]) -> tuple[Pair[T], ...]:
    """In the order of the newer version; what was taken out stands where it stood."""
    olds, news = {key(one): one for one in before}, {key(one): one for one in after}
    pairs = [_pair(olds.get(one), news[one]) for one in news]
    for place, one in enumerate(olds):
        if one not in news:
            pairs.insert(min(place, len(pairs)), Pair(olds[one], None))
    return tuple(pairs)


def _pair(before: T | None, after: T) -> Pair[T]:
    if before is None:
        return Pair(None, after)
    changed = [
        one.name
        for one in fields(after)  # type: ignore[arg-type]
        if getattr(before, one.name) != getattr(after, one.name)
    ]
    return Pair(before, after, tuple(changed))
