"""What is counted over a whole delivery, batch by batch, so that the size of batches changes nothing."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from fourfold.engines.tabular.cells import NOTES
from fourfold.engines.tabular.findings import Remark

_FIRST = 5


@dataclass(slots=True)
class _Count:
    count: int = 0
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Tally:
    """Counts of one delivery."""

    accepted: int = 0
    held: int = 0
    blanks: int = 0
    months: Counter[date] = field(default_factory=Counter)
    _remarks: dict[tuple[str, str, str], _Count] = field(default_factory=dict)
    _keys: set[int] = field(default_factory=set)
    _seen: Counter[int] = field(default_factory=Counter)

    def note(self, kind: str, column: str, row: int, text: str = "") -> None:
        """Count a remark on a row."""
        found = self._remarks.setdefault((kind, column, text), _Count())
        found.count += 1
        if len(found.rows) < _FIRST:
            found.rows.append(row)

    def remarks(self) -> Iterator[Remark]:
        """What was noted, the most frequent first."""
        for (kind, column, text), found in sorted(self._remarks.items(), key=lambda item: (-item[1].count, item[0])):
            yield Remark(kind, text or NOTES[kind], column, found.count, tuple(found.rows))

    def is_repeat(self, key: bytes) -> bool:
        """Whether this key came before. Keys are kept as 8 bytes of a hash: a million take about 60 MB."""
        short = _short(key)
        if short in self._keys:
            return True
        self._keys.add(short)
        return False

    def occurrence(self, fingerprint: bytes) -> int:
        """Which of identical rows this is, from 1."""
        short = _short(fingerprint)
        self._seen[short] += 1
        return self._seen[short]


def fingerprint(contract: str, values: tuple[str, ...]) -> bytes:
    """SHA-256 over the one spelling of a row's values in the contract's order: the same row, however it is sent."""
    return sha256("\x1f".join((contract, *values)).encode("utf-8", "surrogatepass")).digest()


def _short(key: bytes) -> int:
    return int.from_bytes(key[:8], "big")
