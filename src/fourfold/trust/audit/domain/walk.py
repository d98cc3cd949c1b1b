"""One pass along the chain, link by link, in bounded memory."""

from typing import NamedTuple
from uuid import UUID

from fourfold.trust.audit.domain.chain import GENESIS, chain_hash
from fourfold.trust.audit.domain.checkpoints import Checkpoint
from fourfold.trust.audit.domain.findings import Finding, Kind, Report


class Sealed(NamedTuple):
    """A link beside its entry. `seq`, `stored` and `recomputed` are None where the entry is gone."""

    position: int
    entry_id: UUID
    entry_seq: int
    row_hash: bytes
    sealed_at_micros: int
    chain_hash: bytes
    seq: int | None
    stored: bytes | None
    recomputed: bytes | None


class Walk:
    """Takes the links by position. After a break it goes on from what is stored: each break counts once."""

    def __init__(self, report: Report, checkpoint: Checkpoint | None) -> None:
        self.report = report
        self.checkpoint = checkpoint
        self.position = 0
        self.tip = GENESIS

    def step(self, row: Sealed) -> None:
        """Check the next link, the entry that it seals, and the checkpoint if it is of this position."""
        self.report.links += 1
        self.report.entries += row.seq is not None
        broken = _link_problem(row, self.position, self.tip)
        for problem in (broken, _entry_problem(row, link_is_good=broken is None), self._witness(row)):
            if problem:
                self.report.add(problem)
        self.position, self.tip = row.position, row.chain_hash

    def finish(self) -> None:
        """Check that the chain reaches the checkpoint."""
        if self.checkpoint and self.position < self.checkpoint.position:
            gone = _span(self.position + 1, self.checkpoint.position)
            message = f"The chain was cut off after position {self.position}: the checkpoint knows {gone}."
            self.report.add(Finding(Kind.TRUNCATED, message, position=self.position + 1))

    def _witness(self, row: Sealed) -> Finding | None:
        if not self.checkpoint or row.position != self.checkpoint.position:
            return None
        if row.chain_hash == self.checkpoint.chain_hash:
            return None
        return _finding(
            row,
            Kind.REWRITTEN,
            "the checkpoint holds another hash here. History up to this position was rewritten, the chain was "
            "continued from an older copy, or the checkpoint is of another installation.",
        )


def _link_problem(row: Sealed, last_position: int, tip: bytes) -> Finding | None:
    if row.position <= last_position:
        return _finding(row, Kind.FORKED, "another link already stands at this position.")
    if row.position > last_position + 1:
        gone = _span(last_position + 1, row.position - 1)
        return _finding(row, Kind.LINK_MISSING, f"before it, the chain lacks {gone}.")
    if row.chain_hash != chain_hash(tip, row.position, row.row_hash, row.sealed_at_micros):
        return _finding(row, Kind.LINK_ALTERED, "the link does not follow from the one before it.")
    return None


def _entry_problem(row: Sealed, *, link_is_good: bool) -> Finding | None:
    if row.seq is None:
        return _finding(row, Kind.ENTRY_MISSING, "the entry was deleted.")
    if row.recomputed != row.stored:
        return _finding(row, Kind.ENTRY_ALTERED, "the entry's fields no longer match its hash.")
    if link_is_good and (row.row_hash != row.stored or row.entry_seq != row.seq):
        return _finding(row, Kind.ENTRY_REPLACED, "the entry is not the one that was sealed here.")
    return None


def _finding(row: Sealed, kind: Kind, message: str) -> Finding:
    place = f"Position {row.position}, entry {row.entry_seq} ({row.entry_id})"
    return Finding(kind, f"{place}: {message}", row.position, row.entry_seq, str(row.entry_id))


def _span(first: int, last: int) -> str:
    return f"position {first}" if first == last else f"positions {first} to {last}"
