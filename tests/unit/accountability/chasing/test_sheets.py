"""Keys that cannot be made up, cells read as people fill them, files that are no spreadsheets."""

import io
import zipfile
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from fourfold.accountability.chasing.domain.sheets.cells import date_in, status_in, words_in
from fourfold.accountability.chasing.domain.sheets.columns import Column
from fourfold.accountability.chasing.domain.sheets.keys import Key, read_key, tag_of, write_key
from fourfold.accountability.chasing.domain.sheets.reading import read_sheet
from fourfold.accountability.chasing.domain.sheets.writing import OutRow, write_sheet
from fourfold.accountability.plan.domain.states import Status
from fourfold.ground.kernel.errors import BadInput

SECRET = b"s" * 32
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def a_key(**fields: object) -> Key:
    """A key with these fields."""
    known = {"version": 3, "status": Status.AT_RISK, "review": date(2027, 3, 31), "taken_at": AT}
    return Key(**({"action_id": uuid4(), "agency_id": uuid4()} | known | fields))


def a_row(title: str = "Train staff") -> OutRow:
    """A row that goes out."""
    key = write_key(a_key(), SECRET)
    return OutRow(key, "Prevent", 3, title, "Kent Police", date(2027, 1, 31), None, Status.AT_RISK)


@given(
    st.uuids(),
    st.uuids(),
    st.integers(1, 2**24 - 1),
    st.sampled_from(list(Status)),
    st.none() | st.dates(),
    st.datetimes(datetime(2000, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
)
def test_a_key_reads_back(
    action: object, agency: object, version: int, status: Status, review: date, at: datetime
) -> None:
    key = Key(action, agency, version, status, review, at)
    seen = read_key(write_key(key, SECRET), SECRET)
    assert seen is not None
    assert (seen.action_id, seen.version, seen.status, seen.review) == (action, version, status, review)
    assert seen.agency_tag == tag_of(agency)
    assert seen.taken_at == at.replace(microsecond=0)


@given(st.integers(0, 63), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_changed_key_is_no_key(place: int, letter: str) -> None:
    text = write_key(a_key(), SECRET)
    changed = text[:place] + letter + text[place + 1 :]
    assert (read_key(changed, SECRET) is None) == (changed != text)
    assert read_key(text, b"another installation") is None


@given(st.text())
def test_no_text_is_taken_for_a_key(text: str) -> None:
    assert read_key(text, SECRET) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("31/03/2027", date(2027, 3, 31)),
        ("31.3.2027", date(2027, 3, 31)),
        ("2027-03-31", date(2027, 3, 31)),
        ("31 March 2027", date(2027, 3, 31)),
        ("31st mar 2027", date(2027, 3, 31)),
        (datetime(2027, 3, 31, 14, 0), date(2027, 3, 31)),  # noqa: DTZ001
        ("  ", None),
        (None, None),
    ],
)
def test_dates_are_read_as_people_write_them(typed: object, read: date | None) -> None:
    assert date_in(typed) == read


@pytest.mark.parametrize("typed", ["31/02/2027", "03/31/2027", "soon", 46_000, "31/3", "0/0/2027", "31 Smarch 2027"])
def test_what_is_no_date_is_said(typed: object) -> None:
    with pytest.raises(BadInput):
        date_in(typed)


@pytest.mark.parametrize("typed", ["On track", "on-track", " ON  TRACK ", "on_track"])
def test_a_status_is_known_however_it_is_written(typed: str) -> None:
    assert status_in(typed) is Status.ON_TRACK


@given(st.text(max_size=200))
def test_words_lose_only_what_nobody_sees(text: str) -> None:
    kept = words_in(text, most=1_000)
    assert words_in(kept, most=1_000) == kept
    assert not any(character in kept for character in "\u202e\u2066\x00\x07")


@settings(max_examples=20)
@given(st.text(max_size=140))
def test_a_title_that_looks_like_a_formula_stays_words(title: str) -> None:
    book = load_workbook(io.BytesIO(write_sheet([a_row("=" + title)], agency="Kent & Medway", at=AT)))
    place = list(Column).index(Column.TITLE) + 1
    cell = book["Actions"].cell(row=2, column=place)
    assert cell.data_type == "s"
    assert book["Actions"].oddHeader.center.text == "OFFICIAL"
    assert book["Actions"].protection.sheet
    assert cell.protection.locked
    assert not book["Actions"].cell(row=2, column=list(Column).index(Column.TEXT) + 1).protection.locked


def test_what_goes_out_reads_back_untouched() -> None:
    (row,) = read_sheet(write_sheet([a_row()], agency="Kent Police", at=AT), SECRET).rows
    assert (row.text, row.reason, row.next_review, row.problems) == ("", "", None, ())
    assert row.status is Status.AT_RISK
    assert row.locked == {"title": "Train staff", "due": "2027-01-31", "review": ""}


def a_zip(**parts: bytes) -> bytes:
    """A zip file; a dot in a name is written as two underscores, a slash as one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", ".").replace("_", "/"), content)
    return out.getvalue()


SOUND = write_sheet([a_row()], agency="Kent Police", at=AT)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "empty"),
        (b"not a zip", "not an Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "password"),
        (SOUND[: len(SOUND) // 2], "not an Excel workbook"),
        (a_zip(word_document__xml=b"<x/>"), "not an Excel workbook"),
        (a_zip(xl_workbook__xml=b"<x/>", xl_vbaProject__bin=b"x"), "macros"),
        (a_zip(xl_workbook__xml=b"<x/>", xl_big__xml=b"\0" * 31 * 1024 * 1024), "unpacks to far more"),
        (a_zip(xl_workbook__xml=b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>"), "XML that no spreadsheet needs"),
        (a_zip(xl_workbook__xml=b"<x/>"), "damaged"),
        (b"x" * (5 * 1024 * 1024 + 1), "larger than 5 MB"),
    ],
    ids=lambda value: value if isinstance(value, str) else "a-file",
)
def test_what_is_no_spreadsheet_is_refused_with_its_reason(content: bytes, told: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_sheet(content, SECRET)
    assert told in str(refused.value)


@pytest.mark.parametrize("share", range(0, 100, 6))
def test_a_damaged_file_is_never_half_read(share: int) -> None:
    cut = len(SOUND) * share // 100
    damaged = SOUND[:cut] + bytes([SOUND[cut] ^ 0xFF]) + SOUND[cut + 1 :]
    try:
        sheet = read_sheet(damaged, SECRET)
    except BadInput:
        return
    assert len(sheet.rows) == 1


def test_missing_headings_and_other_sheets_are_named() -> None:
    book = load_workbook(io.BytesIO(SOUND))
    book["Actions"].cell(row=1, column=1).value = "Number of the thing"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadInput, match="lacks the headings “Key"):
        read_sheet(out.getvalue(), SECRET)
    book["Actions"].title = "Sheet1"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadInput, match="no sheet called “Actions”"):
        read_sheet(out.getvalue(), SECRET)


def test_a_row_far_below_is_not_lost_silently() -> None:
    book = load_workbook(io.BytesIO(SOUND))
    book["Actions"].cell(row=30_000, column=3).value = "far below"
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(BadInput, match="goes on below row"):
        read_sheet(out.getvalue(), SECRET)
