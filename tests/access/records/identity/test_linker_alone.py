"""What the linkage knows is the linker's alone: nobody else reads it, nor writes who is one person."""

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from tests.deliveries import EPISODES
from tests.linking import ada, delivered, groups, subject_of
from tests.people import Cast
from tests.records import (
    COUNTY,
    OPEN,
    OWN,
    POLICE,
    SAFEGUARDING,
    Given,
    ask_owner,
    exclude,
    give,
    make_live,
    relate,
    sight,
)

from fourfold.ground.kernel.clock import now
from fourfold.ground.postgres.context import acting_as
from fourfold.records.feeds.queries.records import subjects_seen
from fourfold.records.identity.models import Change, Run
from fourfold.records.identity.queries.people import same_person
from fourfold.trust.partnership.domain.roles import CHASER, INSTALLATION

TABLES = ("identity_description", "identity_blockingkey", "identity_pair", "identity_touched", "access_sameperson")


@pytest.fixture(autouse=True)
def live(past_the_walls: None, people: Cast) -> None:
    """Kent Police hold missing episodes, and read their own."""
    make_live("kent-police", EPISODES)
    give(OWN)


def refused(statement: str) -> None:
    with (
        pytest.raises(ProgrammingError, match=r"permission denied|linker alone"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("table", TABLES)
def test_nobody_reads_or_writes_what_the_linkage_knows(people: Cast, table: str) -> None:
    for actor in (people.pat.actor, INSTALLATION.actor, CHASER.actor):
        with acting_as(actor):
            refused(f"select * from {table}")
            refused(f"delete from {table}")


def test_the_functions_of_the_linker_answer_nobody_else(people: Cast) -> None:
    found = ask_owner(
        "select p.pronargs as a, p.proname as b from pg_proc p"
        " where strpos(p.prosrc, 'identity_linker_only()') > 0 order by 2"
    )
    assert len(found) >= 20
    with sight(people.pat, SAFEGUARDING):
        for count, name in found:
            refused(f"select * from {name}({', '.join(['null'] * count)})")
        refused("select access_same(array[gen_random_uuid()])")


def test_a_relationship_to_one_subject_opens_the_other_and_an_exclusion_closes_it(people: Cast) -> None:
    give(Given(POLICE, COUNTY, EPISODES, SAFEGUARDING, OPEN, needs_relationship=True))
    delivered(people.pat, ada(1), ada(2))
    one, two = subject_of(1), subject_of(2)
    relate(people.sam, "case", "person", one)
    with sight(people.sam, SAFEGUARDING) as seen:
        assert subjects_seen(seen, [one, two]) == {one, two}
        assert same_person(seen, one) == groups()[0]
    exclude(people.sam, two)
    with sight(people.sam, SAFEGUARDING) as seen:
        assert subjects_seen(seen, [one, two]) == set()
        assert same_person(seen, one) == []


def test_a_change_is_seen_only_with_all_of_its_subjects(people: Cast) -> None:
    give(Given(POLICE, COUNTY, EPISODES, SAFEGUARDING, OPEN, subject_id=None, needs_relationship=True))
    delivered(people.pat, ada(1), ada(2))
    with sight(people.pat, SAFEGUARDING):
        assert Change.objects.count() == 1
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            list(Change.objects.defer(None).values_list("because"))
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Change.objects.create(
                kind="joined", run_id=uuid4(), at=now(), subjects=[subject_of(1)], before=[], after=[], because={}
            )
    with sight(people.sam, SAFEGUARDING):
        assert Change.objects.count() == 0
        assert Run.objects.count() == 0
