"""What the reader asks a person: each question says what stands in the source and what is proposed."""

from dataclasses import dataclass
from enum import StrEnum

from fourfold.accountability.plan.domain.reading.tables import Source


class QuestionKind(StrEnum):
    """What is in doubt."""

    TITLE = "title"
    STRAND_MISSING = "strand-missing"
    STRAND_REPEATED = "strand-repeated"
    JOINED_ACTIONS = "joined-actions"
    SHARED_LEADS = "shared-leads"
    NO_LEAD = "no-lead"
    UNKNOWN_AGENCY = "unknown-agency"
    DIVIDED_AGENCY = "divided-agency"
    LEAD_OR_PARTNER = "lead-or-partner"
    NO_TIMESCALE = "no-timescale"
    TIMESCALES = "timescales"
    FACTOR_SPLIT = "factor-split"
    COLUMN = "column"
    STRAND = "strand"
    STATUS = "status"
    UNASSIGNED = "unassigned"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing for a person to decide.

    `text` asks it in a sentence; `where` names the line and cell with its original words; `proposed` says, in
    order, what the reading holds unless the person decides otherwise.
    """

    kind: QuestionKind
    text: str
    where: Source
    proposed: tuple[str, ...] = ()
