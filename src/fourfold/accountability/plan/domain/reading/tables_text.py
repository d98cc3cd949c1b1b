"""Tab-separated text to the neutral form. Quoted cells, as spreadsheets write them, may hold line breaks."""

import re
from collections.abc import Iterator

from fourfold.accountability.plan.domain.reading.tables import Block, Document, Paragraph, Place, Row

_LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSES = re.compile(r'"(?:\t|$)')
_LONGEST_CELL = 400
"""How many lines a quoted cell may take. A stray quote must not swallow the rest of the file."""


def read_text(text: str) -> Document:
    """The lines of a text file: rows where there are tabs, paragraphs where there are none."""
    blocks: list[Block] = []
    after_row = False
    for number, line in _whole_lines(_LINE_END.split(text)):
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
    at = 0
    while at < len(lines):
        last = _last_line(lines, at)
        yield at + 1, "\n".join(lines[at : last + 1])
        at = last + 1


def _last_line(lines: list[str], at: int) -> int:
    if not _opens_quote(lines[at]):
        return at
    for last in range(at + 1, min(at + _LONGEST_CELL, len(lines))):
        if lines[last].count('"') % 2 and _CLOSES.search(lines[last]):
            return last
    return at


def _opens_quote(line: str) -> bool:
    last_cell = line.rsplit("\t", 1)[-1]
    return last_cell.startswith('"') and last_cell.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    bare = cell.strip()
    if len(bare) < 2 or not (bare.startswith('"') and bare.endswith('"')):
        return bare
    inner = bare[1:-1].replace('""', "")
    return bare if '"' in inner else bare[1:-1].replace('""', '"')
