"""Requests need records, and an agreement that permits them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker
    from tests.asking import World
    from tests.people import Cast


@pytest.fixture(scope="module", autouse=True)
def past_the_walls(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let `tests.records` put grants in place."""
    from tests import records

    with django_db_blocker.unblock(), records.past_the_walls():
        yield


@pytest.fixture
def world(people: Cast) -> World:
    """The county may ask Kent Police."""
    from tests import asking

    return asking.world(people)
