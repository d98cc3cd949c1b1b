"""Places for tests: a small extract of the areas and postcodes that come with Fourfold."""

from dataclasses import replace
from functools import cache

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.records.identity.domain.gazetteer import Gazetteer, read_gazetteer
from fourfold.records.identity.operations.places import register_places
from fourfold.trust.partnership.domain.roles import INSTALLATION

EVERY = 100
"""Of the postcodes one in so many is registered, so that a test's transaction is short."""


@cache
def small_gazetteer() -> Gazetteer:
    """All areas, and one postcode in a hundred."""
    whole = read_gazetteer()
    return replace(whole, postcodes=whole.postcodes[::EVERY])


def settle_places() -> int:
    """Register them, as setting up does."""
    with acting_as(INSTALLATION.actor):
        return register_places(actor=INSTALLATION, now=now(), gazetteer=small_gazetteer())
