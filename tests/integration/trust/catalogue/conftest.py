"""Past the walls, for what a test sets up and for the audit log, which nobody of the cast reads.

Imports stand inside: pytest may read this file before Django is set up.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import DjangoDbBlocker


@pytest.fixture(scope="module", autouse=True)
def past_the_walls(django_db_setup: None, django_db_blocker: "DjangoDbBlocker") -> Iterator[None]:
    """Let `tests.records.as_owner` and `ask_owner` work."""
    from tests import records

    with django_db_blocker.unblock(), records.past_the_walls():
        yield


@pytest.fixture(autouse=True)
def assessed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One impact assessment is in force. That it is, is the rule of the agreements room, and proved there."""
    from tests import records

    from fourfold.trust.catalogue import assessments

    monkeypatch.setattr(assessments, "_taught", [lambda _actor: {"KM-DPIA-07": "Support in hospital"}])
    records.as_owner("drop trigger if exists is_assessed on catalogue_purposeproposal")
