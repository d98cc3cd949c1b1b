"""The figures as tables: what is withheld is said, and a total is the sum of what is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from fourfold.ground.kernel.clock import show_date
from fourfold.trust.catalogue.domain.catalogue import Catalogue
from fourfold.trust.requests.domain.refusals import Reason
from fourfold.trust.requests.presenters.shared import called
from fourfold.trust.requests.queries.figures import Cells, Figures

COLUMNS = ("whole", "part", "refused", "withdrawn", "unanswered")
TIMES = ("in-time", "late", "median-days")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One row: what it counts, its cells in the order of the table, and what they add up to."""

    name: str
    cells: list[str]
    total: str


@dataclass(frozen=True, slots=True)
class FigureTable:
    """A table of figures."""

    caption: str
    first: str
    rows: list[FigureRow]


def window(found: Figures) -> str:
    """`1 October 2025 to 30 September 2026`."""
    since = date(found.until.year - 1, found.until.month, 1)
    return f"{show_date(since)} to {show_date(found.until - timedelta(days=1))}"


def tables(found: Figures, known: Catalogue, agencies: Mapping[UUID, str]) -> list[FigureTable]:
    """By the agency asked, the agency asking, and the law named."""
    names = {str(key): name for key, name in agencies.items()}
    return [
        _table(_("By the agency that was asked"), _("Agency"), found.of("asked"), names),
        _table(_("By the agency that asked"), _("Agency"), found.of("asking"), names),
        _table(
            _("By the law named"),
            _("Law"),
            found.of("gateway"),
            {key: called(known, "gateways", key) for key in found.of("gateway")},
        ),
    ]


def reasons(found: Figures) -> list[FigureRow]:
    """Why something was not shared: of refusals, and of requests accepted in part."""
    labels = {reason.value: reason.label for reason in Reason}
    rows = [
        FigureRow(labels.get(key, key), [_cell(cells, what) for what in ("refused", "part")], _total(cells))
        for key, cells in found.of("reason").items()
    ]
    return sorted(rows, key=lambda row: row.name)


def _table(caption: str, first: str, cut: Mapping[str, Cells], names: Mapping[str, str]) -> FigureTable:
    rows = [
        FigureRow(names.get(key, key), [_cell(cells, what) for what in (*COLUMNS, *TIMES)], _total(cells))
        for key, cells in cut.items()
    ]
    return FigureTable(caption, first, sorted(rows, key=lambda row: row.name))


def _cell(cells: Cells, what: str) -> str:
    """A count as shown. What was not counted and what is withheld look alike: none can be 0 to 7."""
    value = cells.get(what)
    return _("7 or fewer") if value is None and what != "median-days" else ("–" if value is None else f"{value:,}")


def _total(cells: Cells) -> str:
    """The sum of the published cells, so that no withheld one can be worked out."""
    shown = [cells.get(what) or 0 for what in COLUMNS]
    return f"{sum(shown):,}" if any(shown) else _("7 or fewer in each")
