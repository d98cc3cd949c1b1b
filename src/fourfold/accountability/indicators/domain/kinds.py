"""The closed lists of the indicators room."""

from enum import StrEnum


class Direction(StrEnum):
    """Which way is better. `NEITHER` where more may be good or bad: a count of use says nothing by itself."""

    UP = "up"
    DOWN = "down"
    NEITHER = "neither"

    @property
    def label(self) -> str:
        """The direction in words."""
        return {
            "up": "Higher is better",
            "down": "Lower is better",
            "neither": "Neither: read it with the figures named below",
        }[self.value]


class SourceKind(StrEnum):
    """Where the figures come from."""

    OPEN = "open"
    """Published for everyone: the figures that Fourfold ships, and later ones imported."""
    SUPPLIED = "supplied"
    """Sent by a partner agency: entered or imported."""
    PLATFORM = "platform"
    """Counted by a room of Fourfold. Until that room measures, its owner enters the figures."""

    @property
    def label(self) -> str:
        """The kind in words."""
        return {
            "open": "Open figures, published for everyone",
            "supplied": "Supplied by a partner agency",
            "platform": "Counted in Fourfold",
        }[self.value]


class YardstickKind(StrEnum):
    """What figures are held against."""

    BASELINE = "baseline"
    TARGET = "target"

    @property
    def label(self) -> str:
        """The word as it is shown."""
        return self.value.capitalize()


class DeliveryKind(StrEnum):
    """How figures came in."""

    ENTERED = "entered"
    IMPORTED = "imported"
    MEASURED = "measured"
    SHIPPED = "shipped"

    @property
    def label(self) -> str:
        """How, in words."""
        return {
            "entered": "Entered by hand",
            "imported": "Imported from a file",
            "measured": "Measured by Fourfold",
            "shipped": "Came with Fourfold",
        }[self.value]


class DeliveryState(StrEnum):
    """Whether what came in has been taken."""

    WAITING = "waiting"
    ACCEPTED = "accepted"

    @property
    def label(self) -> str:
        """The state in words."""
        return {"waiting": "Waits to be checked", "accepted": "Taken"}[self.value]
