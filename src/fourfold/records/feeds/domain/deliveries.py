"""What becomes of a file that an agency sends: its states, how it came, what is counted, and when a person looks."""

from dataclasses import asdict, dataclass
from datetime import timedelta
from enum import StrEnum

from fourfold.engines.tabular.contract import Limits

MOST_BYTES = 200 * 1024 * 1024
"""The largest file that is taken."""
ABANDONED = timedelta(days=14)
"""After so long without anybody saying which header is which column, a file is not kept any more."""
ROWS_KEPT = timedelta(days=90)
"""So long what a row in quarantine said is kept once it was mended or left out, or its delivery refused or undone.
Which column was wrong stays: feeds are measured by it."""
FEWEST_OFF = 5
"""Rows by which a delivery may differ from the last whatever its share: very small feeds double by chance."""


class DeliveryState(StrEnum):
    """Where a delivery stands. Its rows are seen by nobody before it is delivered, nor after it is undone."""

    RECEIVED = "received"
    """The file is here, and nothing of it has been read."""
    MAPPING = "mapping"
    """A person must say which header is which column."""
    CHECKING = "checking"
    """Its rows are being checked; none enters yet."""
    HELD = "held"
    """A limit of the contract says that a person must look first."""
    ENTERING = "entering"
    """Its rows are entering, a batch at a time; nobody sees them yet."""
    DELIVERED = "delivered"
    REFUSED = "refused"
    UNDONE = "undone"

    @property
    def is_over(self) -> bool:
        """Whether the file has been worked off, and is kept no longer."""
        return self in (DeliveryState.DELIVERED, DeliveryState.REFUSED, DeliveryState.UNDONE)


class How(StrEnum):
    """By which way a delivery came."""

    PAGE = "page"
    COMMAND = "command"
    FOLDER = "folder"
    API = "api"


class WaitingState(StrEnum):
    """What became of a row that did not keep the contract."""

    WAITING = "waiting"
    ENTERED = "entered"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of a delivery. `entered` + `already_here` + `waiting` = `rows`, until waiting rows are mended or dropped.

    `entered`: new here; `already_here`: an earlier delivery said the same; `corrected`: earlier rows that new ones
    replaced; `late`: rows that entered and stand behind newer ones with the same identity; `blanks`: empty rows.
    """

    rows: int = 0
    entered: int = 0
    already_here: int = 0
    corrected: int = 0
    late: int = 0
    waiting: int = 0
    blanks: int = 0

    def as_json(self) -> dict[str, int]:
        """For keeping."""
        return asdict(self)


def too_large() -> str:
    """Why a file over the bound is not taken."""
    return f"The file is larger than {MOST_BYTES // 1024**2} MB. Pack it (gzip), or send it in parts."


def limit_reason(rows: int, before: int | None, limits: Limits) -> str:
    """Why a person must look before so many rows enter, against the last delivery's; empty when nothing says so."""
    if not before or abs(rows - before) <= FEWEST_OFF:
        return ""
    share = rows / before
    if share < limits.fewest:
        return (
            f"The file has {rows:,} rows, and the last delivery had {before:,} ({share:.0%}). The contract asks a "
            f"person to look below {limits.fewest:.0%}: part of the file may be missing."
        )
    if share > limits.most:
        return (
            f"The file has {rows:,} rows, and the last delivery had {before:,} ({share:.0%}). The contract asks a "
            f"person to look above {limits.most:.0%}: rows may stand in it twice."
        )
    return ""
