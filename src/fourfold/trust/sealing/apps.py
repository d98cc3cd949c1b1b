"""The sealing room as a Django application."""

from django.apps import AppConfig


class SealingConfig(AppConfig):
    """The installation's data keys, wrapped by its secret key."""

    name = "fourfold.trust.sealing"
    label = "sealing"
    verbose_name = "Sealing"
