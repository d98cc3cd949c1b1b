"""The chasing room as a Django application."""

from django.apps import AppConfig


class ChasingConfig(AppConfig):
    """Registers the room under the label `chasing`."""

    name = "fourfold.accountability.chasing"
    label = "chasing"

    def ready(self) -> None:
        """Teach the boards room what a vacant role is: it opens the page of its agency."""
        from fourfold.accountability.chasing.domain.vacancies import subject_kind
        from fourfold.trust.boards.subjects import teach
        from fourfold.trust.partnership.domain.roles import RoleKind

        for kind in RoleKind:
            teach(subject_kind(kind), url_name="partnership:agency", words="vacant role")
