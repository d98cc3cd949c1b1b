"""Small areas (LSOA) of two censuses. A naive join of one vintage with the other loses a tenth of the rows."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from io import StringIO


@dataclass(frozen=True, slots=True)
class SmallAreas:
    """The codes of our districts in each vintage, and what became of each 2011 code in 2021."""

    codes: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Vintage (2011, 2021) to the codes of our area."""
    successors: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """2011 code to 2021 codes: itself where unchanged, several where split, one shared where merged."""
    districts: Mapping[str, str] = field(default_factory=dict)
    """Code of either vintage to its district's code."""

    def vintages(self, code: str) -> frozenset[int]:
        """The vintages that know this code; empty for a code outside our area."""
        return frozenset(year for year, known in self.codes.items() if code in known)

    def in_2021(self, code: str) -> tuple[str, ...]:
        """The areas of 2021 that lie where this one lay. Itself for a code of 2021; empty for an unknown code."""
        if code in self.successors:
            return self.successors[code]
        return (code,) if code in self.codes.get(2021, ()) else ()


def small_areas(text: str) -> SmallAreas:
    """From a lookup as CSV: lsoa11, lsoa21, district, a row for each pair."""
    rows = list(csv.DictReader(StringIO(text)))
    successors: dict[str, tuple[str, ...]] = {}
    for row in rows:
        successors[row["lsoa11"]] = (*successors.get(row["lsoa11"], ()), row["lsoa21"])
    return SmallAreas(
        codes={2011: frozenset(successors), 2021: _of(rows, "lsoa21")},
        successors=successors,
        districts={row[year]: row["district"] for row in rows for year in ("lsoa11", "lsoa21")},
    )


def _of(rows: Iterable[Mapping[str, str]], name: str) -> frozenset[str]:
    return frozenset(row[name] for row in rows)
