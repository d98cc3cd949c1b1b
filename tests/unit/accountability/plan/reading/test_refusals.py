"""Files that are no plan: refused with the line and cell, and how to mend it."""

import zipfile
from io import BytesIO

import docx
import pytest
from tests.samples.plan_documents import HEADER, SMALL_PLAN, as_word, plan, row, saved

from fourfold.accountability.plan.domain.reading import word_archive
from fourfold.accountability.plan.domain.reading.opening import MOST_BYTES
from fourfold.ground.kernel.errors import BadInput


def packed(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Dear colleague,\n\nplease find the plan attached.\n", "no strand heading"),
        (b"a\tb\tc\td\n1\t2\t3\t4\n", "no strand heading"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 64, "Office"),
        (b"\x7fELF\x02\x01\x01\x00" + bytes(range(256)), "not plain text"),
        (SMALL_PLAN.encode().replace(b"Pursue", b"Pur\x00sue") + b"\x00", "not plain text"),
        (b"A plan\x1b[31m\nPREVENT - x\n", "line 1"),
        (b"PREVENT - x\x81\x8d", "Windows-1252"),
        (b"PK\x03\x04 and then nothing", "damaged"),
        (packed(**{"xl__workbook.xml": b"<x/>"}), "Excel file is damaged"),
        (packed(**{"xl__workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>"}), "no program saves"),
        (packed(**{"xl__workbook.xml": b"<x/>", "xl__vbaProject.bin": b"x"}), "macros"),
        (packed(notes=b"hello"), "zip file"),
        (packed(**{"word__document.xml": b"<x/>"}), "damaged"),
    ],
)
def test_what_is_no_plan_is_refused_with_a_reason(read, data, said):
    with pytest.raises(BadInput, match=said):
        read(data)


@pytest.mark.parametrize(
    ("data", "where", "said"),
    [
        (plan("Do this.\tKent Police\tJuly 2026"), "line 6, cell 4", "3 cells and its table 4"),
        (plan(row() + "\tmore"), "line 6, cell 5", "5 cells and its table 4"),
        (plan(row(), "a broken-off line"), "line 7, cell 2", "1 cell and its table 4"),
        (plan(row("", "Kent Police")), "line 6, cell 2 (Lead/Delivered Through)", "no action"),
        (f"A plan\n{row()}\n".encode() + plan(row()), "line 2, cell 1", "before any strand"),
        (f"A plan\n{HEADER}\n{row()}\n".encode() + plan(row()), "line 2, cell 1", "before any strand"),
        (b"A plan\nPREVENT - Help.\n\nPURSUE - Stop.\n", "line 2", "Prevent has no table"),
        (f"A plan\nPREVENT - Help.\n{HEADER}\n".encode(), "line 2", "no actions"),
        (f"A plan\nPREVENT - Help.\n{row()}\n".encode(), "line 3, cell 1", "no row that heads"),
        (plan(row()) + f"\n\nPREVNT - Help.\n\n{HEADER}\n{row()}".encode(), "line 8, cell 1", "none of the four"),
        (plan(row("x" * 100_001)), "line 6, cell 1", "more than 100,000 characters"),
    ],
)
def test_a_broken_table_is_refused_with_line_and_cell(read, data, where, said):
    with pytest.raises(BadInput) as refused:
        read(data)
    assert any(problem.where == where and said in problem.message for problem in refused.value.problems)
    assert all("Please" in problem.message for problem in refused.value.problems)


def test_all_problems_are_told_at_once_and_many_are_counted(read):
    with pytest.raises(BadInput) as refused:
        read(plan(*["one\ttwo"] * 50))
    assert len(refused.value.problems) == 21
    assert "30 more" in refused.value.problems[-1].message


def test_a_file_of_more_than_ten_megabytes_is_refused(read):
    with pytest.raises(BadInput, match="larger than 10 MB"):
        read(b"x" * (MOST_BYTES + 1))


@pytest.mark.parametrize("line", ["PREVENT - x", "word", "a\tb\tc\td", '"a'])
def test_a_file_of_far_too_many_lines_is_refused_at_once(read, line):
    with pytest.raises(BadInput, match="more than 20,000 lines"):
        read("\n".join(["A plan", *[line] * 20_000]).encode())


def test_a_text_file_named_docx_is_refused(read):
    with pytest.raises(BadInput, match="named as a Word document"):
        read(SMALL_PLAN.encode(), "plan.docx")


def test_a_word_file_in_disguise_is_read_all_the_same(read):
    assert len(read(as_word(SMALL_PLAN), "plan.txt").actions) == 3


def test_a_zip_bomb_is_refused_before_it_is_unpacked(read):
    bomb = packed(**{"word__document.xml": b"\x00" * (word_archive.MOST_UNPACKED + 1)})
    assert len(bomb) < 1_000_000
    with pytest.raises(BadInput, match="unpacks to far more"):
        read(bomb)


def test_an_archive_of_too_many_parts_is_refused(read):
    with pytest.raises(BadInput, match="unpacks to far more"):
        read(packed(**{f"part{number}": b"" for number in range(word_archive.MOST_PARTS + 1)}))


def test_a_word_file_with_macros_is_refused(read):
    with pytest.raises(BadInput, match="macros"):
        read(packed(**{"word__document.xml": b"<x/>", "word__vbaProject.bin": b"x"}), "plan.docm")


def test_a_cut_off_word_file_is_refused(read):
    whole = as_word(SMALL_PLAN)
    with pytest.raises(BadInput, match="damaged"):
        read(whole[: len(whole) // 2])


def test_an_empty_word_document_is_refused(read):
    with pytest.raises(BadInput, match="no strand heading"):
        read(saved(docx.Document()))


def test_a_broken_word_table_names_table_row_and_cell(read):
    with pytest.raises(BadInput) as refused:
        read(as_word(SMALL_PLAN.replace("Ask young people what they need.", "")))
    assert "table 1, row 3, cell 2 (Lead/Delivered Through)" in {problem.where for problem in refused.value.problems}
