"""What becomes of a message."""

from enum import StrEnum


class State(StrEnum):
    """Where a message stands. The text is kept while it may still be sent, and blanked after."""

    WAITING = "waiting"
    """To be tried at `due_at`: now, after the quiet hours, or after a failure."""
    SENDING = "sending"
    """Claimed; being handed over."""
    SENT = "sent"
    """Handed over: the next server took it."""
    UNCERTAIN = "uncertain"
    """We were cut off while handing it over. It may have arrived, so only a person sends it again."""
    FAILED = "failed"
    """Tried seven times within 21 hours, in vain."""
    BOUNCED = "bounced"
    """The receiving server refused it for good, at once or by a later report."""
    HELD = "held"
    """Its address bounces. It waits until an administrator clears the address."""
    REFUSED = "refused"
    """Our own guard kept it back: its text looked like personal data. The text was never stored."""
    GIVEN_UP = "given-up"
    """An administrator, or 30 days, decided that it is not sent any more."""

    @property
    def may_be_sent(self) -> bool:
        """Whether an administrator may have it sent (again)."""
        return self in (State.UNCERTAIN, State.FAILED, State.HELD)

    @property
    def may_be_given_up(self) -> bool:
        """Whether an administrator may decide that it is not sent."""
        return self is State.WAITING or self.may_be_sent


NEEDS_SOMEBODY = (State.UNCERTAIN, State.FAILED, State.BOUNCED, State.HELD, State.REFUSED)
"""States that an administrator is shown first."""


class Channel(StrEnum):
    """By which way a message leaves."""

    EMAIL = "email"
    WEBHOOK = "webhook"


class Outcome(StrEnum):
    """How one attempt ended."""

    OPEN = "open"
    SENT = "sent"
    LATER = "later"
    """Not handed over, and it may go better later."""
    BOUNCED = "bounced"
    """Refused for good."""
    UNKNOWN = "unknown"
    """Cut off after the text was begun."""
