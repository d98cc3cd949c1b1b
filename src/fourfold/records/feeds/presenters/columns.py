"""The columns of a contract in words: what a header may be called, and what may stand below it."""

from dataclasses import dataclass
from typing import Any

from fourfold.engines.tabular.contract import Column, Contract
from fourfold.records.feeds.wording import kind_text
from fourfold.trust.catalogue.domain.entries import Sensitivity

SHORT = 12
"""Codes that a row of the table lists; longer lists stand by themselves below it."""


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column: what a header may be called, and what may stand below it."""

    key: str
    parts: list[str]
    """The key at whose ends a line may break."""
    label: str
    text: str
    kind: str
    is_required: bool
    aliases: str
    codes: list[tuple[str, str]]
    longer: str
    """The name of the list below the table, where the codes are many."""
    sensitivity: str


def column_lines(contract: Contract) -> list[ColumnLine]:
    """Each column in the contract's order."""
    return [_column(column) for column in contract.columns]


def _column(column: Column) -> ColumnLine:
    codes = sorted(column.codes.items())
    is_short = len(codes) <= SHORT
    return ColumnLine(
        key=column.key,
        parts=column.key.split("_"),
        label=column.label,
        text=column.text,
        kind=kind_text(column),
        is_required=column.required,
        aliases=", ".join(column.aliases),
        codes=codes if is_short else [],
        longer="" if is_short else column.key,
        sensitivity="" if column.sensitivity == "none" else Sensitivity(column.sensitivity).label,
    )


def long_lists(contract: Contract) -> list[dict[str, Any]]:
    """Lists of codes too long for the table."""
    return [
        {"key": column.key, "label": column.label, "codes": sorted(column.codes.items())}
        for column in contract.columns
        if len(column.codes) > SHORT
    ]
