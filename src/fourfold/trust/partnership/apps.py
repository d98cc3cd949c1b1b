"""The partnership room as a Django application."""

from django.apps import AppConfig


class PartnershipConfig(AppConfig):
    """Agencies, people and their dated roles; who signs in."""

    name = "fourfold.trust.partnership"
    label = "partnership"
    verbose_name = "Partnership"

    def ready(self) -> None:
        """Listen to signing in."""
        from fourfold.trust.partnership import signin_audit

        signin_audit.receive()
