"""The words of the weekly mail: short, plain, what is late first. It holds no name but the addressee's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from fourfold.accountability.chasing.domain.lines import Line
from fourfold.accountability.chasing.domain.states import LineKind, Weekday

MOST_LINES = 10
"""Lines that a digest spells out; of more it gives the count."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the mail's links lead: the service, without a slash; a person's own work; where they choose their day."""

    service: str
    work: str
    choice: str


def subject_of(lines: Sequence[Line]) -> str:
    """`Your actions this week: 2 late, 1 to sign, 3 coming up`."""
    late = sum(line.kind.is_late for line in lines)
    quiet = sum(line.kind is LineKind.NO_NEWS for line in lines)
    sign = sum(line.kind is LineKind.AGREEMENT_SIGN for line in lines)
    coming = len(lines) - late - quiet - sign
    counted = ((late, "late"), (sign, "to sign"), (coming, "coming up"), (quiet, "without news"))
    return f"Your actions this week: {', '.join(f'{count} {word}' for count, word in counted if count)}"


def body_of(
    name: str, lines: Sequence[Line], links: Mapping[UUID, str], addresses: Addresses, weekday: Weekday
) -> str:
    """The text. `lines` are in order; `links` hold the form of each action that has one."""
    spelled, more = lines[:MOST_LINES], len(lines) - MOST_LINES
    parts = [f"Hello {name},", _opening(lines)]
    for section, group in groupby(spelled, key=lambda line: line.kind.section):
        parts.append("\n".join([section, *(_line(line, links, addresses) for line in group)]))
    if more > 0:
        parts.append(f"And {more} more. Sign in to see them: {addresses.work}")
    if links:
        parts.append(
            "Each link is for you alone. It works once, in one browser, for seven days, and what you write is posted "
            "in your name. Please do not forward this mail: ask whoever should answer to sign in."
        )
    parts.append(
        f"You get one mail a week, on {weekday.label}s, and none when nothing waits for you.\n"
        f"Choose another day: {addresses.choice}"
    )
    return "\n\n".join(parts)


def _opening(lines: Sequence[Line]) -> str:
    count = len(lines)
    return "One thing waits for you." if count == 1 else f"{count} things wait for you."


def _line(line: Line, links: Mapping[UUID, str], addresses: Addresses) -> str:
    link = links.get(line.subject_id)
    ask = f"Say how it is going: {link}" if link else f"Sign in: {addresses.service}{line.page}"
    return f"- {line.title}\n  {line.why}\n  {ask}"
