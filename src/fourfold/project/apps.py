"""The front door as a Django application: it has commands and pages, and no models."""

from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """Settings, addresses, navigation and the demonstration."""

    name = "fourfold.project"
    label = "project"
