"""Rows of delimited text with the line on which each begins. A quote never closed costs one row, not the rest."""

import csv
import io
from collections.abc import Iterator

from fourfold.engines.tabular.refusing import Refusal
from fourfold.engines.tabular.rows import Problem, Row

MOST_LINE = 1_000_000
"""Characters of one line."""
MOST_LINES = 1_000
"""Lines of one row, by cells that hold line breaks."""
MOST_BROKEN = 1_000
_UNCLOSED = Problem(
    "A quotation mark is opened in this row and not closed.",
    "Close it, or write two marks for one that belongs to the text.",
)


class _TooLong(Exception):
    """A row goes over more lines than any does."""


class _Lines:
    """Lines of a text, which can be put back: `number` is that of the last one given."""

    def __init__(self, text: io.TextIOBase) -> None:
        self._text = text
        self._back: list[str] = []
        self.taken: list[str] = []
        self.number = 0

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._back.pop() if self._back else self._text.readline(MOST_LINE)
        if not line:
            raise StopIteration
        if len(line) == MOST_LINE:
            raise Refusal(
                f"Line {self.number + 1} is longer than a million characters, so this is no table.",
                "Send a file with a row a line.",
            )
        self.number += 1
        self.taken.append(line)
        if len(self.taken) > MOST_LINES:
            raise _TooLong
        return line

    def put_back_all_but_the_first(self) -> str:
        first, *others = self.taken
        self._back += reversed(others)
        self.number -= len(others)
        return first


def records(text: io.TextIOBase, delimiter: str) -> Iterator[Row]:
    """Every row, blank ones too. Raises Refusal where lines are endless or quotes are open throughout."""
    lines = _Lines(text)
    reader = csv.reader(lines, delimiter=delimiter)
    broken = 0
    while True:
        start = lines.number + 1
        lines.taken.clear()
        try:
            cells = next(reader)
            problem = len(lines.taken) > 1 and not _is_sound(lines.taken, delimiter)
        except StopIteration:
            return
        except (csv.Error, _TooLong):
            problem = True
        if not problem:
            yield Row(start, cells)
            continue
        broken += 1
        if broken > MOST_BROKEN:
            raise Refusal(
                f"More than {MOST_BROKEN:,} rows have a quotation mark that is opened and not closed.",
                "Save the table as CSV again; programs close their quotation marks.",
            )
        first = lines.put_back_all_but_the_first()
        yield Row(start, first.rstrip("\r\n").split(delimiter), _UNCLOSED)


def _is_sound(taken: list[str], delimiter: str) -> bool:
    """Whether a row over several lines keeps the rules of quoting to the letter."""
    try:
        list(csv.reader(taken, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True
