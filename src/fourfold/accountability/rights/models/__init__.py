"""What the rights room keeps: requests of people about their data, decisions, packs, holds, removals, retention."""

from fourfold.accountability.rights.models.deciding import Notice, Part, RecordDecision, RecordMark
from fourfold.accountability.rights.models.due_removals import DueRemoval
from fourfold.accountability.rights.models.packs import Pack
from fourfold.accountability.rights.models.removals import LegalHold, Removal, RemovalSalt
from fourfold.accountability.rights.models.requests import About, Entry, Request
from fourfold.accountability.rights.models.retention import ClosedRecord, RetentionDecision

__all__ = [
    "About",
    "ClosedRecord",
    "DueRemoval",
    "Entry",
    "LegalHold",
    "Notice",
    "Pack",
    "Part",
    "RecordDecision",
    "RecordMark",
    "Removal",
    "RemovalSalt",
    "Request",
    "RetentionDecision",
]
