"""Whatever the bytes, there is a report or a refusal; and every row is accepted, held or blank."""

import csv
import gzip
import io
import json
import tempfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from tests.contracts import HEADERS, csv_of, good, report_of

from fourfold.engines.tabular.inspecting import Report
from fourfold.engines.tabular.reporting import lines, status, to_json

ROWS = [good(reference=f"A{number}", name="Zoë O’Brien") for number in range(6)]
TEXT = csv_of(*ROWS)


def workbook() -> bytes:
    """A small workbook."""
    book = Workbook()
    for row in (HEADERS, *ROWS):
        book.worksheets[0].append(list(row))
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def parquet() -> bytes:
    """A small Parquet file."""
    held = io.BytesIO()
    pq.write_table(pa.table({name: [row[place] for row in ROWS] for place, name in enumerate(HEADERS)}), held)
    return held.getvalue()


FILES = {
    "utf-8": TEXT.encode(),
    "utf-16": TEXT.encode("utf-16"),
    "cp1252": TEXT.encode("cp1252"),
    "semicolons": TEXT.replace(",", ";").encode(),
    "gzip": gzip.compress(TEXT.encode()),
    "lines": "\n".join(json.dumps(dict(zip(HEADERS, row, strict=True))) for row in ROWS).encode(),
    "workbook": workbook(),
    "parquet": parquet(),
}
PIECES = st.sampled_from(
    [
        *(b"", b"\x00", b'"', b"\n", b"\r", b"\r\n", b",", b";", b"\t", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xae"),
        *(b"=1+1", b"\x1f\x8b", b"PK\x03\x04", b"{", b"}", b"\xc3\x83\xc2\xa9", b"11/22/1990", b"45618", b"NULL"),
    ]
)


def report_on(content: bytes, name: str = "file") -> Report:
    """The report on these bytes, and that it can be shown."""
    with tempfile.TemporaryDirectory() as folder:
        report = report_of(Path(folder), content, name=name)
    assert json.dumps(to_json(report))
    assert all("\n" not in line for line in lines(report))
    assert status(report) in {0, 1, 2}
    if report.verdict.rejected is None:
        assert len({fault.row for fault in report.faults}) == report.verdict.held
    else:
        assert report.verdict.rejected.rstrip().endswith((".", ":"))
    return report


@given(st.binary(max_size=3_000))
@example(b"\x1f\x8b\x08\x00")
@example(b"PK\x05\x06" + b"\x00" * 18)
@example(b'"')
@example(b"reference\n" + b'"' * 3_000)
def test_any_bytes_give_a_report_or_a_refusal(content: bytes) -> None:
    report_on(content)


@given(st.text(max_size=1_000), st.sampled_from(["utf-8", "utf-16", "latin-1"]))
def test_any_text_below_a_header_gives_a_report(text: str, codec: str) -> None:
    report_on(("reference,name,born\n" + text).encode(codec, "replace"))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.integers(0, 20_000), PIECES, st.integers(0, 40)), max_size=4),
)
def test_a_file_that_was_tampered_with_gives_a_report(form: str, changes: list[tuple[int, bytes, int]]) -> None:
    content = FILES[form]
    for at, piece, cut in changes:
        place = at % (len(content) + 1)
        content = content[:place] + piece + content[place + cut :]
    report_on(content, f"file.{form}")


MESSY = st.lists(
    st.lists(st.text("aZ1 ,\"'=é\u202e\x00\n;|-/", max_size=8), min_size=1, max_size=9)
    | st.sampled_from(ROWS).map(list)
    | st.sampled_from([good(born="01/02/1990"), good(born="12/25/1990"), good(kind="Hom"), HEADERS]).map(list),
    max_size=12,
)


def quoted(rows: list[list[str]]) -> bytes:
    """Rows below the header, every value in quotation marks."""
    held = io.StringIO()
    csv.writer(held, quoting=csv.QUOTE_ALL).writerows([HEADERS, *rows])
    return held.getvalue().encode()


@given(MESSY)
def test_every_row_is_accepted_held_or_blank(rows: list[list[str]]) -> None:
    report = report_on(quoted(rows))
    if report.sniffed and report.sniffed.header_row == 1 and report.verdict.rejected is None:
        broken = any("quotation" in fault.reason for fault in report.faults)
        assert broken or report.verdict.accepted + report.verdict.held + report.verdict.blanks == len(rows)


@given(MESSY, st.integers(1, 13))
def test_the_size_of_batches_changes_nothing_that_is_said(rows: list[list[str]], size: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole, parts = (report_of(Path(folder), quoted(rows), batch_rows=batch) for batch in (5_000, size))
    assert (whole.verdict, whole.faults) == (parts.verdict, parts.faults)
