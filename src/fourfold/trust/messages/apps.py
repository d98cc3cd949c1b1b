"""The messages room as a Django application."""

from django.apps import AppConfig


class MessagesConfig(AppConfig):
    """Registers the room under the label `outbox` (Django has a `messages` of its own)."""

    name = "fourfold.trust.messages"
    label = "outbox"
