"""One cell: its text made clean, and what reading it gave."""

import re
import unicodedata
from typing import NamedTuple

from fourfold.engines.tabular.rows import Problem

Value = object
"""date, aware datetime, int, float, bool, str; None for an empty cell."""


class Cell(NamedTuple):
    """What a cell says. `canon`: its one spelling, for fingerprints. `notes`: kinds of remark (`NOTES`)."""

    value: Value = None
    canon: str = ""
    problem: Problem | None = None
    notes: tuple[str, ...] = ()


EMPTY = Cell()
NOTES = {
    "formula": "begins like a formula; kept as text, never worked out",
    "invisible": "held characters that cannot be seen; taken out",
    "stand-in": "a word for “nothing” (such as NULL); taken as empty",
    "serial": "Excel’s count of days; read as the day it stands for",
    "twice": "a time in the hour that happens twice in October; taken as the first",
    "placeholder": "a day that programs put where none is known",
    "pseudo": "a postcode that stands for no fixed or no known address",
    "outside": "outside Kent and Medway",
    "other-vintage": "a small area of another vintage than the row’s period; kept, with its own vintage",
    "label": "written as words; taken as the code",
}
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MOJIBAKE = re.compile("Ã[\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]|â€|Â[\u00a0-\u00bf]|ï»¿")
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")
_EXCEL_ERRORS = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
_FORMULA = re.compile(r"[=@]|[+-](?![\d\s.(]|-*$)")


def cleaned(text: str) -> Cell:
    """The text without what cannot be seen, its spaces single, in NFC; or the problem with it."""
    if text.isascii() and text.isprintable():
        text = text.strip()
        if not text:
            return EMPTY
        if "  " in text:
            text = _SPACES.sub(" ", text)
        notes: tuple[str, ...] = ()
    else:
        if problem := _damage(text):
            return Cell(problem=problem)
        seen = _INVISIBLE.sub("", text)
        notes = ("invisible",) if seen != text else ()
        lines = (_SPACES.sub(" ", line).strip() for line in seen.splitlines())
        text = unicodedata.normalize("NFC", "\n".join(line for line in lines if line))
        if not text:
            return Cell(notes=notes)
    if text in _EXCEL_ERRORS:
        return Cell(
            problem=Problem(f"The cell holds an error of Excel ({text}).", "Mend the formula, or type the value.")
        )
    if _FORMULA.match(text):
        notes = (*notes, "formula")
    return Cell(text, text, None, notes)


def _damage(text: str) -> Problem | None:
    if "\ufffd" in text:
        return Problem(
            "Letters in this value are damaged: they were written in another encoding than the rest.",
            "Type the value again, and save the file in UTF-8.",
        )
    if _CONTROL.search(text):
        return Problem("The value holds a character that no text has (such as NUL).", "Type the value again.")
    if _MOJIBAKE.search(text):
        return Problem(
            "Letters in this value were read in the wrong encoding before they came to us.",
            f"Export it again in UTF-8{_meant(text)}.",
        )
    return None


def _meant(text: str) -> str:
    try:
        meant = text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return ""
    return f": it may be “{meant[:60]}”"
