"""The closed lists of this room: where a pack stands, where a public version stands."""

from enum import StrEnum


class PackState(StrEnum):
    """Where a pack stands on its way."""

    QUEUED = "queued"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"

    @property
    def label(self) -> str:
        """The state as it is shown."""
        return {"queued": "Waiting to begin", "making": "Being made", "ready": "Ready", "failed": "Not made"}[
            self.value
        ]

    @property
    def is_under_way(self) -> bool:
        """Whether it is still to come."""
        return self in (PackState.QUEUED, PackState.MAKING)


class Trouble(StrEnum):
    """Why a pack was not made."""

    NOT_ALLOWED = "not-allowed"
    TOO_LARGE = "too-large"
    UNEXPECTED = "unexpected"

    @property
    def sentence(self) -> str:
        """What happened, and what to do."""
        return {
            "not-allowed": "You could no longer read all that the pack would hold when its turn came. Ask a plan "
            "coordinator whether your role or the plan's audience has changed.",
            "too-large": "The pack came out larger than 10 MB, which is as much as is kept. Make one for a single "
            "board, or ask for fewer charts.",
            "unexpected": "Something went wrong that is not your doing. Try again; if it happens again, tell your "
            "administrator the number of the pack.",
        }[self.value]


class ReleaseState(StrEnum):
    """Where a version of the public page stands."""

    PROPOSED = "proposed"
    PUBLISHED = "published"
    REPLACED = "replaced"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state as it is shown."""
        return {
            "proposed": "Waits for approval",
            "published": "On the public page",
            "replaced": "Replaced by a newer version",
            "withdrawn": "Withdrawn",
        }[self.value]
