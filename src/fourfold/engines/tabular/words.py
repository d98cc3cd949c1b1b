"""Words: free text and codes."""

import difflib
import re
from collections.abc import Mapping

from fourfold.engines.tabular.cells import Cell
from fourfold.engines.tabular.contract import Column
from fourfold.engines.tabular.headers import normal
from fourfold.engines.tabular.identifiers import read_nhs_number
from fourfold.engines.tabular.rows import Problem

_E_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[a-z]{2,}", re.IGNORECASE)
_TELEPHONE = re.compile(r"(?<!\d)(?:\+44\s?\d{2,4}|0\d{2,4})[\s\-]?\d{3,4}[\s\-]?\d{3,4}(?!\d)", re.ASCII)
_TEN_DIGITS = re.compile(r"(?<!\d)\d{3}[ \-]?\d{3}[ \-]?\d{4}(?!\d)", re.ASCII)
_BORN = re.compile(r"\b(?:d\.?o\.?b\.?|born)\b", re.IGNORECASE)
_OFFERED = 12


def read_text(cell: Cell, column: Column) -> Cell:
    """Text of a bounded length, in the shape that the contract asks for."""
    text = str(cell.value)
    if len(text) > column.max_length:
        return Cell(
            problem=Problem(
                f"The text has {len(text):,} characters, and at most {column.max_length} are taken.", "Shorten it."
            )
        )
    if column.pattern and not re.fullmatch(column.pattern, text):
        return Cell(problem=Problem(f"“{text[:40]}” is not {column.pattern_says}.", f"Write {column.pattern_says}."))
    if column.nobody and (told := _tells(text)):
        return Cell(
            problem=Problem(
                f"This feed tells of nobody who can be known, and the text seems to hold {told}.", "Take that out."
            )
        )
    return cell


def spellings(codes: Mapping[str, str]) -> Mapping[str, str]:
    """Every spelling under which a code is taken (its own and its label's) to the code."""
    return {normal(label): code for code, label in codes.items()} | {normal(code): code for code in codes}


def read_code(cell: Cell, column: Column, known: Mapping[str, str]) -> Cell:
    """The code that the text says, by itself or by its label. `known`: `spellings` of the column's codes."""
    text = str(cell.value)
    if text in column.codes:
        return cell
    code = known.get(normal(text)) or known.get(normal(text.removesuffix(".0")))
    if code is not None:
        return Cell(code, code, None, cell.notes)
    near = _near(normal(text)[:60], known)
    offered = [f"{one} ({label})" if label != one else one for one, label in column.codes.items()][:_OFFERED]
    more = " …" if len(column.codes) > _OFFERED else ""
    mend = f"It may be {near}. " if near else ""
    return Cell(
        problem=Problem(
            f"“{text[:40]}” is not one of the codes of {column.label}.",
            f"{mend}Use one of: {', '.join(offered)}{more}.",
        )
    )


def _near(text: str, known: Mapping[str, str]) -> str:
    """The one code whose spelling begins so, or else the one that looks most alike."""
    begun = {code for spelling, code in known.items() if len(text) > 2 and spelling.startswith(text)}
    alike = difflib.get_close_matches(text, known, n=1, cutoff=0.75)
    return begun.pop() if len(begun) == 1 else known[alike[0]] if alike else ""


def _tells(text: str) -> str:
    if _E_MAIL.search(text):
        return "an e-mail address"
    if any(read_nhs_number(found[0]).problem is None for found in _TEN_DIGITS.finditer(text)):
        return "an NHS number"
    if _TELEPHONE.search(text):
        return "a telephone number"
    return "a date of birth" if _BORN.search(text) else ""
