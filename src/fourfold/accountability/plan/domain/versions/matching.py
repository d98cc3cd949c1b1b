"""Which piece of a new version probably continues which of the old one, by how alike their words are.

A proposal, never a decision: a person accepts it. Pairs are made best first, each new piece once; words weigh by
how rare they are in both versions, so that `young people` in every action makes no pair.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from uuid import UUID

from fourfold.accountability.plan.domain.reading.words import tokens

LIKE_ENOUGH = 0.4
"""From which likeness (0 to 1) a pair is proposed."""
_SAME_STRAND = 0.05
"""What standing in the same strand adds: it decides between two that are alike, and makes no pair alone."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A piece of a version: its id, its strand, its words."""

    id: UUID
    strand: str
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """The piece that probably continues another, and how alike their words are in per cent."""

    new: UUID
    likeness: int


def propose(before: Sequence[Wording], after: Sequence[Wording]) -> dict[UUID, Match | None]:
    """For each old piece the new one that probably continues it, or None."""
    weights = _weights([*before, *after])
    bags = {piece.id: Counter(tokens(piece.text)) for piece in (*before, *after)}
    pairs = []
    for old in before:
        for new in after:
            alike = likeness(bags[old.id], bags[new.id], weights)
            if alike >= LIKE_ENOUGH:
                bonus = _SAME_STRAND if old.strand == new.strand else 0
                pairs.append((alike + bonus, str(old.id), str(new.id), Match(new.id, round(100 * alike)), old.id))
    found: dict[UUID, Match | None] = {old.id: None for old in before}
    taken: set[UUID] = set()
    for *_order, match, old_id in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if found[old_id] is None and match.new not in taken:
            found[old_id] = match
            taken.add(match.new)
    return found


def likeness(one: Counter[str], other: Counter[str], weights: dict[str, float]) -> float:
    """Twice the weight of the words that both have, of all words of the two (Dice): 0 for nothing, 1 for the same."""
    both = sum(weights[word] * count for word, count in (one & other).items())
    all_words = sum(weights[word] * count for bag in (one, other) for word, count in bag.items())
    return 2 * both / all_words if all_words else 0.0


def _weights(pieces: Sequence[Wording]) -> dict[str, float]:
    """How much a word says: the fewer pieces have it, the more."""
    found = Counter(word for piece in pieces for word in set(tokens(piece.text)))
    return {word: log(1 + len(pieces) / count) for word, count in found.items()}
