"""A file that was read: what it would change, in order, and in a sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from fourfold.accountability.indicators.domain.figures import Change, Figure
from fourfold.accountability.indicators.domain.numbers import said
from fourfold.accountability.indicators.domain.periods import Frequency, name_of
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.indicators.models import Indicator
from fourfold.accountability.indicators.presenters.words import UNIT_ASKED, certainty_of
from fourfold.ground.kernel.measures import Unit
from fourfold.ground.web.wording import plural

MOST_PROBLEMS = 100
MOST_NEW = 200


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A figure as it is and as it would be. `before` is empty for a new one."""

    period: str
    place: str
    before: str
    after: str


def changes_of(indicator: Indicator, found: Sequence[Change]) -> dict[str, list[ChangeRow]]:
    """What a file changes: all that it revises, and the first `MOST_NEW` of what is new."""
    rows = [(change.before is not None, _row(indicator, change)) for change in found]
    revised = [row for is_revised, row in rows if is_revised]
    return {"revised": revised, "new": [row for is_revised, row in rows if not is_revised][:MOST_NEW]}


def _row(indicator: Indicator, change: Change) -> ChangeRow:
    place = places()[change.where.place].name
    if change.where.breakdown:
        place = f"{place}, {change.where.breakdown}"
    return ChangeRow(
        name_of(Frequency(indicator.frequency), change.after.period),
        place,
        _words(change.before, indicator) if change.before else "",
        _words(change.after, indicator),
    )


def _words(figure: Figure, indicator: Indicator) -> str:
    unit = Unit(indicator.unit)
    parts = ["No data" if figure.value is None else said(figure.value, unit), certainty_of(figure, unit)]
    parts += ["" if figure.complete else "incomplete", figure.note]
    return "; ".join(part for part in parts if part)


def summary_of(found: Sequence[Change], total: int) -> str:
    """`12 new figures, 3 revised, 20 the same`."""
    fresh = sum(1 for change in found if change.before is None)
    revised = len(found) - fresh
    return f"{plural(fresh, 'new figure')}, {revised} revised, {total - len(found)} the same"


def taken(changed: int) -> str:
    """What was done."""
    was = "was" if changed == 1 else "were"
    return f"{plural(changed, 'figure')} {was} taken. What stood before is kept in the history."


def columns_of(indicator: Indicator) -> list[dict[str, str]]:
    """The columns of a file, and what each holds for this indicator."""
    frequency, unit = Frequency(indicator.frequency), Unit(indicator.unit)
    return [
        {"key": "period", "value": f"Needed. Written like {frequency.example}; or two columns, start and end."},
        {"key": "place", "value": f"A district’s name or code. Left empty, it is {places()[indicator.place].name}."},
        {"key": "value", "value": f"Needed. {UNIT_ASKED[unit]}"},
        {"key": "low, high", "value": "The ends of a 95% interval, where there is one."},
        {"key": "n", "value": "How many people or things the figure rests on."},
        {"key": "breakdown", "value": "A part of the whole, such as an age band. Left empty, it is everyone."},
        {"key": "complete", "value": "Yes or no. No where you know that something is missing."},
        {"key": "note", "value": "Why there is no value, or what a reader must know."},
    ]
