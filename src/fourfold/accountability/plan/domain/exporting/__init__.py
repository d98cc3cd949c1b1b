"""A plan as a file: JSON that comes back exactly, and tables for spreadsheets."""

from fourfold.accountability.plan.domain.exporting.cells import guard, unguard
from fourfold.accountability.plan.domain.exporting.envelope import (
    FORMAT,
    Envelope,
    is_export,
    read_export,
    write_export,
)
from fourfold.accountability.plan.domain.exporting.formats import Format
from fourfold.accountability.plan.domain.exporting.spreadsheets import to_csv, to_xlsx

__all__ = [
    "FORMAT",
    "Envelope",
    "Format",
    "guard",
    "is_export",
    "read_export",
    "to_csv",
    "to_xlsx",
    "unguard",
    "write_export",
]
