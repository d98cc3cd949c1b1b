"""Tab-separated text to the neutral form. Quoted cells, as spreadsheets write them, may hold line breaks."""

import re
from collections.abc import Iterator

from fourfold.accountability.plan.domain.reading.tables import Block, Document, Paragraph, Place, Row, check_length

_LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSES = re.compile(r'(?:[^"\t]|"")*"(?=\t|$)')
_TALLEST_CELL = 400
"""How many lines a quoted cell may take. A stray quote must not swallow the rest of the file."""


def read_text(text: str) -> Document:
    """The lines of a text file: rows where there are tabs, paragraphs where there are none."""
    lines = _LINE_END.split(text)
    check_length(len(lines))
    blocks: list[Block] = []
    after_row = False
    for number, line in _whole_lines(lines):
        if not line.strip():
            after_row = False
            continue
        if "\t" in line:
            blocks.append(Row(Place(line=number), tuple(_unquoted(cell) for cell in line.split("\t"))))
            after_row = True
        else:
            blocks.append(Paragraph(Place(line=number), line.strip(), follows_row=after_row))
    return Document(tuple(blocks))


def _whole_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Each line with its number; lines that one quoted cell spans are joined under the first's number."""
    at = tabs = 0
    while at < len(lines):
        last = _last_line(lines, at)
        whole = "\n".join(lines[at : last + 1])
        # A row has as many tabs as the row before it. Otherwise the quote was a stray one, and the lines stay apart.
        if last > at and whole.count("\t") != tabs:
            last, whole = at, lines[at]
        tabs = whole.count("\t") or tabs
        yield at + 1, whole
        at = last + 1


def _last_line(lines: list[str], at: int) -> int:
    """The line where a cell that is still open at the end of this line closes; this one if none does.

    A cell that holds a line break holds no tab, so a line with a tab before the closing quote ends the search.
    """
    tail, last = lines[at], at
    while _is_open(tail.rsplit("\t", 1)[-1]):
        last += 1
        if last >= min(at + _TALLEST_CELL, len(lines)):
            return at
        closing = _CLOSES.match(lines[last])
        if closing is not None:
            tail = lines[last][closing.end() :]
        elif "\t" in lines[last]:
            return at
    return last


def _is_open(cell: str) -> bool:
    return cell.startswith('"') and cell.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    if len(bare) < 2 or not (bare.startswith('"') and bare.endswith('"')):
        return bare
    inner = bare[1:-1].replace('""', "")
    return bare if '"' in inner else bare[1:-1].replace('""', '"')
