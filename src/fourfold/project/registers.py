"""What comes with Fourfold and is kept in the database: agencies, the law of sharing, indicators, places."""

from fourfold.accountability.indicators.operations.catalogue import register_indicators
from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.records.identity.operations.places import register_places
from fourfold.trust.catalogue.operations import register_catalogue
from fourfold.trust.partnership.domain.roles import INSTALLATION
from fourfold.trust.partnership.operations import register_agencies
from fourfold.trust.partnership.queries import agency_ids_by_key, known_register


def bring_up_to_date() -> None:
    """Bring an installation’s registers to what this version of Fourfold holds; one not set up is left alone."""
    with acting_as(INSTALLATION.actor):
        if agency_ids_by_key():
            register_agencies(actor=INSTALLATION, now=now(), register=known_register())
            register_catalogue(actor=INSTALLATION, now=now())
            register_indicators(actor=INSTALLATION, now=now())
            register_places(actor=INSTALLATION, now=now())
