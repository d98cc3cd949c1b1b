"""Made-up tables of any layout, as CSV and as a workbook, with every word that stands in them."""

import csv
import io
from collections import Counter
from dataclasses import dataclass

from hypothesis import strategies as st
from openpyxl import Workbook
from tests.properties.plan_reading.documents import ACTION, CELL, LINE

from fourfold.accountability.plan.domain.reading.words import tokens

_STATUS = st.sampled_from(["Green", "amber: a post is vacant", "RED", "Purple", "Complete", "", "on track, mostly"])
_STRAND = st.sampled_from(["Prevent harm", "Protect and prepare", "Safeguarding", "Widgets", "", "PURSUE offenders"])
_KNOWN = {
    "Ref": CELL,
    "Priority": _STRAND,
    "Who": CELL,
    "Delivery partners": CELL,
    "By when": CELL,
    "How will we know": CELL,
    "RAG": _STATUS,
    "Progress": CELL,
    "Cost": CELL,
    "Widget code": CELL,
    "Gadget": CELL,
}
_ACTION_HEADS = st.sampled_from(["What we will do", "Action", "Objective", "Undertaking"])


@dataclass(frozen=True)
class Table:
    """A title, and tables with their captions: header first."""

    title: str
    tables: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]

    @property
    def words(self) -> Counter[str]:
        """Every word but those of the header rows."""
        said = [self.title, *(caption for caption, _rows in self.tables)]
        said += [cell for _caption, rows in self.tables for row in rows[1:] for cell in row]
        return Counter(word for text in said for word in tokens(text))

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """All rows in order, captions as rows of one cell."""
        found: list[tuple[str, ...]] = [(self.title,)]
        for caption, rows in self.tables:
            found += [(), (caption,), *rows]
        return found

    def as_csv(self) -> bytes:
        """As a spreadsheet saves it."""
        out = io.StringIO()
        csv.writer(out).writerows(self.rows)
        return out.getvalue().encode()

    def as_workbook(self) -> bytes:
        """As an Excel file."""
        book = Workbook()
        for row in self.rows:
            book.active.append(row)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Any layout: columns in any order, some unknown, an action among them or under a heading nobody knows."""
    heads = draw(st.lists(st.sampled_from(sorted(_KNOWN)), min_size=2, max_size=7, unique=True))
    place = draw(st.integers(0, len(heads)))
    header = (*heads[:place], draw(_ACTION_HEADS), *heads[place:])
    row = st.tuples(*(_KNOWN.get(head, ACTION) for head in header))
    table = st.tuples(LINE.map("Table {}".format), st.lists(row, min_size=1, max_size=4))
    found = draw(st.lists(table, min_size=1, max_size=3))
    return Table(f"Title {draw(LINE)}", tuple((caption, (header, *rows)) for caption, rows in found))
