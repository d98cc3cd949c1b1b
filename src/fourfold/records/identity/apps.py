"""The identity room as a Django application."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """Registers the room under the label `identity`."""

    name = "fourfold.records.identity"
    label = "identity"
