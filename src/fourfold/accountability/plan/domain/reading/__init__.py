"""Reading a 4P plan from a document, without a database: what was understood, beside the words it came from.

    open_document   bytes -> paragraphs and rows (text or Word)
    outline         -> title, strands, tables
    read_row        -> actions, leads, timescales, success factors
    read_plan       all of it, with the questions that a person has to answer

Nothing is lost: every word of the source is in the result or in `unassigned`.
"""

from fourfold.accountability.plan.domain.reading.as_json import to_json
from fourfold.accountability.plan.domain.reading.questions import Question, QuestionKind
from fourfold.accountability.plan.domain.reading.reader import read_plan
from fourfold.accountability.plan.domain.reading.results import (
    Action,
    Factor,
    Lead,
    PlanReading,
    Strand,
    Timescale,
    Unassigned,
)
from fourfold.accountability.plan.domain.reading.tables import Place, Source
from fourfold.accountability.plan.domain.states import TimescaleKind

__all__ = [
    "Action",
    "Factor",
    "Lead",
    "Place",
    "PlanReading",
    "Question",
    "QuestionKind",
    "Source",
    "Strand",
    "Timescale",
    "TimescaleKind",
    "Unassigned",
    "read_plan",
    "to_json",
]
