"""The audit room as a Django application."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was done, read and refused: append-only, hash-chained, knowing no domain."""

    name = "fourfold.trust.audit"
    label = "audit"
    verbose_name = "Audit"
