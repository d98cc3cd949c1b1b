"""What a verification found, in words for the people who keep the log."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

SHOWN = 20
"""How many findings a report keeps with their place; the rest are counted."""


class Kind(StrEnum):
    """What is wrong."""

    LINK_MISSING = "link missing"
    LINK_ALTERED = "link altered"
    FORKED = "chain forked"
    ENTRY_MISSING = "entry missing"
    ENTRY_ALTERED = "entry altered"
    ENTRY_REPLACED = "entry replaced"
    NEVER_SEALED = "entry passed over"
    TRUNCATED = "chain cut off"
    REWRITTEN = "history rewritten"
    GUARD_OFF = "guard switched off"


@dataclass(frozen=True, slots=True)
class Finding:
    """One bad place. `position` is the link's, `seq` and `entry` the entry's, where they are known."""

    kind: Kind
    message: str
    position: int | None = None
    seq: int | None = None
    entry: str = ""


@dataclass(slots=True)
class Report:
    """The outcome of a verification. Memory stays bounded however much is wrong."""

    entries: int = 0
    links: int = 0
    unsealed: int = 0
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[Kind] = field(default_factory=Counter)

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.counts

    @property
    def first(self) -> Finding | None:
        """The first bad place."""
        return self.findings[0] if self.findings else None

    def add(self, finding: Finding) -> None:
        """Count `finding`, and keep it if it is among the first."""
        self.counts[finding.kind] += 1
        if len(self.findings) < SHOWN:
            self.findings.append(finding)

    def lines(self) -> list[str]:
        """The report as lines of text."""
        checked = f"{self.entries:,} entries checked, {self.links:,} of them sealed, {self.unsealed:,} waiting."
        if self.sound:
            return ["The audit log is sound.", checked]
        places = [f"- {finding.message}" for finding in self.findings]
        rest = self.counts.total() - len(self.findings)
        more = [f"- and {rest:,} more"] if rest else []
        totals = ", ".join(f"{kind.value}: {count:,}" for kind, count in sorted(self.counts.items()))
        return ["The audit log has been tampered with.", *places, *more, f"Counts: {totals}.", checked]
