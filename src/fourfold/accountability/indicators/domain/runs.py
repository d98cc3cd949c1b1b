"""Where a series has gaps: lines are drawn within a run and never across a gap."""

from collections.abc import Sequence

from fourfold.accountability.indicators.domain.figures import Figure
from fourfold.accountability.indicators.domain.periods import Frequency, following


def runs_of(frequency: Frequency, figures: Sequence[Figure]) -> list[list[Figure]]:
    """The figures that have a value, in order of time, broken wherever a period between two of them has none."""
    found: list[list[Figure]] = []
    for figure in figures:
        if figure.value is None:
            continue
        if found and following(frequency, found[-1][-1].period) == figure.period:
            found[-1].append(figure)
        else:
            found.append([figure])
    return found
