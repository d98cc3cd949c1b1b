"""The partnership room as a Django application."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Agencies, people and their dated roles; who signs in."""

    name = "fourfold.trust.partnership"
    label = "partnership"
    verbose_name = "Partnership"
