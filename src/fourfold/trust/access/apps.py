"""The access room as a Django application."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Purposes, relationships and the row-level security context of each request."""

    name = "fourfold.trust.access"
    label = "access"
