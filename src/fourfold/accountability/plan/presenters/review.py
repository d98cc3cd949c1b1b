"""The review of an import: questions, and each strand as it was understood beside the document's own words."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.forms.forms import BaseForm
from django.urls import reverse

from fourfold.accountability.plan.domain.reading.questions import QuestionKind
from fourfold.accountability.plan.domain.states import Part, TimescaleKind
from fourfold.accountability.plan.models import Action, Strand
from fourfold.accountability.plan.presenters.action import reference, todays_body
from fourfold.accountability.plan.queries.plans import Review
from fourfold.ground.kernel.clock import show_date
from fourfold.ground.web.wording import plural
from fourfold.trust.partnership.domain.register import Register

HEADINGS = {
    QuestionKind.TITLE: "The title",
    QuestionKind.STRAND_MISSING: "A strand is missing",
    QuestionKind.STRAND_REPEATED: "A strand is headed twice",
    QuestionKind.JOINED_ACTIONS: "Two actions in one row",
    QuestionKind.SHARED_LEADS: "Leads of a shared row",
    QuestionKind.NO_LEAD: "Nobody leads",
    QuestionKind.UNKNOWN_AGENCY: "An agency we do not know",
    QuestionKind.DIVIDED_AGENCY: "An agency that was divided",
    QuestionKind.LEAD_OR_PARTNER: "Lead or partner",
    QuestionKind.NO_TIMESCALE: "No date",
    QuestionKind.TIMESCALES: "Dates",
    QuestionKind.FACTOR_SPLIT: "Where a success factor ends",
    QuestionKind.COLUMN: "What a column holds",
    QuestionKind.STRAND: "Which strand",
    QuestionKind.STATUS: "Which status",
    QuestionKind.UNASSIGNED: "Words without a place",
}


def progress(found: Review) -> str:
    """`3 of 4 questions answered`."""
    total = len(found.questions)
    return (
        f"{total - found.open_count} of {plural(total, 'question')} answered" if total else "There are no questions"
    )


def left(count: int) -> str:
    """What remains, in a sentence."""
    return f"{plural(count, 'question')} still to answer." if count else "Every question is answered."


def questions(found: Review, form: BaseForm) -> list[dict[str, Any]]:
    """Each question with the original words, what is proposed, and the field that answers it."""
    return [
        {
            "id": item.pk,
            "number": number,
            "heading": HEADINGS[QuestionKind(item.kind)],
            "asks": item.asks,
            "where": item.where[:1].upper() + item.where[1:],
            "original": item.original,
            "proposed": item.proposed,
            "field": form[f"answer-{item.pk}"],
            "answered": f"{item.answered_by.name}, {show_date(item.answered_at)}"
            if item.answer and item.answered_by
            else "",
        }
        for number, item in enumerate(found.questions, start=1)
    ]


def to_answer(found: Review) -> list[tuple[UUID, str, bool]]:
    """What the form of answers asks: id, answer so far, and whether it is about words without a place."""
    return [(item.pk, item.answer, item.kind == QuestionKind.UNASSIGNED) for item in found.questions]


def unassigned(found: Review) -> list[str]:
    """The words of the document that found no place."""
    return list(found.source.reading.get("unassigned", [])) if found.source else []


def strands(understood: Sequence[Strand], found: Review, register: Register, today: date) -> list[dict[str, Any]]:
    """Each strand: the rows of the document with what was made of each, and what was added since."""
    rows = found.source.reading.get("rows", []) if found.source else []
    return [_strand(strand, rows, register, today) for strand in understood]


def _strand(strand: Strand, rows: list[dict[str, Any]], register: Register, today: date) -> dict[str, Any]:
    by_key = {f"{strand.kind} {action.number}": action for action in strand.actions.all()}
    pairs = []
    for row in rows:
        here = [by_key.pop(key) for key in row["actions"] if key in by_key]
        if here:
            original = [{"column": column, "text": text} for column, text in row["cells"] if text.strip()]
            made = [_line(action, register, today) for action in here]
            pairs.append({"where": row["where"].capitalize(), "cells": original, "actions": made})
    if by_key:
        made = [_line(action, register, today) for action in by_key.values()]
        pairs.append({"where": "", "cells": [], "actions": made})
    return {
        "name": strand.label,
        "aim": strand.aim,
        "pairs": pairs,
        "factors": [factor.text for factor in strand.success_factors.all()],
        "add": reverse("plan:action-add", args=[strand.plan_id, strand.kind]),
    }


def _line(action: Action, register: Register, today: date) -> dict[str, Any]:
    agencies = [
        {
            "named": item.named,
            "part": Part(item.part).label,
            "qualifier": item.qualifier,
            "now": todays_body(item, register, today),
        }
        for item in action.agencies.all()
    ]
    dates = [f"{TimescaleKind(item.kind).label} {show_date(item.date)}".strip() for item in action.timescales.all()]
    return {
        "id": action.pk,
        "reference": reference(action),
        "title": action.title,
        "text": action.text,
        "agencies": agencies,
        "dates": dates,
        "edit": reverse("plan:action-edit", args=[action.pk]) + "?from=review",
        "name_agencies": reverse("plan:action-agencies", args=[action.pk]) + "?from=review",
    }
