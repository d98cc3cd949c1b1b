"""What is handed over, and how that went."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from fourfold.trust.messages.domain.states import Channel, Outcome


@dataclass(frozen=True, slots=True)
class Errand:
    """One claimed message with its text in clear. `number` is that of the attempt."""

    message_id: UUID
    number: int
    channel: Channel
    ready_at: datetime
    body: str
    address: str = ""
    subject: str = ""
    url: str = ""
    secrets: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Handed:
    """How an attempt went. `said` is a plain sentence without an address or a text in it."""

    outcome: Outcome
    said: str = ""
    no_such_address: bool = False
    """Further letters to the address are of no use; a webhook is gone."""
    server_down: bool = False
    """The mail server itself, not this letter: the run need not try others."""


SENT = Handed(Outcome.SENT)
