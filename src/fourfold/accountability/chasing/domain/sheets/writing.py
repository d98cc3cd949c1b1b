"""The spreadsheet that goes out: a sheet that explains it, and a row an action."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from fourfold.accountability.chasing.domain.sheets.columns import (
    ABOUT,
    MARKING,
    MOST_REASON,
    MOST_TEXT,
    SHEET,
    Column,
)
from fourfold.accountability.plan.domain.exporting.cells import guard, to_xml
from fourfold.accountability.plan.domain.states import Status
from fourfold.ground.kernel.clock import show_moment

DATE = "dd/mm/yyyy"
_WIDTHS = dict(zip(Column, (12, 11, 9, 44, 30, 13, 13, 15, 36, 60, 20), strict=True))
_INK = "1D3C6E"
_QUIET = PatternFill("solid", fgColor="F0F2F5")
_OPEN = PatternFill("solid", fgColor="FFFFFF")
_EDGE = Side(style="thin", color="B8BEC8")
_LINE = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)


@dataclass(frozen=True, slots=True)
class OutRow:
    """One action as it goes out."""

    key: str
    strand: str
    number: int
    title: str
    lead: str
    due: date | None
    review: date | None
    status: Status


def write_sheet(rows: Sequence[OutRow], *, agency: str, at: datetime) -> bytes:
    """The XLSX file. What is not to be changed is locked (without a password: a key shows if it was)."""
    book = Workbook()
    about = book.active
    if about is None:
        about = book.create_sheet()
    _write_about(about, agency, at)
    _write_actions(book.create_sheet(SHEET), rows, agency)
    book.active = 1
    about.sheet_view.tabSelected = False
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _write_about(sheet: Worksheet, agency: str, at: datetime) -> None:
    sheet.title = ABOUT
    lines = [
        f"The actions that {agency} leads or delivers",
        f"Taken out of Fourfold on {show_moment(at)}. {MARKING}.",
        "",
        f"1. Go to the sheet “{SHEET}”. Write in the four white columns on the right, and leave the rest as it is.",
        f"2. “{Column.TEXT}” becomes a progress update. Leave it empty where there is nothing new.",
        f"3. Choose the status from the list: {', '.join(item.label.lower() for item in Status)}.",
        "4. Say why when an action is at risk, off track, or open again.",
        f"5. If a review was done, write when the next one is under “{Column.NEXT_REVIEW}”: 31/03/2027.",
        "6. Save the file as an Excel workbook (.xlsx) and bring it back on the same page.",
        "",
        "You may send the file to colleagues, delete rows, and leave rows untouched: nothing happens to those.",
        "Before anything is saved, Fourfold shows you what would change, row by row, and you accept it.",
        "Write nothing about a person who uses our services: no names, no dates of birth, no addresses.",
        "Formulas are not taken. Type the words or the date itself.",
    ]
    for number, line in enumerate(lines, start=1):
        cell = sheet.cell(row=number, column=1, value=to_xml(guard(line)))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.font = Font(bold=number == 1, size=16 if number == 1 else 12, color=_INK if number == 1 else "000000")
    sheet.column_dimensions["A"].width = 110
    sheet.sheet_view.showGridLines = False
    sheet.protection.sheet = True
    _mark(sheet, agency)


def _write_actions(sheet: Worksheet, rows: Sequence[OutRow], agency: str) -> None:
    for place, column in enumerate(Column, start=1):
        head = sheet.cell(row=1, column=place, value=column.value)
        head.font = Font(bold=True, color="FFFFFF")
        head.fill = PatternFill("solid", fgColor=_INK)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS[column]
    for number, row in enumerate(rows, start=2):
        _write_row(sheet, number, row)
    last = max(len(rows) + 1, 2)
    for rule, column in _rules():
        letter = get_column_letter(list(Column).index(column) + 1)
        rule.add(f"{letter}2:{letter}{last}")
        sheet.add_data_validation(rule)
    sheet.freeze_panes = "E2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False
    sheet.protection.deleteRows = False
    _mark(sheet, agency)


def _write_row(sheet: Worksheet, number: int, row: OutRow) -> None:
    said: dict[Column, str | int | date | None] = {
        Column.KEY: row.key,
        Column.STRAND: row.strand,
        Column.NUMBER: row.number,
        Column.TITLE: to_xml(guard(row.title)),
        Column.LEAD: to_xml(guard(row.lead)),
        Column.DUE: row.due,
        Column.REVIEW: row.review,
        Column.STATUS: row.status.label,
    }
    for place, column in enumerate(Column, start=1):
        cell = sheet.cell(row=number, column=place, value=said.get(column))
        is_open = column.is_filled_in
        cell.protection = Protection(locked=not is_open)
        cell.alignment = Alignment(wrap_text=column is not Column.KEY, vertical="top")
        cell.fill = _OPEN if is_open else _QUIET
        cell.border = _LINE
        if column is Column.KEY:
            cell.font = Font(size=8, color="8A8F99")
        if column in (Column.DUE, Column.REVIEW, Column.NEXT_REVIEW):
            cell.number_format = DATE
        elif column in (Column.REASON, Column.TEXT):
            cell.number_format = "@"  # text: what begins with = or - stays words


def _rules() -> list[tuple[DataValidation, Column]]:
    words = ",".join(item.label for item in Status)
    status = DataValidation(type="list", formula1=f'"{words}"', allow_blank=False, showErrorMessage=True)
    status.errorTitle, status.error = "Status", f"Choose one of: {words}."
    rules = [(status, Column.STATUS)]
    for column, most in ((Column.TEXT, MOST_TEXT), (Column.REASON, MOST_REASON)):
        length = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(most), allow_blank=True)
        length.showErrorMessage, length.errorTitle = True, "Too long"
        length.error = f"Use {most:,} characters or fewer."
        rules.append((length, column))
    return rules


def _mark(sheet: Worksheet, agency: str) -> None:
    """The handling marking at the head and foot of every printed page, which is as wide as the sheet."""
    sheet.HeaderFooter.oddHeader = HeaderFooterItem(center=_HeaderFooterPart(MARKING))
    sheet.HeaderFooter.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(agency.replace("&", "&&")),
        center=_HeaderFooterPart(MARKING),
        right=_HeaderFooterPart("Page &P of &N"),
    )
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
