"""The reports room as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the room under the label `reports`."""

    name = "fourfold.records.reports"
    label = "reports"
