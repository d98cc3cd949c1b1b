"""How the model came to its weight: step by step along one scale, as a chart whose rows are its table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fourfold.engines.linkage.comparisons import MISSING, features
from fourfold.engines.linkage.explaining import Explanation, explain
from fourfold.engines.linkage.model import Model
from fourfold.records.identity.queries.tasks import Pair

WIDTH = 100
"""Bars stand and end at percents of the drawing's width, however wide it is."""
SLIGHT = 0.05
"""Points that are not worth a row."""


@dataclass(frozen=True, slots=True)
class Step:
    """A row: what it is about, what was found in words, the points it gives, and its bar from `x`, `width` wide.

    `kind`: `for`, `against`, `start` or `sum`.
    """

    title: str
    words: str
    points: str
    x: float
    width: float
    kind: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """`zero`, `fracture`, `join`: where the scale's marks stand; the latter two as points, too."""

    steps: tuple[Step, ...]
    zero: float
    fracture: float
    join: float
    fracture_points: str
    join_points: str


@dataclass(frozen=True, slots=True)
class Story:
    """Why the model gives a pair its weight: in a sentence, as a chance, step by step."""

    sentence: str
    chance: str
    points: str
    waterfall: Waterfall


def story_of(pair: Pair, model: Model) -> Story:
    """A pair explained, by what of it is shared; what is not stands as one sum, and is not named."""
    told: dict[str, float | str] = {}
    for key in features():
        found = pair.shown.get(key)
        told |= {f"level_{key}": found.level if found else MISSING, f"part_{key}": found.part if found else 0.0}
    explanation = explain(told, model)
    return Story(
        sentence=_sentence(explanation),
        chance=chance_words(1 / (1 + 2**-pair.weight)),
        points=points(pair.weight),
        waterfall=_waterfall(_rows(explanation, pair), pair.weight, model),
    )


def chance_words(chance: float) -> str:
    """A chance as people count: `36 in 100`."""
    if chance < 0.01:
        return _("less than 1 in 100")
    if chance > 0.99:
        return _("more than 99 in 100")
    return _("about %(many)s in 100") % {"many": round(100 * chance)}


def points(weight: float) -> str:
    """Points with their sign; a minus is a minus, not a hyphen."""
    shown = f"{abs(weight):.1f}"
    return "0.0" if shown == "0.0" else f"{'+' if weight > 0 else '−'}{shown}"


def _sentence(explanation: Explanation) -> str:
    if not explanation.parts:
        return _("Nothing that the model compared is shared with you on both sides.")
    said = explanation.sentence
    return said[:1].upper() + said[1:]


def _rows(explanation: Explanation, pair: Pair) -> list[tuple[str, str, float]]:
    """Title, words and points of each step between the start and the sum."""
    rows = [(part.title, part.words[:1].upper() + part.words[1:], part.weight) for part in explanation.parts]
    if pair.hidden is not None:
        rows.append((_("From what is not shared with you"), "", pair.hidden))
    rest = pair.weight - explanation.start - sum(row[2] for row in rows)
    if abs(rest) >= SLIGHT:
        rows.append((_("Small things together"), "", rest))
    start = (_("Before looking"), _("Two records picked at random are seldom one person’s"), explanation.start)
    return [start, *rows]


def _waterfall(rows: Sequence[tuple[str, str, float]], weight: float, model: Model) -> Waterfall:
    reached, ends = 0.0, [0.0]
    for _title, _words, value in rows:
        reached += value
        ends.append(reached)
    marks = (model.thresholds.fracture, model.thresholds.join)
    low, high = min(*ends, *marks, weight), max(*ends, *marks, weight)
    room = 0.04 * (high - low or 1.0)

    def place(value: float) -> float:
        return round(WIDTH * (value - low + room) / (high - low + 2 * room), 2)

    def step(title: str, words: str, value: float, start: float, kind: str) -> Step:
        first, last = sorted((place(start), place(start + value)))
        return Step(title, words, points(value), first, max(round(last - first, 2), 0.5), kind)

    steps = [
        step(title, words, value, ends[number], "start" if number == 0 else "for" if value >= 0 else "against")
        for number, (title, words, value) in enumerate(rows)
    ]
    steps.append(step(_("All together"), "", weight, 0.0, "sum"))
    fracture, join = marks
    return Waterfall(tuple(steps), place(0.0), place(fracture), place(join), points(fracture), points(join))
