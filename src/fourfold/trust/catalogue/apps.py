"""The catalogue room as a Django application."""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """Registers the room under the label `catalogue`."""

    name = "fourfold.trust.catalogue"
    label = "catalogue"
