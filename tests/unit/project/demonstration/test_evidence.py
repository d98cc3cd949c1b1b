"""The evidence files: real files of their kinds, the same at every loading."""

import io
import zipfile

import docx
import pytest

from fourfold.project.demonstration.story.evidence import MADE
from fourfold.trust.files.domain import checked_type


@pytest.mark.parametrize("name", MADE)
def test_the_room_for_files_takes_it(name):
    assert checked_type(name, MADE[name]())


@pytest.mark.parametrize("name", MADE)
def test_it_is_the_same_twice(name):
    assert MADE[name]() == MADE[name]()


def test_no_part_of_the_word_file_tells_when_it_was_made():
    with zipfile.ZipFile(io.BytesIO(MADE["memorandum-third-draft.docx"]())) as package:
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_word_file_opens_and_says_that_it_is_made_up():
    document = docx.Document(io.BytesIO(MADE["memorandum-third-draft.docx"]()))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert words[0] == "Memorandum of understanding, third draft"
    assert "Made up for the Fourfold demonstration." in words


def test_the_pages_table_of_the_pdf_points_at_its_objects():
    content = MADE["gangs-contacts.pdf"]()
    start = int(content.split(b"startxref\n")[1].split(b"\n")[0])
    assert content[start:].startswith(b"xref\n0 7\n")
    offsets = [int(line[:10]) for line in content[start:].split(b"\n")[3:9]]
    for number, offset in enumerate(offsets, start=1):
        assert content[offset:].startswith(b"%d 0 obj\n" % number)
