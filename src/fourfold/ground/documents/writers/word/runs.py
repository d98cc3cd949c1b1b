"""Text in a paragraph: weight and links."""

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from fourfold.ground.documents.model import Inline, Link, StatusWord, Strong, Text, inlines
from fourfold.ground.documents.words import clean, run
from fourfold.ground.documents.writers.word.xml import element, text_run

HEAVY = ("at-risk", "off-track", "late")


def write(paragraph: Paragraph, text: Text) -> None:
    """Append the text."""
    for part in inlines(text):
        _append(paragraph, part)


def _append(paragraph: Paragraph, part: Inline) -> None:
    match part:
        case Strong():
            paragraph._p.append(text_run(run(part.text), element("w:b")))
        case StatusWord():
            looks = [element("w:b")] if part.key in HEAVY else []
            paragraph._p.append(text_run(clean(part.label), *looks))
        case Link():
            linked = element("w:hyperlink", text_run(run(part.text), element("w:rStyle", val="Hyperlink")))
            related = paragraph.part.relate_to(part.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            linked.set(qn("r:id"), related)
            paragraph._p.append(linked)
        case _:
            paragraph._p.append(text_run(run(part)))
