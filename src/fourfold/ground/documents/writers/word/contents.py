"""Headings and the list of them."""

from docx.document import Document as WordFile
from docx.oxml.ns import qn

from fourfold.ground.documents.model import Heading
from fourfold.ground.documents.words import clean
from fourfold.ground.documents.writers.word import styles
from fourfold.ground.documents.writers.word.xml import element, field, text_run

COLOURS = {"prevent": "00695F", "protect": "1A63AD", "pursue": "7A2A68", "prepare": "855300"}
DEEPEST = 2
INDENT = 340
"""Twentieths of a point a level."""


def heading(file: WordFile, block: Heading, number: int, *, new_page: bool) -> None:
    """A heading in Word's own style, with a mark that the list of contents leads to."""
    paragraph = file.add_paragraph(style=f"Heading {block.level}")
    if new_page:
        paragraph.paragraph_format.page_break_before = True
    if block.strand is not None:
        rule = element("w:left", val="single", sz=28, space=8, color=COLOURS[block.strand])
        styles.bordered(paragraph._p, rule)
    paragraph._p.append(element("w:bookmarkStart", id=number, name=f"part{number}"))
    paragraph._p.append(text_run(clean(block.text)))
    paragraph._p.append(element("w:bookmarkEnd", id=number))


def write(file: WordFile, headings: list[Heading]) -> None:
    """The list of contents: a field of Word's, filled with links."""
    title = file.add_paragraph("Contents", style="Caption")
    title.paragraph_format.page_break_before = True
    shown = [(number, item) for number, item in enumerate(headings, start=1) if item.level <= DEEPEST]
    for place, (number, item) in enumerate(shown):
        linked = element("w:hyperlink", text_run(clean(item.text), element("w:rStyle", val="Hyperlink")))
        linked.set(qn("w:anchor"), f"part{number}")
        paragraph = file.add_paragraph()
        paragraph._p.get_or_add_pPr().append(element("w:ind", left=INDENT * (item.level - 1)))
        begin, *middle, end = field(f'TOC \\o "1-{DEEPEST}" \\h \\z \\u', [linked])
        inside = middle if place == 0 else [linked]
        for part in ([begin] if place == 0 else []) + inside + ([end] if place == len(shown) - 1 else []):
            paragraph._p.append(part)
