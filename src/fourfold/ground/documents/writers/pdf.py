"""A document as PDF, through typst: tagged for screen readers (PDF/UA-1), the same bytes for the same document.

What people typed goes to the template as data. No markup is ever built from it.
"""

import json
from datetime import UTC, datetime, time
from functools import cache
from importlib import resources
from typing import Any

import typst

from fourfold.ground.documents.charts import draw
from fourfold.ground.documents.charts.drawing import font_folder
from fourfold.ground.documents.frozen import freeze
from fourfold.ground.documents.model import (
    Block,
    Bullets,
    Callout,
    ChartBlock,
    Document,
    Heading,
    Inline,
    Link,
    PageBreak,
    Paragraph,
    StatusWord,
    Strong,
    SummaryList,
    Table,
    Text,
    inlines,
    plain,
)
from fourfold.ground.documents.words import clean, run

LONG_CELL = 1200
"""Letters above which a row may break over a page: one that breaks is hard to read, one that never does overflows."""


def to_pdf(document: Document) -> bytes:
    """The PDF. Letters that our typeface lacks are taken from the machine's own, where it has them.

    A file with such letters is tagged all the same, but claims no conformity, because a letter may be missing.
    """
    inputs = _inputs(document)
    moment = datetime.combine(document.date, time(), UTC)
    try:
        return _compile(inputs, moment, own_letters=True)
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return _compile(inputs, moment, own_letters=False)


def _compile(inputs: dict[str, str], moment: datetime, *, own_letters: bool) -> bytes:
    return typst.compile(
        _template(),
        font_paths=_fonts(system=not own_letters),
        sys_inputs=inputs,
        format="pdf",
        pdf_standards=["ua-1"] if own_letters else [],
        timestamp=moment,
    )


@cache
def _template() -> bytes:
    return resources.files("fourfold.ground.documents.writers").joinpath("document.typ").read_bytes()


@cache
def _fonts(*, system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=[str(font_folder())])


def _inputs(document: Document) -> dict[str, str]:
    charts: list[str] = []
    data = {
        "title": clean(document.title),
        "subtitle": clean(document.subtitle),
        "marking": clean(document.marking),
        "day": [document.date.year, document.date.month, document.date.day],
        "facts": [[clean(key), [clean(value)]] for key, value in document.facts],
        "contents": document.contents and any(isinstance(block, Heading) for block in document.blocks),
        "blocks": [_block(block, charts) for block in document.blocks],
    }
    return {"document": json.dumps(data), "charts": json.dumps(charts)}


def _block(block: Block, charts: list[str]) -> dict[str, Any]:
    match block:
        case Heading():
            return _named(block, text=clean(block.text), level=block.level, strand=freeze(block.strand))
        case Paragraph():
            return _named(block, text=_text(block.text), quiet=block.quiet)
        case Bullets():
            return _named(block, items=[_text(item) for item in block.items])
        case SummaryList():
            return _named(block, rows=[[clean(key), _text(value)] for key, value in block.rows])
        case Table():
            return _table(block)
        case ChartBlock():
            charts.append(draw(block.chart))
            alt = clean(block.chart.description or block.chart.title)
            table = _table(block.table) if block.table else None
            width = float(charts[-1].split('width="', 1)[1].split('"', 1)[0])
            return _named(
                block, chart=len(charts) - 1, title=clean(block.chart.title), alt=alt, table=table, width=width
            )
        case Callout():
            return _named(block, title=clean(block.title), text=_text(block.text), tone=block.tone.value)
        case PageBreak():
            return _named(block)


def _named(block: Block, **parts: Any) -> dict[str, Any]:
    return {"is": type(block).__name__, **parts}


def _table(block: Table) -> dict[str, Any]:
    columns = [
        {"label": clean(column.label), "width": column.width, "align": column.align.value} for column in block.columns
    ]
    rows = [
        {"cells": [_text(cell) for cell in row], "long": any(len(plain(cell)) > LONG_CELL for cell in row)}
        for row in block.rows
    ]
    return _named(block, caption=clean(block.caption), columns=columns, rows=rows)


def _text(text: Text) -> list[Any]:
    return [_inline(part) for part in inlines(text)]


def _inline(part: Inline) -> Any:
    match part:
        case Strong():
            return {"is": "Strong", "text": run(part.text)}
        case Link():
            return {"is": "Link", "text": run(part.text), "href": part.href}
        case StatusWord():
            return {"is": "StatusWord", "key": part.key, "label": clean(part.label)}
        case _:
            return run(part)
