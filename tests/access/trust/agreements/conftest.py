"""Everybody who signs, for the tests of the pages."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.agreements import Table
    from tests.people import Cast


@pytest.fixture
def table(people: "Cast") -> "Table":
    """The officers, the agencies, the catalogue."""
    from tests.agreements import set_the_table

    return set_the_table()
