"""A board pack of 200 actions and 40 charts: PDF, Word file and page, and a PDF by WeasyPrint as the peer.

No database: it measures the writers. `python -m benchmarks.board_pack`; the peer runs where WeasyPrint is installed
(`uv run --with weasyprint python -m benchmarks.board_pack`).
"""

import resource
import time
from collections.abc import Callable
from datetime import date, timedelta
from importlib.util import find_spec

from fourfold.ground.documents import chart_table, to_docx, to_html, to_pdf
from fourfold.ground.documents.charts import Line, LineChart, Point, draw
from fourfold.ground.documents.model import (
    Block,
    ChartBlock,
    Column,
    Document,
    Heading,
    PageBreak,
    StatusWord,
    Strand,
    Strong,
    Table,
)

ACTIONS, CHARTS = 200, 40
WORDS = ("off-track", "at-risk", "not-started", "on-track", "complete")
UPDATE = (
    "Forty staff from schools, clinics and housing were trained this quarter. Two districts had no trainer; "
    "a partner has lent one until March, and the next sessions are booked for January. "
)


def pack() -> Document:
    """The document: four strands with a table of fifty actions each, then the charts."""
    blocks: list[Block] = []
    for strand in Strand:
        rows = tuple(
            (
                (Strong(f"{strand.title()} {number}"), " Train staff to see the signs of exploitation early"),
                (StatusWord(WORDS[number % 5], WORDS[number % 5].replace("-", " ").capitalize()),),
                "Kent Police and Medway Council",
                f"Due {number % 28 + 1} July 2027",
                UPDATE,
            )
            for number in range(1, ACTIONS // 4 + 1)
        )
        columns = (Column("Action", 2.3), Column("Status", 1.3), Column("Lead", 1.3), Column("Next", 1.2))
        table = Table(f"The actions of {strand.title()}", (*columns, Column("Newest update", 3.6)), rows)
        blocks += [PageBreak(), Heading(1, strand.title(), strand), table]
    blocks += [PageBreak(), Heading(1, "Success factors")]
    for number in range(CHARTS):
        chart = series(number)
        blocks += [Heading(2, f"Factor {number + 1}"), ChartBlock(chart, chart_table(chart, most=6))]
    words = {"title": "A plan", "subtitle": "Board pack", "marking": "OFFICIAL", "version": "1"}
    return Document(date=date(2026, 11, 22), blocks=tuple(blocks), **words)


def series(number: int) -> LineChart:
    """Three years by month, with an interval, a gap and two incomplete months."""
    points = tuple(
        Point(
            date(2023, 10, 1) + timedelta(days=30.44 * month),
            None if month == 12 else 40.0 + (month * (number + 7)) % 13,
            low=None if month == 12 else 36.0 + (month * (number + 7)) % 13,
            high=None if month == 12 else 45.0 + (month * (number + 7)) % 13,
            incomplete=month > 33,
        )
        for month in range(36)
    )
    words = f"Figures of factor {number}, from 40 to 52."
    lines = (Line("Kent and Medway", points),)
    return LineChart(f"Factor {number}", "per 1,000 residents", lines, target=42, description=words)


def timed(what: str, write: Callable[[], bytes | str]) -> float:
    """Run once, with charts undrawn; the seconds of work, which say the same on a machine that others use, too."""
    draw.cache_clear()
    begun, worked = time.perf_counter(), time.process_time()
    made = write()
    took, work = time.perf_counter() - begun, time.process_time() - worked
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{what:<28} {took:7.2f} s {work:7.2f} s of work {len(made) // 1024:7} kB   at most {most} MB")
    return work


def main() -> None:
    """Ours, then the peer on the same content."""
    document = pack()
    ours = timed("PDF by typst, with charts", lambda: to_pdf(document))
    timed("PDF again, engines warm", lambda: to_pdf(document))
    timed("Word file, with charts", lambda: to_docx(document))
    timed("page, with charts", lambda: to_html(document))
    if find_spec("weasyprint") is None:
        print("WeasyPrint is not installed: no peer in this run.")
        return
    from weasyprint import HTML  # type: ignore[import-not-found]

    page = str(to_html(document))
    theirs = timed("PDF by WeasyPrint", lambda: HTML(string=page).write_pdf(pdf_variant="pdf/ua-1"))
    print(f"Ours to the peer: {ours / theirs:.2f}")


if __name__ == "__main__":
    main()
