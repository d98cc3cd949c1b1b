"""The boards room as a Django application."""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    """Registers the room under the label `boards`."""

    name = "fourfold.trust.boards"
    label = "boards"
