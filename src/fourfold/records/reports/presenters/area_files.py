"""The published figures as rows of a file."""

from collections.abc import Iterable, Iterator
from datetime import date

from fourfold.records.feeds.domain.contracts import contract
from fourfold.records.reports.domain.areas import CATALOGUE, OUTSIDE, UNPLACED
from fourfold.records.reports.queries.areas import Figures

HEADER = (
    *("measure", "month", "area_code", "area", "value", "status", "version", "note"),
    *("computed_on", "delivered_by", "agencies", "attribution", "made_up"),
)


def file_rows(found: Figures, months: Iterable[date], codes: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """A row for each measure, month and area of which something is published; a withheld figure has no value."""
    names = {one.code: one.name for one in found.districts}
    names |= {UNPLACED: "No place recorded", OUTSIDE: "Outside Kent and Medway"}
    wanted, order = list(codes), list(months)
    yield HEADER
    for one in CATALOGUE:
        for month in order:
            release = found.releases.get((one.measure, month))
            if release is None:
                continue
            tail = (
                str(release.version),
                release.note,
                f"{release.computed_at:%Y-%m-%d}",
                release.newest_on.isoformat() if release.newest_on else "",
                "; ".join(sorted(found.agencies.get(key, "") for key in release.holders)),
                contract(one.contract).attribution,
                "yes" if release.is_synthetic else "no",
            )
            for code in wanted:
                cell = release.cells.get(code)
                if cell is not None:
                    value = "" if cell.value is None else str(cell.value)
                    status = "withheld: 7 or fewer" if cell.value is None else "rounded to 5"
                    yield (one.measure, f"{month:%Y-%m}", code, names[code], value, status, *tail)
