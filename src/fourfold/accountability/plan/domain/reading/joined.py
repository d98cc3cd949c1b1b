"""A row that joins several actions: its timescale says so by standing there more than once.

The same timescale twice in one cell can only mean two actions. Where one ends and the next begins is found at a
line break, or at a sentence that begins as actions do, with a verb that tells someone to do something. Unless
exactly the right number of such places is there, the row stays whole and a person is asked.
"""

from collections import Counter
from collections.abc import Sequence

from fourfold.accountability.plan.domain.reading.results import Timescale
from fourfold.accountability.plan.domain.reading.vocabulary import ACTION_VERBS
from fourfold.accountability.plan.domain.reading.words import cut, sentence_starts, tokens


def actions_joined(timescales: Sequence[Timescale]) -> int:
    """How many actions a row joins, going by its timescales: each of them stands there as often."""
    counts = set(Counter((timescale.kind, timescale.date) for timescale in timescales).values())
    return counts.pop() if len(counts) == 1 else 1


def split_actions(text: str, count: int) -> list[str] | None:
    """The text as `count` actions, or None where it cannot be told how."""
    breaks = [start for start in sentence_starts(text) if "\n" in text[:start][len(text[:start].rstrip()) :]]
    if len(breaks) == count - 1:
        return cut(text, breaks)
    commands = [start for start in sentence_starts(text) if _first_word(text[start:]) in ACTION_VERBS]
    return cut(text, commands) if len(commands) == count - 1 else None


def share_out(timescales: Sequence[Timescale], count: int) -> list[tuple[Timescale, ...]]:
    """The timescales of each of `count` actions: in turn, the first of each kind and date to the first action."""
    seen: Counter[tuple[object, object]] = Counter()
    shares: list[list[Timescale]] = [[] for _ in range(count)]
    for timescale in timescales:
        key = (timescale.kind, timescale.date)
        shares[seen[key]].append(timescale)
        seen[key] += 1
    return [tuple(share) for share in shares]


def _first_word(text: str) -> str:
    return next(iter(tokens(text[:40])), "")
