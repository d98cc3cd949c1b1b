"""What tests of linked people share. Imports stand inside: pytest may read this before Django is set up."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker
    from tests.people import Cast
    from tests.reviews import Asked


@pytest.fixture(scope="module")
def past_the_walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Let `tests.records` put grants in place."""
    from tests import records

    with django_db_blocker.unblock(), records.past_the_walls():
        yield


@pytest.fixture
def asked(past_the_walls: None, people: "Cast") -> "Asked":
    """A question about a girl of the police and one of the county, seen by the county's people."""
    from tests import reviews

    reviews.world()
    return reviews.twins_or_one()
