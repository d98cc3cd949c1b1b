"""The agreements room as a Django application."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Registers the room under the label `agreements`."""

    name = "fourfold.trust.agreements"
    label = "agreements"
