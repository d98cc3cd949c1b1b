"""A strand as it stands in a document, and what its headings look like."""

import re
from dataclasses import dataclass, field

from fourfold.accountability.plan.domain.reading.columns import Columns
from fourfold.accountability.plan.domain.reading.tables import Row, Source
from fourfold.ground.kernel.errors import Problem

STRANDS = ("Prevent", "Protect", "Pursue", "Prepare")
HEADING = re.compile(
    r"(PREVENT|PROTECT|PURSUE|PREPARE|Prevent|Protect|Pursue|Prepare)"
    r"(?:(?:\s+[-–—]+\s*|[-–—]+\s+|\s*:\s*)(?P<aim>.*)|\s*)",
    re.DOTALL,
)
LIKE_A_HEADING = re.compile(r"(?!OFFICIAL|SECRET|RESTRICTED|CONFIDENTIAL)[A-Z]{4,}\s+[-–—]\s+\S.*", re.DOTALL)
NAMES = "Please head each strand as PREVENT, PROTECT, PURSUE or PREPARE, a dash and its aim, on a line of its own."


@dataclass
class Section:
    """A strand as it stands: its name, aim, heading, and the rows of its tables with their columns.

    `name` is empty where no heading says which strand it is.
    """

    name: str
    aim: str
    heading: Source
    repeated: bool = False
    tables: int = 0
    rows: list[tuple[Row, Columns]] = field(default_factory=list)


@dataclass
class Outline:
    """What stands where. With problems, nothing else of it is to be used."""

    title: str = ""
    sections: list[Section] = field(default_factory=list)
    loose: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
