"""The requests room as a Django application."""

from django.apps import AppConfig


class RequestsConfig(AppConfig):
    """Registers the room under the label `requests`."""

    name = "fourfold.trust.requests"
    label = "requests"
