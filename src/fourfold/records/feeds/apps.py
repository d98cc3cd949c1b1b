"""The feeds room as a Django application."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """Registers the room under the label `feeds`, and says how requests to share find people."""

    name = "fourfold.records.feeds"
    label = "feeds"

    def ready(self) -> None:
        """Teach the room of requests whom somebody sees."""
        from fourfold.records.feeds.queries.asked import SeenPeople
        from fourfold.trust.requests.people import teach

        teach(SeenPeople())
