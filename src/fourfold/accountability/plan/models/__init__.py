"""What a plan holds. Every row carries its plan's id, which row-level security reads."""

from fourfold.accountability.plan.models.actions import Action, ActionAgency, Dependency, Timescale
from fourfold.accountability.plan.models.plans import Plan, Strand, SuccessFactor
from fourfold.accountability.plan.models.progress import Comment, Evidence, Milestone, Revision, Risk, Update
from fourfold.accountability.plan.models.source import Question, SourceDocument
from fourfold.accountability.plan.models.versions import Continuation, TableLayout
from fourfold.accountability.plan.models.words import Word

__all__ = [
    "Action",
    "ActionAgency",
    "Comment",
    "Continuation",
    "Dependency",
    "Evidence",
    "Milestone",
    "Plan",
    "Question",
    "Revision",
    "Risk",
    "SourceDocument",
    "Strand",
    "SuccessFactor",
    "TableLayout",
    "Timescale",
    "Update",
    "Word",
]
