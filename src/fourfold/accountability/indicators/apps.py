"""The indicators room as a Django application."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Registers the room under the label `indicators`."""

    name = "fourfold.accountability.indicators"
    label = "indicators"
