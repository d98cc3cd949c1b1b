"""Words for what the room keeps: runs, judgements, changes of people."""

from enum import StrEnum


class RunKind(StrEnum):
    """What made the linkage look again."""

    FULL = "full"
    DELIVERY = "delivery"
    JUDGEMENT = "judgement"
    """A person decided something about a pair, or took it back."""


class RunState(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Judgement(StrEnum):
    """What a reviewer says of a pair."""

    TOGETHER = "together"
    APART = "apart"
    NOT_SURE = "not-sure"


class TaskState(StrEnum):
    """Where a question to reviewers stands."""

    OPEN = "open"
    SECOND = "second"
    """One reviewer has said something; another is asked, too."""
    DECIDED = "decided"
    SUPERSEDED = "superseded"
    """A later run no longer asks it: the records changed, were undone, or are now clear."""


class ChangeKind(StrEnum):
    """What became of people."""

    JOINED = "joined"
    PARTED = "parted"
    MOVED = "moved"
    """Some of one person's records are now held to be another's."""
