"""Rows that wait: in the list of their delivery, and one by itself as its sender wrote it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from fourfold.engines.tabular.contract import Contract
from fourfold.records.feeds.models import Delivery, WaitingRow

SHOWN = 3


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A row in the list: its number, and what is wrong with it."""

    number: str
    href: str
    faults: list[str]
    more: int


def waiting_line(row: WaitingRow) -> WaitingLine:
    """A row that waits."""
    said = [f"{_place(fault)}{fault['reason']}" for fault in row.faults]
    return WaitingLine(
        number=_("Row %(number)s") % {"number": f"{row.row_number:,}"},
        href=reverse("feeds:waiting-row", args=[row.delivery_id, row.pk]),
        faults=said[:SHOWN],
        more=max(0, len(said) - SHOWN),
    )


def _place(fault: Mapping[str, str]) -> str:
    """The header, and the value where the reason does not say it."""
    if not fault["column"]:
        return ""
    value = f" “{fault['value']}”" if fault["value"] and fault["value"] not in fault["reason"] else ""
    return f"{fault['column']}{value}: "


def sent_values(row: WaitingRow, delivery: Delivery, contract: Contract) -> dict[str, str]:
    """What the sender wrote, by the columns' keys."""
    keys = {column.key for column in contract.columns}
    found = {delivery.mapping.get(header, ""): text for header, text in row.as_sent.items()}
    return {key: str(text) for key, text in found.items() if key in keys}


def faults_by_field(row: WaitingRow) -> list[tuple[str, str]]:
    """The column's key, or "" for the whole row, with what is wrong and how to mend it."""
    return [(str(fault["key"]), f"{fault['reason']} {fault['mend']}".strip()) for fault in row.faults]


def unread_values(row: WaitingRow, delivery: Delivery) -> list[dict[str, str]]:
    """What the row says in columns that are not read: it may tell what was meant."""
    return [
        {"key": header, "value": str(text)}
        for header, text in row.as_sent.items()
        if not delivery.mapping.get(header) and str(text).strip()
    ]
