"""The layouts of a document's tables, as a person explains them."""

from typing import Any

from django.forms.forms import BaseForm

from fourfold.accountability.plan.domain.reading.columns import Column
from fourfold.accountability.plan.operations.layouts import AskedLayout
from fourfold.accountability.plan.queries.plans import Review

MOST_WORDS = 60
"""How many different words of strands, and of statuses, are shown to be explained."""


def layouts_of(found: Review) -> list[dict[str, Any]]:
    """The layouts that were kept with the document; none for a plan imported before they were."""
    return list(found.source.reading.get("layouts", [])) if found.source else []


def asked(layouts: list[dict[str, Any]]) -> list[AskedLayout]:
    """Each layout with its columns as they were read."""
    return [
        AskedLayout(item["fingerprint"], [(column["heading"], column["field"]) for column in item["columns"]])
        for item in layouts
    ]


def words_of(layouts: list[dict[str, Any]], kind: str) -> dict[str, str]:
    """The words taken for `strands` or `statuses`, each with what it was taken for."""
    found: dict[str, str] = {}
    for item in layouts:
        found |= item.get(kind, {})
    return dict(list(found.items())[:MOST_WORDS])


def tables(layouts: list[dict[str, Any]], form: BaseForm) -> list[dict[str, Any]]:
    """Each layout as a table: the heading, what stands under it, and the field to choose."""
    return [
        {
            "rows": [
                {
                    "heading": column["heading"] or f"Column {at + 1}",
                    "unsure": column["unsure"],
                    "samples": column["samples"],
                    "field": form[f"columns_{item['fingerprint']}_{at}"],
                }
                for at, column in enumerate(item["columns"])
            ],
        }
        for item in layouts
    ]


def summary(layouts: list[dict[str, Any]]) -> str:
    """How the columns were read, in a line: `Ref: number or reference; Who: who leads`."""
    pairs = {
        column["heading"]: Column(column["field"]).label.lower()
        for item in layouts
        for column in item["columns"]
        if column["heading"]
    }
    return "; ".join(f"{heading}: {field}" for heading, field in pairs.items())
