"""The three forms of a document: what a screen reader needs, what paper needs, and what nobody may smuggle in."""

from datetime import date
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import docx
import pikepdf
import pytest
from docx.oxml.ns import qn
from tests import documents

from fourfold.ground.documents import CannotThaw, chart_table, freeze, thaw, to_docx, to_html, to_pdf
from fourfold.ground.documents.charts import Line, LineChart, Mark, Point
from fourfold.ground.documents.model import (
    Align,
    Bullets,
    Callout,
    ChartBlock,
    Column,
    Document,
    Heading,
    Link,
    Paragraph,
    StatusWord,
    Strand,
    Table,
)

CHART = LineChart(
    "Violence",
    "offences",
    (
        Line(
            "Kent",
            (
                Point(date(2026, 1, 1), 40, 38, 43),
                Point(date(2026, 2, 1), None),
                Point(date(2026, 3, 1), 1204.5, incomplete=True, note="The force was late."),
            ),
        ),
    ),
    marks=(Mark(date(2026, 2, 15), "New wards"),),
    description="It rose.",
)
ROWS = tuple((f"Action {number}", (StatusWord("late", "Overdue"),), str(number)) for number in range(90))
TABLE = Table("Actions", (Column("Action", 3), Column("Status"), Column("Updates", align=Align.RIGHT)), ROWS)


def paper(*blocks: Any, **more: Any) -> Document:
    held = blocks or (
        Heading(1, "Prevent", Strand.PREVENT),
        Heading(2, "Actions"),
        TABLE,
        ChartBlock(CHART, chart_table(CHART)),
        Bullets(("One", "Two")),
        Callout("Decide", "Please."),
        Paragraph(("See ", Link("the plan", "https://example.org/plan"))),
    )
    words = {"title": "A plan", "subtitle": "Board pack", "marking": "OFFICIAL", "version": "1"}
    return Document(date=date(2026, 11, 22), blocks=tuple(held), **(words | more))


def test_the_pdf_is_tagged_and_says_so() -> None:
    with pikepdf.open(BytesIO(to_pdf(paper()))) as pdf:
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.docinfo["/Title"]) == "A plan"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert "/Outlines" in pdf.Root
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"


def test_the_pdf_has_headings_table_heads_and_words_for_the_chart() -> None:
    found = documents.tags(to_pdf(paper()))
    kinds = [kind for kind, _ in found]
    assert [kind for kind in kinds if kind in ("Title", "H1", "H2")] == ["Title", "H1", "H1", "H2"]  # with "Contents"
    assert [looks["alt"] for kind, looks in found if kind == "Figure"] == ["It rose."]
    heads = [looks["scope"] for kind, looks in found if kind == "TH"]
    assert heads == ["Column"] * 6
    assert kinds.count("Caption") == 3
    assert kinds.count("LI") == 2


def test_every_page_of_the_pdf_bears_the_marking() -> None:
    file = to_pdf(paper())
    with pikepdf.open(BytesIO(file)) as pdf:
        for page in pdf.pages:
            shown = documents.all_text(page)
            assert shown.count("OFFICIAL") == 2
            assert f"Page{page.index + 1}of{len(pdf.pages)}" in documents.letters(shown)


def test_a_table_repeats_its_head_on_each_page() -> None:
    with pikepdf.open(BytesIO(to_pdf(paper(Heading(1, "Actions"), TABLE)))) as pdf:
        with_rows = [text for page in pdf.pages if "Overdue" in (text := documents.all_text(page))]
        assert len(with_rows) > 1
        assert all("Updates" in text for text in with_rows)


def test_the_same_document_is_the_same_pdf() -> None:
    assert to_pdf(paper()) == to_pdf(paper())


def test_letters_that_our_typeface_lacks_do_not_stop_the_pdf() -> None:
    file = to_pdf(paper(Paragraph("日本 😀")))
    assert documents.tags(file)


def test_word_has_real_headings_and_a_head_that_repeats() -> None:
    file = docx.Document(BytesIO(to_docx(paper())))
    styles = [paragraph.style.name for paragraph in file.paragraphs if paragraph.style is not None]
    assert styles.count("Title") == 1
    assert styles.count("Heading 1") == 1
    assert styles.count("Heading 2") == 1
    actions = file.tables[1]
    assert actions.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in actions.rows)


def test_word_is_in_british_english_and_marked_and_numbered() -> None:
    raw = to_docx(paper())
    file = docx.Document(BytesIO(raw))
    assert (file.core_properties.title, file.core_properties.language) == ("A plan", "en-GB")
    names = ZipFile(BytesIO(raw))
    assert b'w:val="en-GB"' in names.read("word/styles.xml")
    section = file.sections[0]
    assert section.header.paragraphs[0].text == "OFFICIAL"
    fields = [node.text for node in section.footer._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]


def test_pictures_in_word_have_words() -> None:
    file = docx.Document(BytesIO(to_docx(paper())))
    assert [shape._inline.docPr.get("descr") for shape in file.inline_shapes] == ["It rose."]


def test_what_is_typed_is_never_markup() -> None:
    nasty = '<script>alert(1)</script> #read("/etc/passwd") $x$'
    document = paper(Heading(1, nasty), Paragraph(nasty), Table(nasty, (Column(nasty),), ((nasty,),)), title=nasty)
    page = str(to_html(document))
    assert "<script" not in page
    for text in (documents.of_pdf(to_pdf(document)), documents.of_docx(to_docx(document))):
        assert documents.letters(text).count(documents.letters(nasty)) == 6


@pytest.mark.parametrize("href", ["javascript:alert(1)", "/plans/", "data:text/html,x", ""])
def test_a_link_leads_to_a_whole_address(href: str) -> None:
    with pytest.raises(ValueError, match="whole address"):
        Link("here", href)


def test_headings_skip_no_level() -> None:
    with pytest.raises(ValueError, match="skips a level"):
        paper(Heading(2, "Too deep"))


def test_the_table_of_a_chart_says_what_the_picture_shows() -> None:
    table = chart_table(CHART)
    assert [column.label for column in table.columns] == ["Date", "Kent", "Note"]
    assert table.rows == (
        ("March 2026", "1,204.5, not complete", "New wards; The force was late."),
        ("February 2026", "no data", ""),
        ("January 2026", "40 (38 to 43)", ""),
    )
    assert chart_table(CHART, most=2).caption == "Violence, offences, the newest 2 of 3 dates"


@pytest.mark.parametrize(
    "values", [{}, {"is": "Popen"}, {"is": "Heading", "level": 1, "text": "x", "strand": None}, [1], "x", None]
)
def test_only_a_document_thaws(values: Any) -> None:
    with pytest.raises(CannotThaw):
        thaw(values)


def test_a_frozen_document_with_a_part_missing_does_not_thaw() -> None:
    values = freeze(paper())
    del values["blocks"][0]["text"]
    with pytest.raises(CannotThaw):
        thaw(values)
