"""The beginning of a file as it would be read: which header is which column, the first rows, what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from fourfold.engines.tabular.checking import Checker
from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.findings import Fault, shown
from fourfold.engines.tabular.kinds import Context
from fourfold.engines.tabular.mapping import Columns, Likeness
from fourfold.engines.tabular.rows import Batch
from fourfold.engines.tabular.rows import Row as FileRow
from fourfold.records.feeds.queries.deliveries import Preview

SAMPLES = 3
"""Values of a header that stand beside it."""
_SHORT = 40


@dataclass(frozen=True, slots=True)
class HeaderLine:
    """A header of the file, its first values, and how we know which column it is. `field`: the form's."""

    header: str
    samples: str
    how: str
    is_sure: bool
    field: Any


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row as it would be read: label and text of each column, and what is wrong with it, in sentences."""

    number: int
    cells: list[tuple[str, str]]
    wrong: list[str]


def header_lines(preview: Preview, columns: Columns, fields: Mapping[int, Any]) -> list[HeaderLine]:
    """Each header with its field. `fields`: the bound field by the header's place."""
    found = {match.place: match for match in columns.matches}
    return [
        HeaderLine(
            header=header,
            samples=_samples(preview, place),
            how=_how(found[place].likeness if place in found else None, fields[place]),
            is_sure=place in found and found[place].likeness is not Likeness.SIMILAR,
            field=fields[place],
        )
        for place, header in enumerate(preview.headers)
        if place in fields
    ]


def _samples(preview: Preview, place: int) -> str:
    values = [row[place] for row in preview.rows if place < len(row) and row[place].strip()]
    return " · ".join(_brief(value) for value in dict.fromkeys(values[:SAMPLES]))


def _brief(value: str) -> str:
    plain = shown(value)
    return plain if len(plain) <= _SHORT else f"{plain[:_SHORT]}…"


def _how(likeness: Likeness | None, field: Any) -> str:
    if (field.value() or "") != (field.initial or ""):
        return _("As you said")
    if likeness is None:
        return _("We do not know it")
    return {
        Likeness.EXACT: _("The contract’s own name"),
        Likeness.ALIAS: _("Another name that we know"),
        Likeness.SIMILAR: _("Looks alike: please check"),
        Likeness.CHOSEN: _("As somebody said before"),
    }[likeness]


def preview_rows(preview: Preview, contract: Contract, columns: Columns, today: date | None) -> list[PreviewRow]:
    """The first rows, each value under its column, what is wrong beside it; without `today` they are not checked.

    Which of two numbers of a date is the day shows only over the whole file; here the day is taken to come first.
    """
    numbered = [FileRow(number, list(row)) for number, row in zip(preview.numbers, preview.rows, strict=True)]
    faults: dict[int, tuple[Fault, ...]] = {}
    if today:
        checked = Checker(contract, preview.headers, columns, Context(today)).check(Batch(numbered))
        faults = {held.row: held.faults for held in checked.held}
    keys = [column for column in contract.columns if column.key in columns.places]
    return [
        PreviewRow(
            number=row.number,
            cells=[(column.label, _at(row.cells, columns.places[column.key])) for column in keys],
            wrong=[f"{fault.column}: {fault.reason}" if fault.column else fault.reason for fault in found],
        )
        for row in numbered
        for found in [faults.get(row.number, ())]
    ]


def preview_headers(contract: Contract, columns: Columns, *, with_faults: bool) -> list[dict[str, Any]]:
    """The headings of the preview: the row, what is wrong where something is, and each column that the file has."""
    return [
        {"label": _("Row")},
        *([{"label": _("What is wrong")}] if with_faults else []),
        *({"label": column.label} for column in contract.columns if column.key in columns.places),
    ]


def _at(cells: Sequence[str], place: int) -> str:
    return _brief(cells[place]) if place < len(cells) else ""
