"""What must hold of every decision: removing never adds, forbid wins, an end is an end to the second."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.access.trust.access.test_three_walls import by_the_database, looking_as, resource_of
from tests.access.trust.access.worlds import Maker, agencies_past_the_wall, past_the_wall, probe_table, put
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.trust.access.domain.deciding import decide
from fourfold.trust.access.domain.grants import Looker
from fourfold.trust.access.domain.resources import Action
from fourfold.trust.partnership.domain.roles import Standing


@pytest.fixture
def probe(people: Cast) -> Iterator[str]:
    """The guarded table of the tests."""
    with probe_table() as table:
        yield table


WHO = ("pat", "mia", "hal", "sam")


def test_removing_a_grant_never_adds_a_row_or_a_field(probe: str, people: Cast) -> None:
    for seed in range(4):
        maker, at = Maker(seed), now()
        world = maker.world(openings=60, rows=60, at=at)
        put(world, maker.mark, people, at)
        for who in WHO:
            with looking_as(getattr(people, who), maker.purposes[0]):
                before = by_the_database(maker.mark)
            gone = [one.id for one in world.openings if maker.rng.random() < 0.3]
            past_the_wall().execute("delete from access_grant where id = any (%s)", [gone])
            with looking_as(getattr(people, who), maker.purposes[0]):
                after = by_the_database(maker.mark)
            assert all(fields <= before[record] for record, fields in after.items())


def test_forbid_wins_over_everything(probe: str, people: Cast) -> None:
    maker, at = Maker(7), now()
    world = maker.world(openings=150, rows=60, at=at)
    put(world, maker.mark, people, at)
    for who in WHO:
        colleague = getattr(people, who)
        with looking_as(colleague, maker.purposes[0]):
            before = by_the_database(maker.mark)
        for about in maker.people:
            past_the_wall().execute(
                "insert into access_exclusion (id, user_id, subject_id, kind, reason, placed_by, since, ended_by)"
                " values (gen_random_uuid(), %s, %s, 'placed', '', 'test', %s, '')",
                [colleague.user_id, about, at],
            )
        with looking_as(colleague, maker.purposes[0]):
            after = by_the_database(maker.mark)
        about_nobody = {row.id for row in world.rows if row.about is None}
        assert set(after) == set(before) & about_nobody


def test_an_end_is_an_end_to_the_second(probe: str, people: Cast) -> None:
    """In the database, within one transaction; in Python, at the very instant."""
    maker, at = Maker(3), now()
    made = maker.world(openings=150, rows=60, at=at)
    ends = at + timedelta(seconds=2.5)
    openings = tuple(
        replace(one, ends=ends, revoked=None, begins=at - timedelta(hours=1), only_who_works_with=False)
        for one in made.openings
    )
    world = replace(made, openings=openings)
    put(world, maker.mark, people, at)
    agency = agencies_past_the_wall()
    with looking_as(people.pat, maker.purposes[0]) as looker:
        seen = by_the_database(maker.mark)
        assert seen
        row = next(row for row in world.rows if row.id in seen)
        time.sleep(max(0.0, (ends - now()).total_seconds()) + 0.01)
        assert by_the_database(maker.mark) == {}
    resource = resource_of(row, agency)
    instant_before = decide(looker, Action.READ, resource, maker.purposes[0], ends - timedelta(microseconds=1))
    assert instant_before.allowed
    assert not decide(looker, Action.READ, resource, maker.purposes[0], ends).allowed


def test_a_revocation_binds_the_next_statement_of_the_next_transaction(probe: str, people: Cast) -> None:
    maker, at = Maker(5), now()
    world = maker.world(openings=150, rows=60, at=at)
    put(world, maker.mark, people, at)
    with looking_as(people.pat, maker.purposes[0]):
        assert by_the_database(maker.mark)
    past_the_wall().execute("update access_grant set revoked_at = now(), revoked_because = 'suspended'")
    with looking_as(people.pat, maker.purposes[0]):
        assert by_the_database(maker.mark) == {}


def test_a_worry_is_passed_on_whatever_is_open(people: Cast) -> None:
    """Safety is never locked out: no training, no grant, no purpose, kept away from the person; only a role."""
    maker = Maker(1)
    row = maker.world(openings=0, rows=1, at=now()).rows[0]
    resource = resource_of(row, agencies_past_the_wall())
    with looking_as(people.vic, "") as untrained:
        assert untrained.trained_until is None
    excluded = replace(untrained, excluded=frozenset(maker.people))
    assert decide(excluded, Action.REFER, resource, "", now()).allowed
    assert not decide(excluded, Action.READ, resource, "", now()).allowed
    assert not decide(Looker(Standing()), Action.REFER, resource, "", now()).allowed
