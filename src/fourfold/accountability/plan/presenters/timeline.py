"""A plan along time: a row an action, with its dates as shapes and words. Places are per cent of the width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from fourfold.accountability.plan.domain.axis import Axis
from fourfold.accountability.plan.domain.states import Status, TimescaleKind
from fourfold.accountability.plan.models import Action, Milestone, Plan, Strand, Timescale
from fourfold.accountability.plan.presenters.lines import Line, line_of
from fourfold.ground.kernel.clock import show_date, today

NARROWEST = 760
"""The least width of the picture in pixels: words that do not run into each other here never do."""
LETTER = 7.4
"""About the width of a letter in pixels."""
GAP = 14
"""The least room between two labels, in pixels."""


MARGIN = timedelta(days=10)
"""Kept free before the first date and after the last, so that no shape is cut."""

LABELLED_FIRST = {"due": 0, "review": 1, "milestone": 2}


@dataclass(frozen=True, slots=True)
class Mark:
    """A date of an action. `shape` is due, review or milestone; `label` begins at it, or ends there if `before`."""

    shape: str
    at: float
    label: str
    words: str
    done: bool
    before: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """An action along time: the line it runs, the part by which it is late, and its marks."""

    line: Line
    begins: float
    runs: float
    late_from: float
    late_for: float
    goes_on: bool
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Band:
    """The rows of a strand."""

    name: str
    kind: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole timeline. `today` is a place; `span` says from when to when.

    A tick is (place, month, year), either of the two words may be empty.
    """

    ticks: list[tuple[float, str, str]]
    today: float
    span: str
    bands: list[Band]


def picture_of(plan: Plan, strands: Sequence[Strand], *, day: date) -> Picture:
    """The timeline of a plan whose strands were fetched with `strands_on_a_timeline`."""
    begun = today(plan.published_at or plan.created_at)
    actions = [action for strand in strands for action in strand.actions.all()]
    days = [begun, day, *(on for action in actions for on in _days_of(action))]
    axis = Axis.over([min(days) - MARGIN, max(days) + MARGIN])
    return Picture(
        ticks=[(axis.place(tick.on), tick.month, tick.year) for tick in axis.ticks()],
        today=axis.place(day),
        span=f"{axis.start:%B %Y} to {axis.end:%B %Y}",
        bands=[
            Band(
                strand.label,
                strand.kind,
                [_row(action, axis, begun=begun, day=day) for action in strand.actions.all()],
            )
            for strand in strands
            if strand.actions.all()
        ],
    )


def _days_of(action: Action) -> Iterable[date]:
    yield from (item.date for item in action.timescales.all() if item.date)
    yield from (step.due_on for step in action.milestones.all())


def _row(action: Action, axis: Axis, *, begun: date, day: date) -> Row:
    line = line_of(action, today=day)
    days = list(_days_of(action))
    complete = line.status is Status.COMPLETE
    first = min([begun, *days])
    ends = today(action.status_since) if complete else max(days, default=axis.end)
    goes_on = not days and not complete
    open_days = [item.date for item in action.timescales.all() if item.date and item.done_on is None]
    late_since = min(open_days, default=day) if line.late else day
    return Row(
        line=line,
        begins=axis.place(first),
        runs=round(max(axis.place(ends) - axis.place(first), 0.4), 3),
        late_from=axis.place(late_since),
        late_for=round(axis.place(day) - axis.place(late_since), 3),
        goes_on=goes_on,
        marks=_labelled(_marks(action, axis, line.late)),
    )


def _marks(action: Action, axis: Axis, late: str) -> list[Mark]:
    """The marks from left to right. The first open date of a late action says by how much it is late."""
    open_days = [item.date for item in action.timescales.all() if item.date and item.done_on is None]
    marks = [
        _dated(item, item.date, axis, label=late if late and item.date == min(open_days, default=None) else "")
        for item in action.timescales.all()
        if item.date
    ]
    marks += [_step(step, axis) for step in action.milestones.all()]
    return sorted(marks, key=lambda mark: mark.at)


def _dated(item: Timescale, on: date, axis: Axis, *, label: str) -> Mark:
    kind = TimescaleKind(item.kind)
    return Mark(
        shape=kind.value,
        at=axis.place(on),
        label=label or f"{kind.label} {on.day} {on:%b}",
        words=f"{kind.label} {show_date(on)}{_done(on, item.done_on)}",
        done=item.done_on is not None,
    )


def _step(step: Milestone, axis: Axis) -> Mark:
    return Mark(
        shape="milestone",
        at=axis.place(step.due_on),
        label=step.title,
        words=f"{step.title}, {show_date(step.due_on)}{_done(step.due_on, step.done_on)}",
        done=step.done_on is not None,
    )


def _done(due: date, on: date | None) -> str:
    if on is None:
        return ""
    return " (done)" if on == due else f" (done {show_date(on)})"


def _labelled(marks: list[Mark]) -> list[Mark]:
    """The marks with their labels where there is room: from the mark on, else up to it, else only the shape.

    Labels stand above the line, so that only another label can be in the way. Due dates are placed first, then
    reviews, then milestones; of two alike the earlier.
    """
    taken: list[tuple[float, float]] = []
    order = sorted(range(len(marks)), key=lambda place: (LABELLED_FIRST[marks[place].shape], marks[place].at))
    placed = {place: _placed(marks[place], taken) for place in order}
    return [placed[place] for place in range(len(marks))]


def _placed(mark: Mark, taken: list[tuple[float, float]]) -> Mark:
    width, gap = len(mark.label) * LETTER / NARROWEST * 100, GAP / NARROWEST * 100
    for start, before in ((mark.at, False), (mark.at - width, True)):
        end = start + width
        # The gap lies behind each label, so that what ends at a mark keeps clear of what begins at the next.
        if start >= 0 and end <= 100 and all(end + gap <= left or right + gap <= start for left, right in taken):
            taken.append((start, end))
            return replace(mark, before=before)
    return replace(mark, label="")
