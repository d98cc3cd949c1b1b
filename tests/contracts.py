"""A small contract of every kind of column, and files checked against it."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from fourfold.engines.tabular.contract import Contract
from fourfold.engines.tabular.inspecting import Options, Report, inspect
from fourfold.engines.tabular.parsing import parse_contract
from fourfold.records.feeds.domain.contracts import code_lists, kent_areas

TODAY = date(2026, 11, 22)
CONTRACT = """
key = "visits"
version = 1
since = 2026-11-22
title = "Visits"
text = "For tests."
owners = ["fire"]
data_set = "fire-incidents"
source_url = "https://example.org/"
frequency = "monthly"
due_days = 10
occurred = "seen_at"
columns = [
  { key = "reference", label = "Reference", text = "t", type = "text", required = true, max_length = 20 },
  { key = "name", label = "Name", text = "t", type = "text", max_length = 60, aliases = ["full name"] },
  { key = "born", label = "Date of birth", text = "t", type = "date", past = true, aliases = ["dob"] },
  { key = "seen_at", label = "Seen", text = "t", type = "datetime", past = true },
  { key = "kind", label = "Kind", text = "t", type = "code", codes = { fire = "Fire", visit = "Home visit" } },
  { key = "people", label = "People", text = "t", type = "integer", least = 0, most = 100 },
  { key = "postcode", label = "Postcode", text = "t", type = "postcode" },
]
checks = [
  { rule = "not_before", columns = ["seen_at", "born"], says = "Seen before birth.", mend = "Correct one." },
]
[subject]
kind = "by-age"
born = "born"
roles = ["at-risk"]
[identity]
key = ["reference"]
[limits]
quarantine = 0.5
[retention]
months = 12
text = "A year."
ends = [
  { column = "seen_at", months = 12, empty = "Not seen yet." },
  { column = "born", months = 300, empty = "No birthday.", where = "kind", codes = ["visit"] },
]
looks = [{ column = "kind", codes = ["fire"], says = "Each is looked at." }]
"""
HEADERS = ("reference", "name", "born", "seen_at", "kind", "people", "postcode")
GOOD = ("A1", "Ada Lovelace", "1990-12-10", "2026-11-01 10:30", "visit", "2", "ME14 1XX")


def visits() -> Contract:
    """The contract above."""
    return parse_contract(CONTRACT, code_lists(), kent_areas())


def csv_of(*rows: Sequence[str], headers: Sequence[str] = HEADERS, delimiter: str = ",", end: str = "\n") -> str:
    """Rows as delimited text; values are taken as they are, so quote what needs it."""
    return "".join(delimiter.join(row) + end for row in (headers, *rows))


def good(**changes: str) -> tuple[str, ...]:
    """A row that can be taken, with some values changed."""
    return tuple((dict(zip(HEADERS, GOOD, strict=True)) | changes).values())


def report_of(
    folder: Path,
    content: bytes | str,
    *,
    contract: Contract | None = None,
    name: str = "file.csv",
    chosen: Mapping[str, str] | None = None,
    sheet: str = "",
    batch_rows: int = 5_000,
) -> Report:
    """The report on a file with this content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    options = Options(today=TODAY, chosen=chosen or {}, sheet=sheet, batch_rows=batch_rows)
    return inspect(path, contract or visits(), options)
