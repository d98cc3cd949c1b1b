"""The look, as Word's own styles, so that who goes on writing stays in it."""

from typing import Any

from docx.document import Document as WordFile
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from fourfold.ground.documents.writers.word.xml import element

QUIET = "Quiet"
CALLOUT = "Callout"
CALLOUT_TITLE = "Callout title"
CELL = "Cell"
FACE = "Arial"
INK = RGBColor(0x15, 0x18, 0x1C)
SOFT = RGBColor(0x4B, 0x54, 0x5E)
ACTION = RGBColor(0x17, 0x48, 0x8A)
SIZES = {"Title": 30, "Subtitle": 15, "Heading 1": 19, "Heading 2": 14, "Heading 3": 11.5, "Caption": 10}
"""Points."""


def prepare(file: WordFile) -> None:
    """British English, our sizes and spaces, and the styles that Word lacks."""
    held: Any = file.styles
    defaults = held.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for found in defaults.findall(qn("w:lang")):
        defaults.remove(found)
    defaults.append(element("w:lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))
    normal = held["Normal"]
    _face(normal, 10.5)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.2
    for name, size in SIZES.items():
        _heading(held[name], name, size)
    _added(held, QUIET, 9, SOFT)
    _added(held, CELL, 9, INK).paragraph_format.space_after = Pt(0)
    title = _added(held, CALLOUT_TITLE, 10.5, INK)
    title.font.bold = True
    title.paragraph_format.keep_with_next = True
    title.paragraph_format.space_after = Pt(0)
    for style in (title, _added(held, CALLOUT, 10.5, INK)):
        rule = element("w:left", val="single", sz=24, space=8, color="15181C")
        bordered(style.element, rule)
    link = held.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = ACTION
    link.font.underline = True


def _heading(style: Any, name: str, size: float) -> None:
    _face(style, size)
    style.font.bold = name != "Subtitle"
    style.font.italic = False
    style.font.color.rgb = SOFT if name == "Subtitle" else INK
    style.paragraph_format.keep_with_next = True
    if name.startswith("Heading"):
        style.paragraph_format.space_before = Pt(size)
        style.paragraph_format.space_after = Pt(5)
    for border in style.element.get_or_add_pPr().findall(qn("w:pBdr")):
        style.element.pPr.remove(border)


def bordered(holder: Any, rule: Any) -> None:
    """Give a paragraph or style a border. Word refuses files whose parts stand in another order than its own."""
    later = ("w:shd", "w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr")
    holder.get_or_add_pPr().insert_element_before(element("w:pBdr", rule), *later)


def _added(held: Any, name: str, size: float, colour: RGBColor) -> Any:
    style = held.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = held["Normal"]
    style.font.size = Pt(size)
    style.font.color.rgb = colour
    return style


def _face(style: Any, size: float) -> None:
    style.font.size = Pt(size)
    style.font.name = FACE
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for key in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{key}"), None)
    for key in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{key}"), FACE)
