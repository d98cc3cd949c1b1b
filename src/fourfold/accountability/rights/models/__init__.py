"""What the rights room keeps: requests of people about their data, what holders decided, packs, holds, removals."""

from fourfold.accountability.rights.models.deciding import Notice, Part, RecordDecision, RecordMark
from fourfold.accountability.rights.models.packs import Pack
from fourfold.accountability.rights.models.removals import LegalHold, Removal, RemovalSalt
from fourfold.accountability.rights.models.requests import About, Entry, Request

__all__ = [
    "About",
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
]
