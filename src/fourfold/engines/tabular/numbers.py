"""Numbers, and yes or no, as people and programs write them."""

import re

from fourfold.engines.tabular.cells import Cell
from fourfold.engines.tabular.contract import Column
from fourfold.engines.tabular.rows import Problem

_INTEGER = re.compile(r"[+-]?\d{1,18}(?:\.0+)?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_NUMBER = re.compile(r"[+-]?(?:\d{1,18}(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,2})?", re.IGNORECASE | re.ASCII)
SHORTENED = re.compile(r"\d(?:\.\d+)?e\+?\d{1,2}", re.IGNORECASE | re.ASCII)
"""A long number as Excel shows it when its column is too narrow or no text."""
_CORRECT = "Correct the number, or leave it empty."
_YES, _NO = {"yes", "y", "true", "t", "1"}, {"no", "n", "false", "f", "0"}


def read_integer(text: str, column: Column, *, comma_is_point: bool) -> Cell:
    """A whole number; commas between thousands, and a point with nothing but noughts behind it, are taken out."""
    plain, problem = _ungrouped(text, comma_is_point=comma_is_point)
    if problem:
        return Cell(problem=problem)
    if SHORTENED.fullmatch(plain):
        return Cell(problem=shortened(text))
    if not _INTEGER.fullmatch(plain):
        return Cell(problem=Problem(f"“{text[:40]}” is not a whole number.", "Write digits alone."))
    value = int(plain.split(".")[0])
    return _within(Cell(value, str(value)), value, column)


def read_number(text: str, column: Column, *, comma_is_point: bool) -> Cell:
    """A number with a point before its fraction."""
    plain, problem = _ungrouped(text, comma_is_point=comma_is_point)
    if problem:
        return Cell(problem=problem)
    if not _NUMBER.fullmatch(plain):
        return Cell(
            problem=Problem(f"“{text[:40]}” is not a number.", "Write digits, with a point before a fraction.")
        )
    value = float(plain)
    return _within(Cell(value, repr(value)), value, column)


def read_boolean(text: str) -> Cell:
    """Yes or no."""
    word = text.casefold().removesuffix(".0")
    if word in _YES:
        return Cell(True, "true")
    if word in _NO:
        return Cell(False, "false")
    return Cell(problem=Problem(f"“{text[:40]}” is neither yes nor no.", "Write yes or no."))


def shortened(text: str) -> Problem:
    """What to say of 9.43477E+09."""
    return Problem(
        f"Excel shortened this number to {text[:20]}, and its digits are lost.",
        "Format the column as text (or as a number without decimals) and save the file again.",
    )


def _ungrouped(text: str, *, comma_is_point: bool) -> tuple[str, Problem | None]:
    if "," not in text:
        return text, None
    if _GROUPED.fullmatch(text) and not comma_is_point:
        return text.replace(",", ""), None
    return "", Problem(
        f"The comma in “{text[:40]}” can separate thousands or a fraction.",
        "Write the number without separators, with a point before a fraction.",
    )


def _within(cell: Cell, value: float, column: Column) -> Cell:
    if column.least is not None and value < column.least:
        return Cell(
            problem=Problem(f"{cell.canon} is below {column.least:g}, the least there can be.", "Correct it.")
        )
    if column.most is not None and value > column.most:
        return Cell(problem=Problem(f"{cell.canon} is above {column.most:g}, the most there can be.", _CORRECT))
    return cell
