"""Tables of other layouts: what a person chose for their columns and words, and what a reading found in them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fourfold.accountability.plan.domain.reading.columns import Column, Columns
from fourfold.accountability.plan.domain.reading.tables import Row
from fourfold.accountability.plan.domain.reading.words import tidy, tokens
from fourfold.accountability.plan.domain.states import Status, StrandKind

SAMPLES = 3
LONGEST_SAMPLE = 120


@dataclass(frozen=True, slots=True)
class Chosen:
    """What people said of layouts: columns by the fingerprint of their headings; strands and statuses by words.

    The words are normalised (`key_of`).
    """

    columns: Mapping[str, Sequence[Column]] = field(default_factory=dict)
    strands: Mapping[str, StrandKind] = field(default_factory=dict)
    statuses: Mapping[str, Status] = field(default_factory=dict)


NOTHING_CHOSEN = Chosen()


@dataclass(frozen=True, slots=True)
class LayoutFound:
    """A layout of the document: its headings, how they were read, and up to three cells of each column."""

    columns: Columns
    samples: tuple[tuple[str, ...], ...]

    @property
    def has_action(self) -> bool:
        """Whether it is known which column says what will be done."""
        return self.columns.has(Column.ACTION)


def key_of(words: str) -> str:
    """Words without case, marks and spaces that make no difference."""
    return " ".join(tokens(words))


def layouts_of(rows: Sequence[tuple[Row, Columns]]) -> tuple[LayoutFound, ...]:
    """The layouts of the tables read, each once, in their order."""
    found: dict[str, tuple[Columns, list[Row]]] = {}
    for row, columns in rows:
        found.setdefault(columns.fingerprint, (columns, []))[1].append(row)
    return tuple(
        LayoutFound(columns, tuple(_samples(of, at) for at in range(len(columns.order))))
        for columns, of in found.values()
    )


def _samples(rows: Sequence[Row], at: int) -> tuple[str, ...]:
    cells = (tidy(row.cells[at]) for row in rows)
    different = list(dict.fromkeys(cell for cell in cells if cell))[:SAMPLES]
    return tuple(cell if len(cell) <= LONGEST_SAMPLE else f"{cell[:LONGEST_SAMPLE].rstrip()}…" for cell in different)
