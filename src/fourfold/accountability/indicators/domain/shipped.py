"""The open series that come with Fourfold, as figures. `extracts/README.md` says where they are from."""

from collections.abc import Callable
from datetime import date

from fourfold.accountability.indicators.domain.figures import Figure, Figures, Where
from fourfold.accountability.indicators.domain.periods import Frequency, read_period
from fourfold.accountability.indicators.domain.places import OUTSIDE, WHOLE, extract
from fourfold.ground.kernel.periods import Period

SHORT = {date(2018, 11, 1), date(2018, 12, 1)}
"""Months that the source itself is short of (police_kent, SOURCE.md: 6,132 crimes against 15,659 the month after)."""
SHORT_NOTE = "Short at the source: the published file of this month lacks crimes."
NOT_ASKED = "The survey did not ask this, or did not run, in this year."


def shipped(key: str) -> Figures:
    """The figures that come with Fourfold for an indicator of the catalogue; most have none."""
    reader = _READERS.get(key)
    return reader() if reader else {}


def _police(column: str) -> Callable[[], Figures]:
    """Offences by month: each district, what has no place or lies outside, and the whole without the latter."""

    def read() -> Figures:
        found: Figures = {}
        whole: dict[Period, int] = {}
        for row in extract("police_uk_kent.csv"):
            period = _period(Frequency.MONTH, row["month"])
            count = int(row[column])
            found.setdefault(Where(row["place"]), []).append(_offences(period, count))
            if row["place"] != OUTSIDE:
                whole[period] = whole.get(period, 0) + count
        return {Where(WHOLE): [_offences(period, count) for period, count in whole.items()]} | found

    return read


def _offences(period: Period, count: int) -> Figure:
    short = period.start in SHORT
    return Figure(period, float(count), complete=not short, note=SHORT_NOTE if short else "")


def _safety() -> Figures:
    found: Figures = {}
    for row in extract("csew_feeling_safe.csv"):
        period = _period(Frequency.FINANCIAL_YEAR, row["year"])
        value = float(row["percent"]) if row["percent"] else None
        found.setdefault(Where(row["place"]), []).append(
            Figure(period, value, note="" if row["percent"] else NOT_ASKED)
        )
    return found


def _period(frequency: Frequency, text: str) -> Period:
    period = read_period(frequency, text)
    if period is None:
        raise ValueError(f"An extract has no such period: {text}.")
    return period


_READERS: dict[str, Callable[[], Figures]] = {
    "police-recorded-violence": _police("violence-and-sexual-offences"),
    "police-recorded-weapons": _police("possession-of-weapons"),
    "feels-safe-after-dark": _safety,
}
