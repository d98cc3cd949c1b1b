"""The governance room as a Django application."""

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """Registers the room under the label `governance`."""

    name = "fourfold.accountability.governance"
    label = "governance"
