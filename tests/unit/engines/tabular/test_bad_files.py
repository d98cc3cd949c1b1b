"""Files that cannot be taken are refused with a reason and a way to mend them; nothing of them is taken."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from tests.contracts import csv_of, good, report_of

from fourfold.engines.tabular.reporting import REFUSED, status, to_json

TEXT = csv_of(good(), good(reference="A2"))


def zipped(**parts: bytes) -> bytes:
    """A zip file; `__` in a name stands for a slash, `_dot_` for a point."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return held.getvalue()


def damaged(archive: bytes) -> bytes:
    """The same with other bytes in the middle of its first part."""
    return archive[:60] + b"\xff" * 40 + archive[100:]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n" * 1_000_000, "1,000,000 blank lines"),
        (b"\xef\xbb\xbf", "empty"),
        ("\ufeff \n".encode("utf-16"), "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "old Excel"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "web page"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b'[{"reference": "A1"}]', "one JSON list"),
        (bytes(range(256)) * 40, "not text"),
        (TEXT.encode("utf-32"), "UTF-32"),
        (gzip.compress(TEXT.encode())[:-30], "ends before its end"),
        (gzip.compress(TEXT.encode())[:12] + b"\xff" * 60, "damaged"),
        (gzip.compress(gzip.compress(TEXT.encode())), "packed twice"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (damaged(zipped(xl__workbook_dot_xml=b"<workbook>" + bytes(range(256)) * 40)), "damaged"),
        (zipped(readme=b"hello"), "zip file"),
        (zipped(word__document_dot_xml=b"<w/>"), "Word document"),
        (zipped(xl__workbook_dot_xml=b"<w/>", xl__vbaProject_dot_bin=b"x"), "macros"),
        (zipped(xl__workbook_dot_xml=b'<!DOCTYPE x [<!ENTITY a "b">]><w/>'), "no program saves"),
        (zipped(xl__workbook_dot_xml=b"<!-- " + b"x" * 5_000 + b" --><!DOCTYPE x><w/>"), "no program saves"),
        (zipped(xl__workbook_dot_xml=b"<w/>", xl__media__a_dot_xml=b"<a/>" + b"0" * (65 << 20)), "did not open"),
        (b"PAR1 and then nothing", "damaged"),
        (b"x" * 1_000_001, "longer than a million"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    report = report_of(tmp_path, content)
    assert report.verdict.rejected
    assert said in report.verdict.rejected
    assert report.verdict.rejected.rstrip().endswith(".")
    assert status(report) == REFUSED
    assert to_json(report)["accepted"] == 0


def test_what_packs_like_a_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fourfold.engines.tabular.unpacking.FREE_BYTES", 100_000)
    monkeypatch.setattr("fourfold.engines.tabular.unpacking.MOST_TIMES", 50)
    report = report_of(tmp_path, gzip.compress((TEXT + ",,,,,,\n" * 1_000_000).encode()))
    assert report.verdict.rejected
    assert "unpacks to more than" in report.verdict.rejected


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    from tests.contracts import TODAY, visits

    from fourfold.engines.tabular.inspecting import Options, inspect

    for path in (tmp_path / "nothing.csv", tmp_path):
        rejected = inspect(path, visits(), Options(TODAY)).verdict.rejected
        assert rejected
        assert "cannot be read" in rejected


def test_a_header_without_rows_is_refused(tmp_path: Path) -> None:
    rejected = report_of(tmp_path, csv_of() + "\n" * 1_000).verdict.rejected
    assert rejected
    assert "no rows" in rejected


def test_a_million_blank_lines_between_rows_are_counted_and_left_out(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good()) + "\n" * 1_000_000 + ",".join(good(reference="A2")) + "\n")
    assert (report.verdict.accepted, report.verdict.blanks, report.verdict.rejected) == (2, 1_000_000, None)


def test_missing_required_columns_are_named_with_what_looks_alike(tmp_path: Path) -> None:
    rejected = report_of(tmp_path, "referenc,born\nA1,1990-01-02\n").verdict.rejected
    assert rejected
    assert "Required columns are missing: “reference”" in rejected
    assert "“referenc” may be “reference”" in rejected


def test_a_file_without_a_header_is_refused_and_not_echoed(tmp_path: Path) -> None:
    rejected = report_of(tmp_path, ",".join(good()) + "\n" + ",".join(good(reference="A2")) + "\n").verdict.rejected
    assert rejected
    assert "None of the headers" in rejected
    assert "Lovelace" not in rejected


@pytest.mark.parametrize("second", ["reference", "Reference ", "REFERENCE"])
def test_one_column_twice_is_refused(tmp_path: Path, second: str) -> None:
    rejected = report_of(tmp_path, f"reference,{second},people\nA1,A1,2\n").verdict.rejected
    assert rejected
    assert "Columns 1 and 2" in rejected


def test_columns_outside_the_contract_are_said_and_not_read(tmp_path: Path) -> None:
    report = report_of(tmp_path, "reference,religion,religion\nA1,x,y\n")
    assert report.verdict.accepted == 1
    remarks = {remark.kind: remark.text for remark in report.verdict.remarks}
    assert "religion, religion" in remarks["unknown-columns"]
    assert "postcode" in remarks["missing-columns"]


def test_too_many_rows_that_wait_refuse_the_whole(tmp_path: Path) -> None:
    rows = [good(reference=f"A{number}", people="many" if number % 3 else "2") for number in range(90)]
    report = report_of(tmp_path, csv_of(*rows))
    assert report.verdict.rejected
    assert "60 of 90 rows cannot be taken (66.7%); the contract allows 50%" in report.verdict.rejected
    assert to_json(report)["accepted"] == 0
    assert len(report.faults) == 60


def test_of_a_few_rows_any_may_wait(tmp_path: Path) -> None:
    report = report_of(tmp_path, csv_of(good(people="many"), good(reference="A2", people="few")))
    assert (report.verdict.rejected, report.verdict.held) == (None, 2)
