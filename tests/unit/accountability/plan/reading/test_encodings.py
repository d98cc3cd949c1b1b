"""The same plan in every encoding that we read."""

import pytest
from tests.samples.plan_documents import SMALL_PLAN

from fourfold.accountability.plan.domain.reading import to_json


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends_make_no_difference(read, encoding, line_end):
    data = SMALL_PLAN.replace("\n", line_end).encode(encoding)
    assert to_json(read(data)) == to_json(read(SMALL_PLAN.encode()))


def test_letters_beyond_ascii_are_kept(read):
    assert "café" in read(SMALL_PLAN.encode("cp1252")).actions[0].text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_letter_with_an_empty_byte_does_not_hide_utf_16(read, encoding):
    reading = read(SMALL_PLAN.replace("person", "pers─n").encode(encoding))
    assert "pers─n" in reading.actions[0].text


def test_marks_that_cannot_be_seen_are_taken_out(read):
    hidden = SMALL_PLAN.replace("Kent Police", "Kent\u200b \u202ePolice\u202c")
    assert to_json(read(hidden.encode())) == to_json(read(SMALL_PLAN.encode()))
