"""The agreements room as a Django application."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """Registers the room under the label `agreements`, and says which impact assessments are in force."""

    name = "fourfold.trust.agreements"
    label = "agreements"

    def ready(self) -> None:
        """Teach the catalogue which assessments a new purpose may rest on."""
        from fourfold.trust.agreements.queries.sharing import impact_assessments
        from fourfold.trust.catalogue.assessments import teach

        teach(impact_assessments)
