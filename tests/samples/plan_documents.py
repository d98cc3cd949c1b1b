"""Small made-up plans, and the same plans as Word documents."""

from collections.abc import Iterable
from io import BytesIO

import docx

HEADER = "Action/Objective\tLead/Delivered Through\tTimescales\tSuccess Factors"

SMALL_PLAN = f"""A small plan

PREVENT - Help early.

{HEADER}
Offer a café visit to each school – in person.\tKent Police Medway Council\tJuly 2026\tFewer fights More trust
Ask young people what they need.\tMedway Council\tOngoing\t

PURSUE - Stop harm.

{HEADER}
Use the powers we have.\tKent Police\tMarch 2027 (review)\tLess violence
"""


def plan(*rows: str, strand: str = "PREVENT - Help early.") -> bytes:
    """A plan of one strand and one table with those rows."""
    return "\n".join(["A plan", "", strand, "", HEADER, *rows]).encode()


def row(action: str = "Do this.", leads: str = "Kent Police", times: str = "July 2026", factors: str = "") -> str:
    """One row of a table."""
    return f"{action}\t{leads}\t{times}\t{factors}"


def as_word(text: str, *, cell_lines: str | None = None) -> bytes:
    """The same words as a Word document: lines as paragraphs, tab-separated runs of lines as tables.

    `cell_lines` is a mark in a cell at which a new paragraph begins.
    """
    document = docx.Document()
    lines: list[str] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            lines.append(line)
            continue
        if lines:
            _add_table(document, [line.split("\t") for line in lines], cell_lines)
            lines = []
        if line.strip():
            document.add_paragraph(line)
    return saved(document)


def saved(document: "docx.document.Document") -> bytes:
    """The bytes of a Word document."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _add_table(document: "docx.document.Document", rows: list[list[str]], cell_lines: str | None) -> None:
    table = document.add_table(rows=0, cols=max(map(len, rows)))
    for cells in rows:
        for cell, words in zip(table.add_row().cells, cells, strict=True):
            _fill(cell, words.split(cell_lines) if cell_lines else [words])


def _fill(cell: "docx.table._Cell", paragraphs: Iterable[str]) -> None:
    first, *others = paragraphs
    cell.paragraphs[0].text = first
    for words in others:
        cell.add_paragraph(words)
