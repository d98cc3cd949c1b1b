"""Which strand a heading or a cell means: its own name, or words that a person or common usage gives to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.accountability.plan.domain.reading.words import tokens
from fourfold.accountability.plan.domain.states import StrandKind

_STEMS = {
    "prevent": StrandKind.PREVENT,
    "protect": StrandKind.PROTECT,
    "pursu": StrandKind.PURSUE,
    "prepar": StrandKind.PREPARE,
}
_MEANS = {
    StrandKind.PREVENT: ("early intervention", "early help", "diversion", "education", "awareness", "intervention"),
    StrandKind.PROTECT: ("safeguarding", "vulnerability", "vulnerable", "victims", "support victims"),
    StrandKind.PURSUE: ("enforcement", "disruption", "disrupt", "investigation", "offenders", "prosecution"),
    StrandKind.PREPARE: ("resilience", "governance", "partnership working", "training", "information sharing"),
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """The strand that words mean. Not `sure`: a person is asked."""

    kind: StrandKind
    sure: bool


def strand_meant(text: str, chosen: Mapping[str, StrandKind]) -> Meaning | None:
    """The strand of a heading or cell; None where its words point to none, or to several."""
    words = tokens(text)
    key = " ".join(words)
    if key in chosen:
        return Meaning(chosen[key], True)
    named = {kind for word in words for stem, kind in _STEMS.items() if word.startswith(stem)}
    if named:
        return Meaning(named.pop(), True) if len(named) == 1 else None
    meant = {kind for kind, several in _MEANS.items() if any(f" {known} " in f" {key} " for known in several)}
    return Meaning(meant.pop(), False) if len(meant) == 1 else None


def only_names(text: str, kind: StrandKind) -> bool:
    """Whether the words say nothing but the strand's own name."""
    return tokens(text) == [kind.value]
