"""The chasing room as a Django application."""

from django.apps import AppConfig


class ChasingConfig(AppConfig):
    """Registers the room under the label `chasing`."""

    name = "fourfold.accountability.chasing"
    label = "chasing"
