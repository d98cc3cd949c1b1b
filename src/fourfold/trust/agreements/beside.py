"""What other rooms know of an agreement. This room knows none of them: each teaches it what its history shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fourfold.trust.partnership.domain.roles import Standing


@dataclass(frozen=True, slots=True)
class Beside:
    """Something that names an agreement: when, what, by whom, and its page."""

    at: datetime
    title: str
    text: str
    by: str
    href: str


Teller = Callable[[Standing, UUID], Sequence[Beside]]
"""For whoever reads and an agreement's id: what they may see of it, authorised by the room that tells."""

_taught: dict[str, Teller] = {}


def teach(room: str, teller: Teller) -> None:
    """Say what a room knows of an agreement. Once for each room."""
    _taught[room] = teller


def beside(actor: Standing, agreement_id: UUID) -> list[Beside]:
    """All that the other rooms show the actor of an agreement."""
    return [one for teller in _taught.values() for one in teller(actor, agreement_id)]
