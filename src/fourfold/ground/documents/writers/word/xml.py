"""Elements that python-docx has no method for."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def element(tag: str, /, *children: Any, **attributes: object) -> Any:
    """`element("w:shd", fill="EEEEEE")`: attributes are in Word's own namespace; `xml_space` is `xml:space`."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn("xml:space") if key == "xml_space" else qn(f"w:{key}"), str(value))
    for child in children:
        made.append(child)
    return made


def text_run(text: str, *looks: Any) -> Any:
    """A run with its text."""
    return element("w:r", *([element("w:rPr", *looks)] if looks else []), _text(text))


def _text(text: str) -> Any:
    made = element("w:t", xml_space="preserve")
    made.text = text
    return made


def field(instruction: str, shown: list[Any]) -> list[Any]:
    """Runs of a field that Word works out, with what it shows until then."""
    asked = element("w:instrText", xml_space="preserve")
    asked.text = f" {instruction} "
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", asked),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        *shown,
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]
