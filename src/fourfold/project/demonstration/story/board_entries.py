"""What the files in `board-meetings/` hold. Days count from the day of loading."""

from dataclasses import dataclass

from fourfold.accountability.plan.domain.states import StrandKind
from fourfold.trust.boards.domain.states import BoardKind, ItemKind, Part


@dataclass(frozen=True, slots=True)
class SeatStory:
    """Who sits, as what, for which agency; `until` is the day on which the seat ended."""

    who: str
    part: Part
    agency: str
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Arose:
    """An action arising, and when its owner did it."""

    owner: str
    text: str
    due: int
    done: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item of an agenda with its minutes and what came of it."""

    title: str
    kind: ItemKind
    why: str = ""
    presenter: str = ""
    minutes: str = ""
    unfinished: bool = False
    decisions: tuple[str, ...] = ()
    actions: tuple[Arose, ...] = ()


@dataclass(frozen=True, slots=True)
class Substitute:
    """Who came instead of somebody."""

    who: str
    name: str


@dataclass(frozen=True, slots=True)
class Met:
    """A meeting. `away` sent apologies; `provisional`: it had no quorum; `draft`: its minutes wait for approval."""

    day: int
    place: str
    hour: int = 10
    link: str = ""
    away: tuple[str, ...] = ()
    substitutes: tuple[Substitute, ...] = ()
    others: str = ""
    provisional: bool = False
    ratifies: bool = False
    draft: bool = False
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Escalated:
    """Something brought to the board: an action of the county plan as `prevent 3`, and the board's answer."""

    day: int
    by: str
    action: str
    why: str
    answered: int | None = None
    answered_by: str = ""
    answer: str = ""


@dataclass(frozen=True, slots=True)
class BoardStory:
    """A board. `secretary` runs its meetings; `coordinator` sets it up."""

    name: str
    kind: BoardKind
    area: str
    quorum: int
    begun: int
    review: int
    version: str
    coordinator: str
    secretary: str
    purpose: str
    terms: str
    seats: tuple[SeatStory, ...]
    oversees: tuple[StrandKind, ...]
    meetings: tuple[Met, ...]
    agency: str = ""
    quorum_note: str = ""
    escalations: tuple[Escalated, ...] = ()
