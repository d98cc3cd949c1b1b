"""The rights room as a Django application."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Registers the room under the label `rights`, and says what records carry since they were disputed."""

    name = "fourfold.accountability.rights"
    label = "rights"

    def ready(self) -> None:
        """Teach the room of feeds what stands beside a record."""
        from fourfold.accountability.rights.presenters.beside import marks_beside
        from fourfold.records.feeds.beside import teach

        teach("rights", marks_beside)
