"""What can be done with messages."""

from fourfold.trust.messages.domain.letters import EventKind, Letter, LetterKind
from fourfold.trust.messages.operations.writing import tell_webhooks, write, write_many

__all__ = ["EventKind", "Letter", "LetterKind", "tell_webhooks", "write", "write_many"]
