"""The file that people fill in: the columns that we read, with the periods that still lack a figure."""

import csv
import io
from collections.abc import Iterable

from fourfold.accountability.indicators.domain.figures import Figure, Where
from fourfold.accountability.indicators.domain.numbers import written
from fourfold.accountability.indicators.domain.periods import Frequency
from fourfold.accountability.indicators.domain.periods import written as written_period
from fourfold.accountability.indicators.domain.places import places
from fourfold.accountability.plan.domain.exporting.cells import guard
from fourfold.ground.kernel.periods import Period

HEADINGS = ("period", "place", "place name", "breakdown", "value", "low", "high", "n", "complete", "note")


def template(frequency: Frequency, place: str, periods: Iterable[Period]) -> str:
    """A CSV file with a row for each of `periods`, its value left open."""
    return figures_as_csv(frequency, ((Where(place), Figure(period, None)) for period in periods))


def figures_as_csv(frequency: Frequency, figures: Iterable[tuple[Where, Figure]]) -> str:
    """Figures as a CSV file that `read_figures` reads back. Text that a spreadsheet might run is guarded."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for where, figure in figures:
        numbers = [
            written(number) if number is not None else "" for number in (figure.value, figure.low, figure.high)
        ]
        writer.writerow(
            [
                written_period(frequency, figure.period),
                where.place,
                places()[where.place].name,
                guard(where.breakdown),
                *numbers,
                "" if figure.n is None else figure.n,
                "yes" if figure.complete else "no",
                guard(figure.note),
            ]
        )
    return text.getvalue()
