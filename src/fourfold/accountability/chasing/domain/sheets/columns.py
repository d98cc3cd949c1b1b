"""The columns of the spreadsheet, by the words that stand above them."""

from enum import StrEnum

SHEET = "Actions"
ABOUT = "How to use this"
MARKING = "OFFICIAL"
MOST_ROWS = 1_000
"""Actions that one spreadsheet may hold."""
MOST_TEXT = 4_000
MOST_REASON = 1_000


class Column(StrEnum):
    """A column. The first seven say which action it is; the last four are for the agency to fill in."""

    KEY = "Key (leave as it is)"
    STRAND = "Strand"
    NUMBER = "Number"
    TITLE = "Action"
    LEAD = "Led by"
    DUE = "Due"
    REVIEW = "Review due"
    STATUS = "Status"
    REASON = "Why? (if at risk, off track or open again)"
    TEXT = "What has happened?"
    NEXT_REVIEW = "Review done: date of the next one"

    @property
    def is_filled_in(self) -> bool:
        """Whether the agency writes in it."""
        return self in (Column.STATUS, Column.REASON, Column.TEXT, Column.NEXT_REVIEW)
