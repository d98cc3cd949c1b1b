"""What the messages room keeps."""

from fourfold.trust.messages.models.message import Attempt, Message, Undeliverable
from fourfold.trust.messages.models.webhook import Webhook

__all__ = ["Attempt", "Message", "Undeliverable", "Webhook"]
