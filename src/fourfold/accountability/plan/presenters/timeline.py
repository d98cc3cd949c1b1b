"""A plan along time: a row an action, with its dates as shapes and words. Places are per cent of the width."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from fourfold.accountability.plan.domain.axis import Axis
from fourfold.accountability.plan.domain.states import Status, TimescaleKind
from fourfold.accountability.plan.models import Action, Milestone, Plan, Strand, Timescale
from fourfold.accountability.plan.presenters.lines import Line, line_of
from fourfold.ground.kernel.clock import show_date, today

NARROWEST = 760
"""The least width of the picture in pixels: words that do not run into each other here never do."""
LETTER = 7.4
"""About the width of a letter in pixels."""
SHAPE = 22
"""The room that a shape takes, in pixels."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A date of an action. `shape` is due, review or milestone; `label` stands to its right unless `before`."""

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
    """The whole timeline: `ticks` are (place, words), `today` is a place, `span` says from when to when."""

    ticks: list[tuple[float, str]]
    today: float
    span: str
    bands: list[Band]


def picture_of(plan: Plan, strands: Sequence[Strand], *, day: date) -> Picture:
    """The timeline of a plan whose strands were fetched with `strands_on_a_timeline`."""
    begun = today(plan.published_at or plan.created_at)
    actions = [action for strand in strands for action in strand.actions.all()]
    axis = Axis.over([begun, day, *(on for action in actions for on in _days_of(action))])
    return Picture(
        ticks=[(axis.place(tick.on), tick.text) for tick in axis.ticks()],
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
        marks=_labelled(sorted(_marks(action, axis), key=lambda mark: mark.at)),
    )


def _marks(action: Action, axis: Axis) -> Iterable[Mark]:
    for item in action.timescales.all():
        if item.date:
            yield _dated(item, item.date, axis)
    for step in action.milestones.all():
        yield _step(step, axis)


def _dated(item: Timescale, on: date, axis: Axis) -> Mark:
    kind = TimescaleKind(item.kind)
    words = f"{kind.label} {show_date(on)}{_done(item.done_on)}"
    return Mark(kind.value, axis.place(on), f"{kind.label} {on.day} {on:%b}", words, done=item.done_on is not None)


def _step(step: Milestone, axis: Axis) -> Mark:
    words = f"{step.title}, {show_date(step.due_on)}{_done(step.done_on)}"
    return Mark("milestone", axis.place(step.due_on), step.title, words, done=step.done_on is not None)


def _done(on: date | None) -> str:
    return f" (done {show_date(on)})" if on else ""


def _labelled(marks: list[Mark]) -> list[Mark]:
    """The marks with a label where there is room for one: to the right, else to the left, else only the shape."""
    shown: list[Mark] = []
    taken = 0.0
    for number, mark in enumerate(marks):
        following = marks[number + 1].at if number + 1 < len(marks) else 100.0
        width = (len(mark.label) * LETTER + SHAPE) / NARROWEST * 100
        half = SHAPE / 2 / NARROWEST * 100
        if mark.at + width <= following - half:
            shown.append(mark)
            taken = mark.at + width
        elif mark.at - width >= taken:
            shown.append(Mark(mark.shape, mark.at, mark.label, mark.words, mark.done, before=True))
            taken = mark.at + half
        else:
            shown.append(Mark(mark.shape, mark.at, "", mark.words, mark.done))
            taken = mark.at + half
    return shown
