"""RAG and status words to a status: as a person chose, else by the words that partnerships commonly use."""

from collections.abc import Mapping
from dataclasses import dataclass

from fourfold.accountability.plan.domain.reading.words import tidy, tokens
from fourfold.accountability.plan.domain.states import Status

_WORDS = {
    Status.ON_TRACK: ("green", "g", "on track", "on target", "in progress", "ongoing", "underway", "started"),
    Status.AT_RISK: ("amber", "a", "yellow", "at risk", "some concern", "some concerns", "slipping", "minor delay"),
    Status.OFF_TRACK: ("red", "r", "off track", "delayed", "behind", "late", "overdue", "major delay", "stalled"),
    Status.COMPLETE: ("blue", "b", "complete", "completed", "done", "closed", "achieved", "delivered"),
    Status.NOT_STARTED: ("grey", "gray", "white", "not started", "not yet started", "to start", "planned", "to do"),
}  # fmt: skip
_BY_WORDS = {tuple(words.split()): status for status, several in _WORDS.items() for words in several}
_LONGEST = max(len(words) for words in _BY_WORDS)


@dataclass(frozen=True, slots=True)
class StatusCell:
    """What a status cell says. `status` is None where its words say nothing to us; `raw` are all its words."""

    status: Status | None
    raw: str
    sure: bool = True


def read_status(text: str, chosen: Mapping[str, Status]) -> StatusCell | None:
    """The status of a cell; None where it is empty. What follows the word (`Amber: two posts are vacant`) is kept."""
    words = tokens(text)
    if not words:
        return None
    raw = tidy(text)
    key = " ".join(words)
    if key in chosen:
        return StatusCell(chosen[key], raw)
    for size in range(min(_LONGEST, len(words)), 0, -1):
        found = _BY_WORDS.get(tuple(words[:size]))
        if found is not None:
            return StatusCell(found, raw, sure=size == len(words) or size > 1 or len(words[0]) > 1)
    return StatusCell(None, raw)
