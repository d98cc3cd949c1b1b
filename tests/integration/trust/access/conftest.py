"""Kent Police hold records of Alex and Bo; an agreement shares them with those of the county who work with them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker
    from tests.people import Cast
    from tests.records import World


@pytest.fixture(scope="module")
def past_the_walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Let `tests.records` put grants in place."""
    from tests import records

    with django_db_blocker.unblock(), records.past_the_walls():
        yield


@pytest.fixture
def world(past_the_walls: None, people: "Cast") -> "World":
    """As in the records' tests, where the county's grant asks for a relationship to the person."""
    from dataclasses import replace

    from tests import records

    made = records.small_world()
    records.end(made.grant)
    grant = records.give(records.TO_COUNTY.changed(needs_relationship=True))
    return replace(made, grant=grant)
