"""A small world of shared records: Kent Police share missing episodes and incidents, the county reads some.

Imports stand inside: pytest may read this file before Django is set up.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker
    from tests.people import Cast
    from tests.records import World


@pytest.fixture(scope="module", autouse=True)
def past_the_walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Let `tests.records` put grants in place."""
    from tests import records

    with django_db_blocker.unblock(), records.past_the_walls():
        yield


@pytest.fixture
def world(people: "Cast") -> "World":
    """Two episodes of Kent Police, shared with the county for safeguarding, read by the police themselves."""
    from tests.records import small_world

    return small_world()
