"""The publishing room as a Django application."""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Registers the room under the label `publishing`."""

    name = "fourfold.accountability.publishing"
    label = "publishing"
