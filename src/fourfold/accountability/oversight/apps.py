"""The oversight room as a Django application."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Registers the room under the label `oversight`, and says which breaches name an agreement."""

    name = "fourfold.accountability.oversight"
    label = "oversight"

    def ready(self) -> None:
        """Teach the room of agreements what its histories show to those who oversee."""
        from fourfold.accountability.oversight.presenters.beside import breaches_beside
        from fourfold.trust.agreements.beside import teach

        teach("oversight", breaches_beside)
