"""Making two versions of an action one: what its fields are called, and whose words can be kept."""

from enum import StrEnum

FIELDS = {
    "title": "Short title",
    "text": "What will be done",
    "accountable_officer": "Accountable officer",
    "deputy": "Deputy",
    "due_on": "Due date",
    "review_on": "Next review",
}
"""The fields of an action's words, as every page names them."""

STEP, RISK, WAIT, DOCUMENT = "step", "risk", "waits_for", "document"
WORK = {STEP: "step", RISK: "risk", WAIT: "dependency", DOCUMENT: "document"}
"""What hangs on an action and is added, changed and taken out one by one, as its history names it."""


class Take(StrEnum):
    """Whose words a field keeps where two people changed it at once."""

    THEIRS = "theirs"
    MINE = "mine"
    ANEW = "anew"

    @property
    def label(self) -> str:
        """The choice in words."""
        return {"theirs": "Keep theirs", "mine": "Use mine", "anew": "Use what I write anew below"}[self.value]
