"""What a file is: form, encoding, delimiter, header. By what it holds, not by its name; and it is said."""

import gzip
from pathlib import Path

import pytest
from tests.contracts import csv_of, good, report_of

ROWS = (good(), good(reference="A2", name="Zoë Brontë"))


@pytest.mark.parametrize(("delimiter", "said"), [(",", "comma"), ("\t", "tab"), (";", "semicolon"), ("|", "pipe")])
def test_every_delimiter_is_found_and_said(tmp_path: Path, delimiter: str, said: str) -> None:
    report = report_of(tmp_path, csv_of(*ROWS, delimiter=delimiter))
    assert report.sniffed
    assert report.sniffed.detected()["delimiter"] == said
    assert report.verdict.accepted == 2


@pytest.mark.parametrize(
    ("codec", "said"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with a mark"),
        ("utf-16", "UTF-16, little endian"),
        ("utf-16-le", "UTF-16 without a mark, little endian"),
        ("utf-16-be", "UTF-16 without a mark, big endian"),
        ("latin-1", "Latin-1"),
    ],
)
def test_every_encoding_is_found_and_said(tmp_path: Path, codec: str, said: str) -> None:
    report = report_of(tmp_path, csv_of(*ROWS).encode(codec))
    assert report.sniffed
    assert report.sniffed.encoding == said
    assert (report.verdict.accepted, report.verdict.rejected) == (2, None)


def test_curly_quotes_of_windows_are_read_as_such(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(name="Sean O’Brien")).encode("cp1252"))
    assert report.sniffed
    assert report.sniffed.encoding == "Windows-1252"
    assert report.verdict.accepted == 1


@pytest.mark.parametrize(("end", "said"), [("\n", "LF"), ("\r\n", "CRLF"), ("\r", "CR")])
def test_every_line_end_is_read(tmp_path: Path, end: str, said: str) -> None:
    report = report_of(tmp_path, csv_of(*ROWS, end=end))
    assert report.sniffed
    assert report.sniffed.line_ends == said
    assert report.verdict.accepted == 2


def test_line_ends_of_two_kinds_are_read_and_said(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(ROWS[0]) + ",".join(ROWS[1]) + "\r\n")
    assert report.sniffed
    assert any("end in different ways" in remark for remark in report.sniffed.remarks)
    assert report.verdict.accepted == 2


def test_packed_text_is_unpacked(tmp_path: Path) -> None:
    report = report_of(tmp_path, gzip.compress(csv_of(*ROWS).encode()), name="file.csv.gz")
    assert report.sniffed
    assert report.sniffed.detected()["packed"] == "gzip"
    assert report.verdict.accepted == 2


def test_excels_hint_of_the_delimiter_is_followed(tmp_path: Path) -> None:
    report = report_of(tmp_path, "sep=;\n" + csv_of(*ROWS, delimiter=";"))
    assert report.sniffed
    assert (report.sniffed.delimiter, report.sniffed.header_row) == (";", 2)
    assert report.verdict.accepted == 2


def test_lines_above_the_header_are_left_out_and_said(tmp_path: Path) -> None:
    report = report_of(tmp_path, "Visits of November\n\nConfidential,,,,,,\n" + csv_of(*ROWS))
    assert report.sniffed
    assert report.sniffed.header_row == 4
    assert "what stands above it (line 1, 3)" in report.sniffed.remarks[0]
    assert report.verdict.accepted == 2


def test_a_group_row_above_the_header_is_left_out(tmp_path: Path) -> None:
    report = report_of(tmp_path, "Reference,Person,,Visit,,,\n" + csv_of(*ROWS))
    assert report.sniffed
    assert report.sniffed.header_row == 2
    assert report.verdict.accepted == 2


def test_a_header_in_two_rows_is_refused_with_the_way_to_mend_it(tmp_path: Path) -> None:
    content = "Reference,Full,Date of,Seen,Kind,People,Post\n,name,birth,at,,,code\n" + ",".join(good()) + "\n"
    report = report_of(tmp_path, content)
    assert report.verdict.rejected
    assert "two rows (1 and 2)" in report.verdict.rejected
    assert "one row" in report.verdict.rejected


def test_a_header_that_comes_again_is_held(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(ROWS[0]) + csv_of(ROWS[1]))
    assert (report.verdict.accepted, report.verdict.held) == (2, 1)
    assert report.faults[0].row == 3
    assert "repeats the header" in report.faults[0].reason


def test_json_lines_are_read_with_the_numbers_of_their_lines(tmp_path: Path) -> None:
    lines = '{"reference": "A1", "people": 2}\n\n{"people": "many", "reference": "A2", "odd": null}\n'
    report = report_of(tmp_path, lines, name="file.jsonl")
    assert (report.verdict.accepted, report.verdict.held, report.verdict.blanks) == (1, 1, 1)
    assert (report.faults[0].row, report.faults[0].column) == (3, "people")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('["A1"]', "no JSON object"),
        ('{"reference": "A1"', "no JSON object"),
        ('{"reference": "A1", "reference": "A2"}', "twice"),
        ('{"reference": {"a": 1}}', "list or an object"),
        ('{"reference": "A1", "people": NaN}', "no JSON object"),
        ('{"people": ' + "[" * 100_000, "no JSON object"),
        ('{"people": ' + "9" * 5_000 + "}", "no JSON object"),
    ],
)
def test_a_line_that_is_no_row_costs_that_line_alone(tmp_path: Path, line: str, said: str) -> None:
    report = report_of(tmp_path, f'{{"reference": "B1"}}\n{line}\n{{"reference": "B2"}}\n', name="file.jsonl")
    assert (report.verdict.accepted, report.verdict.held) == (2, 1)
    assert report.faults[0].row == 2
    assert said in report.faults[0].reason


def test_a_csv_named_as_a_workbook_is_read_and_said(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(*ROWS), name="visits.xlsx")
    assert report.sniffed
    assert "named as Excel workbook and is delimited text" in report.sniffed.remarks[0]
    assert report.verdict.accepted == 2
