"""Excel workbooks: one visible sheet is read, nothing is worked out, and what is hidden is said."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from tests.contracts import HEADERS, good, report_of

from fourfold.engines.tabular.inspecting import Report

Rows = Sequence[Sequence[object]]


def report_on(folder: Path, sheets: dict[str, Rows], *, hidden: Sequence[str] = (), sheet: str = "") -> Report:
    """The report on a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        made = book.create_sheet(name)
        for row in rows:
            made.append(list(row))
        made.sheet_state = "hidden" if name in hidden else "visible"
    held = io.BytesIO()
    book.save(held)
    return report_of(folder, held.getvalue(), name="file.xlsx", sheet=sheet)


def row(**changes: object) -> list[object]:
    """A row of typed cells."""
    cells: dict[str, object] = dict(zip(HEADERS, good(), strict=True))
    cells |= {"born": date(1990, 12, 10), "seen_at": datetime(2026, 11, 1, 10, 30), "people": 2}  # noqa: DTZ001
    return list((cells | changes).values())


def test_typed_cells_are_read_as_what_they_are(tmp_path: Path) -> None:
    report = report_on(tmp_path, {"Visits": [HEADERS, row(), row(reference="A2", people=3.0)]})
    assert (report.verdict.accepted, report.verdict.held) == (2, 0)
    assert report.sniffed
    assert report.sniffed.detected()["sheet"] == "Visits"


def test_rows_have_the_numbers_that_excel_shows(tmp_path: Path) -> None:
    title: Rows = [["Visits of November"], [], HEADERS, row(), [], row(reference="A2", people="many")]
    report = report_on(tmp_path, {"Visits": title})
    assert (report.verdict.accepted, report.verdict.blanks) == (1, 1)
    assert report.faults[0].row == 6
    assert report.sniffed
    assert "row 3" in report.sniffed.remarks[0]


def test_formulas_are_never_worked_out(tmp_path: Path) -> None:
    rows = [HEADERS, row(people="=1+1"), row(reference="A2", name="=A1"), row(reference="A3"), row(reference="A4")]
    report = report_on(tmp_path, {"Visits": rows})
    assert [(fault.column, fault.value) for fault in report.faults] == [("people", "=1+1")]
    assert "formula" in {remark.kind for remark in report.verdict.remarks}


def test_a_formula_over_several_cells_is_text_too(tmp_path: Path) -> None:
    report = report_on(tmp_path, {"Visits": [HEADERS, row(people=ArrayFormula("F2:F2", "=SUM(1,2)"))]})
    assert report.faults[0].value == "=SUM(1,2)"


def test_hidden_sheets_are_said_and_not_read(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"Old": [HEADERS, row(), row(reference="A2")], "Visits": [HEADERS, row()]}
    report = report_on(tmp_path, sheets, hidden=["Old"])
    assert report.verdict.accepted == 1
    assert report.sniffed
    assert any("hidden sheets, which we did not read: Old" in remark for remark in report.sniffed.remarks)


def test_a_workbook_with_nothing_to_see_is_refused(tmp_path: Path) -> None:
    report = report_on(tmp_path, {"Cover": [], "Visits": [HEADERS, row()]}, hidden=["Visits"])
    assert report.verdict.rejected
    assert "hidden: Visits" in report.verdict.rejected


def test_of_several_sheets_the_one_with_the_columns_is_read(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"Notes": [["Please read"]], "Visits": [HEADERS, row()]}
    report = report_on(tmp_path, sheets)
    assert report.verdict.accepted == 1
    assert report.sniffed
    assert any("“Visits”, and not: Notes" in remark for remark in report.sniffed.remarks)


def test_of_two_alike_a_person_says_which(tmp_path: Path) -> None:
    sheets: dict[str, Rows] = {"October": [HEADERS, row()], "November": [HEADERS, row(), row(reference="A2")]}
    rejected = report_on(tmp_path, sheets).verdict.rejected
    assert rejected
    assert "October, November" in rejected
    assert report_on(tmp_path, sheets, sheet="November").verdict.accepted == 2
    assert "no visible sheet" in (report_on(tmp_path, sheets, sheet="May").verdict.rejected or "")


def test_excels_count_of_days_without_a_format_is_read_and_noted(tmp_path: Path) -> None:
    report = report_on(tmp_path, {"Visits": [HEADERS, row(born=33217)]})
    assert report.verdict.accepted == 1
    assert [remark.kind for remark in report.verdict.remarks] == ["serial"]


def test_values_beside_the_table_hold_their_row(tmp_path: Path) -> None:
    report = report_on(tmp_path, {"Visits": [HEADERS, [*row(), "a remark"], row(reference="A2")]})
    assert (report.verdict.accepted, report.verdict.held) == (1, 1)
    assert "to the right of the last header" in report.faults[0].reason


def test_an_error_of_excel_waits(tmp_path: Path) -> None:
    report = report_on(tmp_path, {"Visits": [HEADERS, row(people="#N/A"), row(reference="A2", name="#REF!")]})
    assert [fault.value for fault in report.faults] == ["#N/A", "#REF!"]


@pytest.mark.parametrize("value", [time(10, 30), True, 1e300, "x" * 32_767])
def test_cells_of_any_type_get_a_report(tmp_path: Path, value: object) -> None:
    report = report_on(tmp_path, {"Visits": [HEADERS, row(postcode=value), row(reference="A2")]})
    assert (report.verdict.accepted, report.verdict.held) == (1, 1)


def test_dates_of_1904_are_their_own(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)  # noqa: DTZ001 - a workbook's own clock
    sheet = book.worksheets[0]
    sheet.append(list(HEADERS))
    sheet.append(row(born=31755))
    held = io.BytesIO()
    book.save(held)
    report = report_of(tmp_path, held.getvalue(), name="file.xlsx")
    assert report.verdict.accepted == 1


def test_a_row_that_no_sheet_has_is_refused_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rows that a sheet leaves out are blank: with a number of a million millions, there would be no end of them."""
    monkeypatch.setattr("fourfold.engines.tabular.sheets.MOST_ROWS", 20_000)
    report_on(tmp_path, {"Visits": [HEADERS, row(), row(reference="A2")]})
    held = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "file.xlsx") as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = re.sub(rb'<row r="3"', b'<row r="999999999999"', content)
            new.writestr(name, content)
    rejected = report_of(tmp_path, held.getvalue(), name="file.xlsx").verdict.rejected
    assert rejected
    assert "beyond 20,000" in rejected
