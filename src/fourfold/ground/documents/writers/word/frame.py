"""What stands around the text: properties, page, header, footer and cover."""

from datetime import datetime, time

from docx.document import Document as WordFile
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Mm, Pt

from fourfold.ground.documents.model import Document
from fourfold.ground.documents.words import clean
from fourfold.ground.documents.writers.word import styles, tables
from fourfold.ground.documents.writers.word.xml import element, field, text_run

TEXT_WIDTH = 166
"""Millimetres between the margins."""


def properties(file: WordFile, document: Document) -> None:
    """Who opens it is told what it is, and in which language."""
    held = file.core_properties
    held.title, held.subject, held.language = clean(document.title), clean(document.subtitle), "en-GB"
    held.author, held.comments, held.category = "Fourfold", "", clean(document.marking)
    held.created = held.modified = datetime.combine(document.date, time())


def page(file: WordFile, document: Document) -> None:
    """A4; the marking above and below each page, with title and page number."""
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin = section.bottom_margin = Mm(24)
    above = section.header.paragraphs[0]
    above.alignment = WD_ALIGN_PARAGRAPH.CENTER
    above._p.append(text_run(clean(document.marking), element("w:b")))
    below = section.footer.paragraphs[0]
    below.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH / 2), WD_TAB_ALIGNMENT.CENTER)
    below.paragraph_format.tab_stops.add_tab_stop(Mm(TEXT_WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    below.style.font.size = Pt(8.5)
    tab = "w:tab"
    for part in (
        text_run(clean(document.title)),
        element("w:r", element(tab)),
        text_run(clean(document.marking), element("w:b")),
        element("w:r", element(tab)),
        text_run("Page "),
        *field("PAGE", [text_run("1")]),
        text_run(" of "),
        *field("NUMPAGES", [text_run("1")]),
    ):
        below._p.append(part)


def cover(file: WordFile, document: Document) -> None:
    """Title, subtitle and facts, on a page of their own."""
    title = file.add_paragraph(clean(document.title), style="Title")
    title.paragraph_format.space_before = Mm(60)
    subtitle = file.add_paragraph(clean(document.subtitle), style="Subtitle")
    subtitle.paragraph_format.space_after = Mm(14)
    tables.summary(file, document.facts)
    file.add_paragraph(style=styles.CELL)
