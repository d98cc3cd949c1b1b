"""Word documents: merged cells, inserted and deleted words, text boxes, headers and notes."""

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from tests.samples.plan_documents import HEADER, SMALL_PLAN, as_word, saved

from fourfold.accountability.plan.domain.reading import to_json


@pytest.fixture
def document():
    """A plan of one row, to be changed by a test."""
    made = docx.Document()
    made.add_paragraph("A plan")
    made.add_paragraph("PREVENT - Help early.")
    table = made.add_table(rows=0, cols=4)
    for line in (HEADER, "Do this.\tKent Police\tJuly 2026\tLess fear", "Do that.\tKCC\tOngoing\t"):
        for cell, words in zip(table.add_row().cells, line.split("\t"), strict=True):
            cell.text = words
    return made


def test_the_same_words_give_the_same_reading(read):
    assert to_json(read(as_word(SMALL_PLAN), "plan.docx")) == to_json(read(SMALL_PLAN.encode()))


def test_paragraphs_in_a_cell_part_leads_and_factors(read):
    text = SMALL_PLAN.replace("Police Medway", "Police|Medway").replace("fights More", "fights|More")
    assert to_json(read(as_word(text, cell_lines="|"))) == to_json(read(SMALL_PLAN.encode()))


def test_paragraphs_in_a_cell_part_joined_actions(read):
    text = SMALL_PLAN.replace("Use the powers we have.", "Powers in use|Orders in force").replace(
        "March 2027 (review)", "March 2027 March 2027"
    )
    actions = read(as_word(text, cell_lines="|")).strands[1].actions
    assert [action.text for action in actions] == ["Powers in use", "Orders in force"]


def test_factors_in_one_tall_merged_cell_are_read_once(read, document):
    table = document.tables[0]
    table.cell(1, 3).merge(table.cell(2, 3))
    reading = read(saved(document))
    assert [factor.text for factor in reading.strands[0].success_factors] == ["Less fear"]


def test_a_heading_across_a_table_opens_a_strand(read, document):
    table = document.tables[0]
    for words in (["PURSUE - Stop harm.", "", "", ""], HEADER.split("\t"), ["Act.", "Kent Police", "Ongoing", ""]):
        for cell, text in zip(table.add_row().cells, words, strict=True):
            cell.text = text
    table.rows[3].cells[0].merge(table.rows[3].cells[3])
    assert [(strand.name, len(strand.actions)) for strand in read(saved(document)).strands] == [
        ("Prevent", 2),
        ("Pursue", 1),
    ]


def test_inserted_words_count_and_deleted_ones_do_not(read, document):
    paragraph = document.tables[0].cell(1, 0).paragraphs[0]._p
    paragraph.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t> Now.</w:t></w:r></w:ins>"))
    paragraph.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText> Never.</w:delText></w:r></w:del>"))
    assert read(saved(document)).actions[0].text == "Do this. Now."


def test_moved_words_count_once(read, document):
    paragraph = document.tables[0].cell(1, 0).paragraphs[0]._p
    for tag in ("moveFrom", "moveTo"):
        paragraph.append(parse_xml(f"<w:{tag} {nsdecls('w')}><w:r><w:t> Soon.</w:t></w:r></w:{tag}>"))
    assert read(saved(document)).actions[0].text == "Do this. Soon."


def test_words_in_a_text_box_are_kept_once(read, document):
    box = "<w:txbxContent><w:p><w:r><w:t>Boxed</w:t></w:r></w:p></w:txbxContent>"
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document.add_paragraph()._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} {compatible}><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    assert [piece.text for piece in read(saved(document)).unassigned] == ["Boxed"]


def test_words_in_content_controls_and_links_are_read(read, document):
    paragraph = document.tables[0].cell(1, 0).paragraphs[0]._p
    control = "<w:sdt %s><w:sdtContent><w:r><w:t> Again.</w:t></w:r></w:sdtContent></w:sdt>"
    paragraph.append(parse_xml(control % nsdecls("w")))
    paragraph.append(parse_xml(f"<w:hyperlink {nsdecls('w')}><w:r><w:t> Here.</w:t></w:r></w:hyperlink>"))
    assert read(saved(document)).actions[0].text == "Do this. Again. Here."


def test_headers_and_footers_are_kept_without_page_numbers(read, document):
    document.sections[0].header.paragraphs[0].text = "Draft of the board"
    document.sections[0].footer.paragraphs[0].text = "Page 1 of 3"
    assert [piece.text for piece in read(saved(document)).unassigned] == ["Draft of the board"]
