"""Tests of the practice floor ask the database past its walls, too.

Imports stand inside: pytest may read this file before Django is set up.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module", autouse=True)
def past_the_walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Let `tests.records` ask and act as the owner."""
    from tests import records

    with django_db_blocker.unblock(), records.past_the_walls():
        yield
