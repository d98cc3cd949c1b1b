"""Who is one person with whom, for many at once: what the looker may not see changes nothing of the answer."""

from uuid import UUID

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests import records
from tests.people import Cast, Colleague
from tests.records import CRIME, INCIDENTS, POLICE, SAFEGUARDING, Told, World, as_owner, hand_in, subject_of

from fourfold.records.identity.queries.people import smallest_seen


def smallest(who: Colleague, *subjects: UUID, purpose: str = SAFEGUARDING) -> dict[UUID, UUID]:
    with records.sight(who, purpose) as sight:
        return smallest_seen(sight, subjects)


def merge(*subjects: UUID) -> None:
    for one in subjects:
        as_owner("insert into access_sameperson (subject_id, person_id) values (%s, %s)", [one, min(subjects)])


def hidden() -> list[UUID]:
    """Ten people in incidents, which the county sees for another purpose."""
    told = [Told(f"Hidden {number}", data_set=INCIDENTS) for number in range(10)]
    return [subject_of(one) for one in hand_in(POLICE, *told).record_ids]


def test_a_merge_with_whom_the_looker_may_not_see_changes_nothing(people: Cast, world: World) -> None:
    unseen = hidden()
    before = smallest(people.sam, world.alex_id, world.bo_id)
    merge(world.alex_id, *unseen)
    assert smallest(people.sam, world.alex_id, world.bo_id) == before
    assert before == {world.alex_id: world.alex_id, world.bo_id: world.bo_id}


def test_the_database_itself_names_nobody_hidden(people: Cast, world: World) -> None:
    unseen = hidden()
    merge(world.alex_id, *unseen)
    with records.sight(people.sam, SAFEGUARDING), connection.cursor() as cursor:
        cursor.execute("select * from identity_members_of(%s::uuid[])", [[world.alex_id, *unseen]])
        assert cursor.fetchall() == [(world.alex_id, world.alex_id)]


def test_a_merge_that_the_looker_sees_gives_both_the_same(people: Cast, world: World) -> None:
    merge(world.alex_id, world.bo_id)
    both = min(world.alex_id, world.bo_id)
    assert smallest(people.sam, world.alex_id, world.bo_id) == {world.alex_id: both, world.bo_id: both}
    assert smallest(people.sam, max(world.alex_id, world.bo_id)) == {max(world.alex_id, world.bo_id): both}


def test_nothing_is_said_of_whom_the_looker_does_not_see(people: Cast, world: World) -> None:
    unseen = hidden()
    merge(world.alex_id, *unseen)
    assert smallest(people.sam, *unseen) == {}
    assert smallest(people.hal, world.alex_id) == {}
    assert smallest(people.sam, world.alex_id, purpose=CRIME) == {}


def test_the_excluded_are_told_nothing(people: Cast, world: World) -> None:
    merge(world.alex_id, world.bo_id)
    records.exclude(people.sam, world.alex_id)
    assert smallest(people.sam, world.alex_id, world.bo_id) == {}


def test_many_cost_what_one_costs(people: Cast, world: World) -> None:
    with records.sight(people.sam, SAFEGUARDING) as sight, CaptureQueriesContext(connection) as asked:
        smallest_seen(sight, [world.alex_id, world.bo_id])
    assert len(asked) == 2
