"""A document beside its reading: the rows of the original, cell by cell, and the actions that came from each."""

from typing import Any

from fourfold.accountability.plan.domain.reading import Action, PlanReading, Source


def rows_of(reading: PlanReading) -> list[dict[str, Any]]:
    """Each row of the original, as `{"where", "cells": [[column, text]], "actions": ["prevent 1"]}`, in its order.

    A row from which two actions came names both. What stands in a cell is the whole cell, word for word.
    """
    rows: dict[str, dict[str, Any]] = {}
    for strand in reading.strands:
        for action in strand.actions:
            row = rows.setdefault(_row(action.source), {"where": _row(action.source), "cells": [], "actions": []})
            row["actions"].append(f"{strand.name.lower()} {action.number}")
            for source in _sources(action):
                cell = [str(source.where.column), source.text]
                if cell not in row["cells"]:
                    row["cells"].append(cell)
        for factor in strand.success_factors:
            beside = rows.get(_row(factor.source))
            cell = [str(factor.source.where.column), factor.source.text]
            if beside is not None and cell not in beside["cells"]:
                beside["cells"].append(cell)
    return list(rows.values())


def layouts_as_json(reading: PlanReading) -> list[dict[str, Any]]:
    """The layouts of a document's tables, and the words taken for strands and statuses, for a person to put right.

    `{"fingerprint", "columns": [{"heading", "field", "unsure", "samples"}], "strands": {words: kind}, "statuses"}`.
    """
    words = {"strands": dict(reading.strand_words), "statuses": dict(reading.status_words)}
    return [
        {
            "fingerprint": layout.columns.fingerprint,
            "columns": [
                {
                    "heading": heading,
                    "field": layout.columns.order[at].value,
                    "unsure": at in layout.columns.unsure,
                    "samples": list(layout.samples[at]),
                }
                for at, heading in enumerate(layout.columns.headings)
            ],
            **words,
        }
        for layout in reading.layouts
    ]


def _sources(action: Action) -> list[Source]:
    said = [action.source, *(lead.source for lead in action.leads), *(item.source for item in action.timescales)]
    return [*said, *action.more.cells]


def _row(source: Source) -> str:
    """The place of a source's row, without its cell."""
    return str(source.where).split(", cell ", maxsplit=1)[0]
