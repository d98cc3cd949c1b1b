"""A plan's tables: CSV holds the actions, XLSX a sheet a table. The content is that of `envelope`."""

import csv
import io
from collections.abc import Iterator, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from fourfold.accountability.plan.domain.exporting.cells import MOST_IN_CELL, guard, to_xml
from fourfold.accountability.plan.domain.exporting.envelope import LEFT_OUT, MARKING, Envelope
from fourfold.ground.kernel.errors import BadInput

Row = list[object]
ACTIONS = [
    "strand",
    "number",
    "title",
    "text",
    "status",
    "status_reason",
    "status_since",
    "accountable_officer",
    "deputy",
    "leads",
    "delivers",
    "gives_input",
    "due",
    "review",
    "ongoing",
]
_PARTS = {
    "agencies": ["named", "key", "part", "qualifier"],
    "timescales": ["kind", "date", "raw", "done_on"],
    "milestones": ["title", "due_on", "done_on"],
    "risks": ["text", "likelihood", "impact", "mitigation", "closed_on"],
    "waits_for": ["strand", "number", "note"],
    "evidence": ["title", "url", "file", "by", "at"],
    "updates": ["at", "by", "text", "status_before", "status_after", "reason"],
    "comments": ["at", "by", "text"],
    "history": ["version", "at", "by", "changes"],
}


def to_csv(envelope: Envelope) -> bytes:
    """The actions, one a row, marked in the first column. UTF-8 with its mark, so that Excel reads it rightly."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(["marking", *ACTIONS])
    for row in _actions(envelope):
        writer.writerow([MARKING, *(guard(_text(value)) for value in row)])
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(envelope: Envelope) -> bytes:
    """Every table on a sheet of its own; the first says what the file is and how it is marked."""
    book = Workbook()
    about = book.active
    if about is not None:
        book.remove(about)
    for name, headers, rows in _tables(envelope):
        sheet = book.create_sheet(name)
        sheet.append([_cell(header) for header in headers])
        for row in rows:
            sheet.append([_cell(value) for value in row])
        sheet.freeze_panes = "A2"
        for cells in sheet.iter_rows():
            for cell in cells:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=cell.row == 1)
        for letter, header in zip("ABCDEFGHIJKLMNOPQ", headers, strict=False):
            sheet.column_dimensions[letter].width = 60 if header in ("text", "reason", "changes") else 22
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _tables(envelope: Envelope) -> Iterator[tuple[str, list[str], list[Row]]]:
    plan = envelope.content
    frame: list[Row] = [["left out", LEFT_OUT], ["exported", envelope.at], ["state", envelope.state]]
    frame += [[name, plan[name]] for name in ("title", "summary", "audience", "scope", "area")]
    yield "about", ["marking", MARKING], frame
    yield "strands", ["strand", "aim"], [[strand["kind"], strand["aim"]] for strand in plan["strands"]]
    yield (
        "success factors",
        ["strand", "number", "text"],
        [
            [strand["kind"], number, factor]
            for strand in plan["strands"]
            for number, factor in enumerate(strand["success_factors"], start=1)
        ],
    )
    yield "actions", ACTIONS, list(_actions(envelope))
    for part, columns in _PARTS.items():
        rows: list[Row] = [
            [strand["kind"], action["number"], *(_part(item[column]) for column in columns)]
            for strand in plan["strands"]
            for action in strand["actions"]
            for item in action[part]
        ]
        headers = (
            ["action strand", "action number", *columns] if part == "waits_for" else ["strand", "number", *columns]
        )
        yield part.replace("_", " "), headers, rows


def _part(value: object) -> object:
    """A file by its name, an edit's changes as lines."""
    if isinstance(value, dict):
        return value["name"]
    if isinstance(value, list):
        return "\n".join(f"{item['field']}: {item['before'] or ''} -> {item['after'] or ''}" for item in value)
    return value


def _actions(envelope: Envelope) -> Iterator[Row]:
    for strand in envelope.content["strands"]:
        for action in strand["actions"]:
            said = [action[name] for name in ACTIONS[1:9]]
            named = [_agencies(action["agencies"], part) for part in ("lead", "deliverer", "contributor")]
            dates = [_dates(action["timescales"], kind) for kind in ("due", "review", "ongoing")]
            yield [strand["kind"], *said, *named, *dates]


def _agencies(agencies: Sequence[dict[str, Any]], part: str) -> str:
    return "; ".join(agency["named"] for agency in agencies if agency["part"] == part)


def _dates(timescales: Sequence[dict[str, Any]], kind: str) -> str:
    """The open dates of a kind; for what goes on, the plan's own word."""
    found = [item for item in timescales if item["kind"] == kind and not item["done_on"]]
    return "; ".join(item["date"].isoformat() if item["date"] else item["raw"] or "yes" for item in found)


def _text(value: object) -> str:
    if value is None:
        return ""
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def _cell(value: object) -> str | int:
    """A number as a number; all else as text that no spreadsheet takes for a formula."""
    if isinstance(value, int):
        return value
    written = to_xml(guard(_text(value)))
    if len(written) > MOST_IN_CELL:
        raise BadInput.one("A text is longer than a spreadsheet's cell can hold. Export the plan as JSON instead.")
    return written
