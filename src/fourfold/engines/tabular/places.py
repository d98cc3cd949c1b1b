"""Points and small areas."""

import re
from collections.abc import Sequence
from datetime import date

from fourfold.engines.tabular.areas import SmallAreas
from fourfold.engines.tabular.cells import Cell
from fourfold.engines.tabular.contract import Column, Kind, Severity, Vintage
from fourfold.engines.tabular.rows import Problem

UNITED_KINGDOM = {Kind.LONGITUDE: (-9.0, 2.2), Kind.LATITUDE: (49.0, 61.5)}
KENT = {Kind.LONGITUDE: (0.02, 1.47), Kind.LATITUDE: (50.90, 51.50)}
"""The box around Kent and Medway; a point in its corners can still be outside."""
_DEGREES = re.compile(r"-?\d{1,3}(?:\.\d{1,20})?", re.ASCII)
_LSOA = re.compile(r"(?:[EW]01|S01)\d{6}", re.ASCII)
_NAMES = {Kind.LONGITUDE: "longitude", Kind.LATITUDE: "latitude"}


def read_degrees(text: str, kind: Kind) -> Cell:
    """Degrees within the United Kingdom; outside our counties is noted."""
    other = Kind.LATITUDE if kind is Kind.LONGITUDE else Kind.LONGITUDE
    if not _DEGREES.fullmatch(text):
        return Cell(problem=Problem(f"“{text[:30]}” is not a {_NAMES[kind]}.", "Write degrees, such as 51.2787."))
    value = float(text)
    if not _within(value, UNITED_KINGDOM[kind]):
        swapped = _within(value, UNITED_KINGDOM[other])
        mend = f"It looks like a {_NAMES[other]}: are the two columns swapped?" if swapped else "Correct the point."
        return Cell(problem=Problem(f"The {_NAMES[kind]} {text} is not in the United Kingdom.", mend))
    return Cell(value, repr(value), None, () if _within(value, KENT[kind]) else ("outside",))


def read_lsoa(text: str, areas: SmallAreas) -> Cell:
    """The code of a small area, in capitals. Which vintage it is of depends on the row (`vintage_of`)."""
    plain = text.upper()
    if not _LSOA.fullmatch(plain):
        return Cell(problem=Problem(f"“{text[:30]}” is not the code of an LSOA.", "Write it like E01024366."))
    return Cell(plain, plain, None, () if areas.vintages(plain) else ("outside",))


def vintage_of(
    code: str, column: Column, when: date | None, vintages: Sequence[Vintage], areas: SmallAreas
) -> tuple[int | None, Problem | None, bool]:
    """The vintage of a row's code; a problem, or True for a note, where it is not that of the row's period."""
    wanted = column.vintage or _in_force(when, vintages)
    known = areas.vintages(code)
    if not known or wanted is None:
        return (wanted or (min(known) if len(known) == 1 else None)), None, False
    if wanted in known:
        return wanted, None, False
    (own,) = known
    if column.other_vintage is Severity.NOTE:
        return own, None, True
    return (
        None,
        Problem(
            f"{code} is a small area of {own}, and this row needs one of {wanted}.",
            f"Give the code of {wanted}. {_counterpart(code, own, areas)}".strip(),
        ),
        False,
    )


def _in_force(when: date | None, vintages: Sequence[Vintage]) -> int | None:
    if when is None:
        return None
    for vintage in vintages:
        if (vintage.since is None or vintage.since <= when) and (vintage.until is None or when < vintage.until):
            return vintage.year
    return None


def _counterpart(code: str, own: int, areas: SmallAreas) -> str:
    if own == 2011:
        found = areas.in_2021(code)
        return f"In 2021 it became {' and '.join(found)}." if found else ""
    before = sorted(old for old, new in areas.successors.items() if code in new)
    return f"In 2011 it was {'part of ' if len(before) == 1 else ''}{' and '.join(before)}." if before else ""


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]
