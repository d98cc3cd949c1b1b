"""What can be done with messages: writing them, for every room; the rest for administrators' pages and the sender."""

from fourfold.trust.messages.domain.letters import EventKind, Letter, LetterKind
from fourfold.trust.messages.operations.administering import clear_address, give_up, send_again, send_all_again
from fourfold.trust.messages.operations.bounces import take_report
from fourfold.trust.messages.operations.restoring import hold_after_restore
from fourfold.trust.messages.operations.webhooks import (
    Made,
    end_webhook,
    make_webhook,
    pause_webhook,
    resume_webhook,
    rotate_secret,
    try_webhook,
)
from fourfold.trust.messages.operations.writing import tell_webhooks, write, write_many

__all__ = [
    "EventKind",
    "Letter",
    "LetterKind",
    "Made",
    "clear_address",
    "end_webhook",
    "give_up",
    "hold_after_restore",
    "make_webhook",
    "pause_webhook",
    "resume_webhook",
    "rotate_secret",
    "send_again",
    "send_all_again",
    "take_report",
    "tell_webhooks",
    "try_webhook",
    "write",
    "write_many",
]
