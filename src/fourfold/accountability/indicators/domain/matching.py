"""Which success factor of the catalogue a plan's own words mean.

A plan words its factors in its own way. Two texts are compared by the stems that they share, rarer stems counting
for more; each factor of a strand is given to at most one of the catalogue, the surest first. It proposes; a person
decides.
"""

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from fourfold.accountability.indicators.domain.catalogue import KnownFactor

SURE_FROM = 0.3
"""The likeness from which a match is proposed: 1 is the same words, 0 none in common."""

Key = TypeVar("Key", bound=Hashable)

_WORD = re.compile(r"[a-z]+")
_ENDINGS = ("ation", "ings", "ing", "ies", "ion", "ers", "er", "ed", "es", "ly", "s")
_EMPTY = {
    *(
        "a",
        "an",
        "and",
        "as",
        "at",
        "be",
        "by",
        "for",
        "from",
        "full",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
    ),
    *("our", "so", "that", "the", "their", "them", "through", "to", "up", "use", "us", "we", "well", "which", "who"),
    "with",
}


def stems(text: str) -> list[str]:
    """The stems of the words that say something."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _EMPTY]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word


def matches(texts: Mapping[Key, str], known: Sequence[KnownFactor]) -> dict[Key, KnownFactor]:
    """The factor of `known` (of one strand) that each text most likely means; texts like none are left out."""
    samples = [(factor, Counter(stems(words))) for factor in known for words in factor.reads]
    weight = _weights(sample for _factor, sample in samples)
    found: dict[Key, KnownFactor] = {}
    taken: set[int] = set()
    scored = sorted(
        (
            (_likeness(Counter(stems(text)), sample, weight), factor.number, str(key), key, factor)
            for key, text in texts.items()
            for factor, sample in samples
        ),
        key=lambda row: (-row[0], row[1], row[2]),
    )
    for likeness, number, _order, key, factor in scored:
        if likeness >= SURE_FROM and key not in found and number not in taken:
            found[key] = factor
            taken.add(number)
    return found


def _weights(samples: Iterable[Counter[str]]) -> dict[str, float]:
    counts = list(samples)
    held = Counter(stem for sample in counts for stem in sample)
    return {stem: math.log(1 + len(counts) / count) for stem, count in held.items()}


def _likeness(one: Counter[str], other: Counter[str], weight: Mapping[str, float]) -> float:
    """Cosine of the two, each stem weighed by how rare it is; a stem that no sample has counts as rare."""
    rare = max(weight.values(), default=1.0)

    def length(words: Counter[str]) -> float:
        return math.sqrt(sum((count * weight.get(stem, rare)) ** 2 for stem, count in words.items()))

    shared = sum(one[stem] * other[stem] * weight.get(stem, rare) ** 2 for stem in one.keys() & other.keys())
    return shared / (length(one) * length(other)) if shared else 0.0
