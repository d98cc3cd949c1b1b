"""Anonymised records as a table of published counts."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from fourfold.records.feeds.domain.disclosure import Table
from fourfold.records.feeds.wording import month_text
from fourfold.trust.catalogue.domain.entries import DataSet


@dataclass(frozen=True, slots=True)
class Cut:
    """One table of the fixed list: counts by two fields. Free filters would let small counts be worked out."""

    key: str
    label: str
    rows: str
    columns: str


CUTS = (
    Cut("month-method", "By month and method", "assaulted_at", "method"),
    Cut("month-site", "By month and hospital", "assaulted_at", "site_code"),
    Cut("place-method", "By kind of place and method", "location_type", "method"),
    Cut("site-method", "By hospital and method", "site_code", "method"),
)


def chosen_cut(key: str | None) -> Cut:
    """The table that the address names, else the first."""
    return next((cut for cut in CUTS if cut.key == key), CUTS[0])


def pattern_rows(table: Table) -> dict[str, Any]:
    """The table as its template draws it; what is withheld says so in words."""
    return {
        "columns": [month_text(column) for column in table.columns],
        "lines": [
            {
                "label": month_text(line.label),
                "cells": [_cell(cell) for cell in line.cells],
                "total": f"{line.total:,}",
            }
            for line in table.lines
        ],
        "totals": [f"{total:,}" for total in table.totals],
        "grand": f"{sum(table.totals):,}",
    }


def headers_of(data_set: DataSet, cut: Cut, table: Table) -> list[dict[str, Any]]:
    """The headings: what the rows are, each column, and the total of what is shown."""
    labels = {item.key: item.label for item in data_set.fields}
    rows = _("Month") if cut.rows.endswith(("_at", "_on")) else labels.get(cut.rows, cut.rows)
    columns = [{"label": month_text(column), "numeric": True} for column in table.columns]
    return [{"label": rows}, *columns, {"label": _("Total shown"), "numeric": True}]


def _cell(count: int | None) -> str:
    return _("withheld") if count is None else f"{count:,}"
