"""The feeds room as a Django application."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Registers the room under the label `feeds`."""

    name = "fourfold.records.feeds"
    label = "feeds"
