"""The chasing room as a Django application."""

from django.apps import AppConfig


class ChasingConfig(AppConfig):
    """Registers the room under the label `chasing`."""

    name = "fourfold.accountability.chasing"
    label = "chasing"

    def ready(self) -> None:
        """Teach the boards room what vacant roles are: they open the page of their agency."""
        from fourfold.accountability.chasing.domain.vacancies import SUBJECT
        from fourfold.trust.boards.subjects import teach

        teach(
            SUBJECT,
            url_name="partnership:agency",
            words="agency with vacant roles",
            many="agencies with vacant roles",
        )
