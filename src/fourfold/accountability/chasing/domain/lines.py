"""What stands in somebody's digest, and who gets a line."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from fourfold.accountability.chasing.domain.states import SECTIONS, LineKind
from fourfold.ground.kernel.clock import show_date

AHEAD = timedelta(days=14)
"""How long before a date it stands in the digest."""
QUIET = timedelta(days=60)
"""After how long without an update an action is asked about."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that waits for somebody. `on` is its date; `subject_id` that of the action, of a board's
    matter, of a request to share or of an agreement.

    `by_mail` says whether a form can be sent for it; `page` is the path of its page, for those who sign in.
    """

    kind: LineKind
    subject_id: UUID
    title: str
    why: str
    on: date
    by_mail: bool = True
    page: str = "/"


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates of an action. `steps` are its open steps: title and date; `news_on` when something was last said."""

    due: date | None
    review: date | None
    steps: tuple[tuple[str, date], ...]
    news_on: date


def line_of(action_id: UUID, title: str, dates: Dates, *, today: date) -> Line | None:
    """The one line of an action: the most pressing reason. None when nothing presses."""
    reasons = [
        *_dated(dates.due, today, LineKind.DUE_LATE, LineKind.DUE_SOON, "It was due", "It is due"),
        *_dated(
            dates.review, today, LineKind.REVIEW_LATE, LineKind.REVIEW_SOON, "Its review was due", "Its review is due"
        ),
    ]
    for step, on in dates.steps:
        late, soon = f"The step “{step}” was due", f"The step “{step}” is due"
        reasons += _dated(on, today, LineKind.STEP_LATE, LineKind.STEP_SOON, late, soon)
    if dates.news_on < today - QUIET:
        reasons.append(
            (LineKind.NO_NEWS, dates.news_on, f"Nothing has been said of it since {show_date(dates.news_on)}.")
        )
    if not reasons:
        return None
    order = list(LineKind)
    kind, on, why = min(reasons, key=lambda reason: (order.index(reason[0]), reason[1]))
    return Line(kind, action_id, title, why, on)


def _dated(
    on: date | None, today: date, late: LineKind, soon: LineKind, was: str, will: str
) -> list[tuple[LineKind, date, str]]:
    if on is None or on > today + AHEAD:
        return []
    if on < today:
        return [(late, on, f"{was} on {show_date(on)}, {ago(today - on)} ago.")]
    return [(soon, on, f"{will} {'today' if on == today else f'on {show_date(on)}'}.")]


def ago(gap: timedelta) -> str:
    """`3 days`, `2 weeks`, `5 months`, as people say it."""
    days = gap.days
    for size, word in ((61, "month"), (14, "week")):
        if days >= size:
            count = days // (30 if word == "month" else 7)
            return f"{count} {word}s"
    return f"{days} day{'s' if days != 1 else ''}"


def in_order(lines: Iterable[Line]) -> list[Line]:
    """In the order of `SECTIONS`: late first, what nobody spoke of last; in each the oldest date first."""
    return sorted(lines, key=lambda line: (SECTIONS.index(line.kind.section), line.on, line.title))


@dataclass(frozen=True, slots=True)
class Duty:
    """Whose an action is: its two officers, and the agencies that lead or deliver it, as the plan names them."""

    officer_id: UUID | None
    deputy_id: UUID | None
    leads: frozenset[UUID]
    delivers: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Here:
    """Who can be written to: everybody by person, and by agency the champions and the accountable officers of
    those who stand for it today."""

    people: frozenset[UUID]
    champions: Mapping[UUID, Sequence[UUID]]
    officers: Mapping[UUID, Sequence[UUID]]


def may_move(person_id: UUID, agencies: frozenset[UUID], duty: Duty) -> bool:
    """Whether somebody who stands for these agencies may move the action: as the plan's own policy, for people
    without a coordinator's role."""
    return person_id in (duty.officer_id, duty.deputy_id) or bool(agencies & (duty.leads | duty.delivers))


def whose(duty: Duty, here: Here) -> tuple[UUID, ...]:
    """Who gets an action's line: its officer, else the deputy, else the champions of the agencies that lead it, else
    their accountable officers; for an action that nobody leads, those that deliver it. Empty when there is nobody.
    """
    for person in (duty.officer_id, duty.deputy_id):
        if person in here.people and person is not None:
            return (person,)
    for agencies in (duty.leads, duty.delivers):
        for known in (here.champions, here.officers):
            found = dict.fromkeys(person for agency in sorted(agencies) for person in known.get(agency, ()))
            if found:
                return tuple(found)
    return ()
