"""The room of data sets as a Django application."""

from django.apps import AppConfig


class DatasetsConfig(AppConfig):
    """Registers the room under the label `datasets`."""

    name = "fourfold.records.datasets"
    label = "datasets"
