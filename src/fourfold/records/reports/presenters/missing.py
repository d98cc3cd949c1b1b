"""The missing children report as its page, its file and its paper show it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from fourfold.ground.web.wording import plural
from fourfold.records.feeds.domain.disclosure import Line, Table
from fourfold.records.feeds.wording import joined, month_text
from fourfold.records.reports.domain.missing_tables import (
    EPISODES_FEED,
    INTERVIEWS_FEED,
    OFTEN,
    Percent,
    share,
)
from fourfold.records.reports.presenters.missing_words import (
    first_heading,
    often_labels,
    row_label,
    stage_labels,
    texts,
    titles,
)
from fourfold.records.reports.queries.missing import Published

OFFERED = ("held", "offered")
"""Stages at which an interview had been offered in time."""
HELD = ("held",)


@dataclass(frozen=True, slots=True)
class Shown:
    """A table as it is drawn: headings, lines of texts beginning with the line's name, and the line of totals."""

    key: str
    title: str
    text: str
    headers: list[dict[str, Any]]
    lines: list[list[str]]
    totals: list[str]


def period_text(report: Published) -> str:
    """`November 2025 to October 2026`."""
    last = report.until - timedelta(days=1)
    return _("%(first)s to %(last)s") % {
        "first": month_text(f"{report.since:%Y-%m}"),
        "last": month_text(f"{last:%Y-%m}"),
    }


def shown_tables(report: Published) -> dict[str, Shown]:
    """Every table, by its key."""
    return {key: _shown(key, table) for key, table in report.tables.items()}


def _shown(key: str, table: Table) -> Shown:
    of_children = table.columns == OFTEN
    labels = often_labels() if of_children else stage_labels()
    headers: list[dict[str, Any]] = [
        {"label": first_heading(key)},
        *({"label": labels[column], "numeric": True} for column in table.columns),
        {"label": _("Children shown") if of_children else _("Episodes shown"), "numeric": True},
    ]
    if not of_children:
        headers += [
            {"label": _("Share offered in time"), "numeric": True},
            {"label": _("Share held in time"), "numeric": True},
        ]
    totals = [f"{total:,}" if total else _("withheld") for total in (*table.totals, sum(table.totals))]
    return Shown(
        key,
        titles()[key],
        texts()[key],
        headers,
        [[row_label(key)(line.label), *_cells(line), *_shares(key, table, [line])] for line in table.lines],
        [_("Total shown"), *totals, *_shares(key, table, table.lines)],
    )


def _cells(line: Line) -> list[str]:
    return [f"{cell:,}" if cell else _("withheld") for cell in (*line.cells, line.total)]


def _shares(key: str, table: Table, lines: Sequence[Line]) -> list[str]:
    if key.startswith("children"):
        return []
    return [percent_text(share(lines, table.columns, wanted)) for wanted in (OFFERED, HELD)]


def percent_text(found: Percent | None) -> str:
    """`56%`, or `56 to 67%` where cells are withheld."""
    if found is None:
        return "–"
    return (
        f"{found.least}%"
        if found.least == found.most
        else _("%(least)s to %(most)s%%")
        % {
            "least": found.least,
            "most": found.most,
        }
    )


def csv_rows(report: Published) -> Iterator[list[str]]:
    """Every published cell: table, row, column, count; an empty count is withheld."""
    yield ["table", "row", "row_label", "column", "column_label", "count"]
    labels = stage_labels() | often_labels()
    for key, table in report.tables.items():
        for line in table.lines:
            for column, cell in zip(table.columns, line.cells, strict=True):
                count = "" if cell is None else str(cell)
                yield [key, line.label, row_label(key)(line.label), column, labels[column], count]


def findings(report: Published) -> list[str]:
    """What the report says, in sentences: of each kind from the table that shows most, by published cells alone."""
    episodes = _fullest(report, ("month", "from", "age", "district"))
    found = [
        _("At least %(count)s episodes: those that the tables show; there were a few more.")
        % {"count": f"{sum(episodes.totals):,}"}
    ]
    told = [(_narrowest(report, wanted), text) for wanted, text in ((OFFERED, _("offered")), (HELD, _("held")))]
    parts = [
        _("%(share)s were %(what)s") % {"share": percent_text(one), "what": text}
        for one, text in told
        if one is not None
    ]
    if parts:
        said = _("Of the return home interviews, %(parts)s within 72 hours of the return.")
        found.append(said % {"parts": joined(parts)})
    children = _fullest(report, ("children-age", "children-district"))
    if whole := sum(children.totals):
        said = _("At least %(count)s children.") % {"count": f"{whole:,}"}
        if repeated := sum(children.totals[1:]):
            again = _("%(count)s of those shown went missing twice or more within 90 days.")
            said += " " + again % {"count": f"{repeated:,}"}
        found.append(said)
    placed = next(line for line in report.tables["from"].lines if line.label == "placed")
    if placed.total:
        said = _("In at least %(count)s episodes a council of another area had placed the child here.")
        found.append(said % {"count": f"{placed.total:,}"})
    return found


def _fullest(report: Published, keys: Sequence[str]) -> Table:
    return max((report.tables[key] for key in keys), key=lambda table: sum(table.totals))


def _narrowest(report: Published, wanted: Sequence[str]) -> Percent | None:
    """A percentage of all episodes, from the table that says it best: each of them counts the same."""
    tables = [table for key, table in report.tables.items() if not key.startswith("children")]
    known = [one for table in tables if (one := share(table.lines, table.columns, wanted))]
    return min(known, key=lambda one: one.most - one.least, default=None)


def notes(report: Published, names: Mapping[str, str]) -> list[str]:
    """What to know before relying on it: who delivered, what is missing, whether people are linked."""
    return list(_notes(report, names))


def _notes(report: Published, names: Mapping[str, str]) -> Iterator[str]:
    for key, what in ((EPISODES_FEED, _("Episodes")), (INTERVIEWS_FEED, _("Interviews"))):
        basis = report.basis.get(key, {})
        senders = [names[one] for one in basis.get("agencies", []) if one in names]
        if not senders:
            yield _("%(what)s: nobody has delivered any.") % {"what": what}
            continue
        months = basis.get("months", {})
        came = [month for month in sorted(months) if months[month]]
        since = _("%(what)s: delivered by %(who)s, in %(months)s since %(first)s.")
        yield since % {
            "what": what,
            "who": joined(sorted(senders)),
            "months": plural(len(came), _("month"), _("months")),
            "first": month_text(came[0]) if came else "–",
        }
        if basis.get("waiting"):
            yield _("%(what)s: some rows could not be taken as they were sent, and are not counted.") % {"what": what}
    if report.basis.get("linked_on"):
        day = date.fromisoformat(report.basis["linked_on"])
        yield _("A child known under several numbers is counted once (records linked on %(day)s).") % {
            "day": f"{day.day} {day:%B %Y}"
        }
    else:
        yield _("Records are not linked yet: a child whom the police know under two numbers is counted twice.")


def last_month(until: date) -> date:
    """The last day that a report holds."""
    return until - timedelta(days=1)
