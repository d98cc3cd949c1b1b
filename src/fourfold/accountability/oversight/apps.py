"""The oversight room as a Django application."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Registers the room under the label `oversight`."""

    name = "fourfold.accountability.oversight"
    label = "oversight"
