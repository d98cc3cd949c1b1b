"""The plan room as a Django application."""

from django.apps import AppConfig


class PlanConfig(AppConfig):
    """The 4P action plan."""

    name = "fourfold.accountability.plan"
    label = "plan"
