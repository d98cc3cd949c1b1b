"""A small world of shared records: Kent Police share missing episodes and incidents, the county reads some."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

import pytest
from tests import records
from tests.people import Cast
from tests.records import COUNTY, CRIME, INCIDENTS, MISSING, POLICE, SAFEGUARDING, Given, Told

from fourfold.trust.access.domain.resources import SubjectRole

OPEN = ("name", "born_on", "reported_at", "risk_level")
EPISODE = {
    "reported_at": "2026-09-03T22:15",
    "risk_level": "Medium",
    "found_where": "Chatham bus station",
    "exploitation_concern": "Older friends who give presents",
}
TO_COUNTY = Given(POLICE, COUNTY, MISSING, SAFEGUARDING, OPEN)
OWN = Given(POLICE, POLICE, MISSING, SAFEGUARDING, (*OPEN, "found_where", "exploitation_concern"))
INCIDENTS_TO_COUNTY = Given(POLICE, COUNTY, INCIDENTS, CRIME, ("name", "offence"))


@pytest.fixture(scope="module", autouse=True)
def past_the_walls(django_db_setup: None, django_db_blocker: "pytest.FixtureRequest") -> Iterator[None]:
    """Let `tests.records` put grants in place."""
    with django_db_blocker.unblock(), records.past_the_walls():
        yield


@dataclass(frozen=True)
class World:
    """What was put in place: one episode of Alex, one of Bo, and the grant to Kent County Council."""

    alex: UUID
    bo: UUID
    alex_id: UUID
    bo_id: UUID
    alex_reference: str
    grant: UUID


@pytest.fixture
def world(people: Cast) -> World:
    """Two episodes of Kent Police, shared with the county for safeguarding, read by the police themselves."""
    records.make_live(POLICE, MISSING, INCIDENTS)
    records.give(OWN)
    records.give(INCIDENTS_TO_COUNTY)
    grant = records.give(TO_COUNTY)
    bo_told = Told("Bo Whitfield", "2010-07-01", role=SubjectRole.VICTIM, values=EPISODE)
    added = records.hand_in(POLICE, Told(values=EPISODE), bo_told)
    alex, bo = added.record_ids
    return World(alex, bo, records.subject_of(alex), records.subject_of(bo), added.references["Alex Tanner"], grant)
