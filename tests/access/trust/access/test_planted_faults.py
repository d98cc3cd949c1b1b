"""Each planted fault turns the comparison of the three walls red: a test that nothing can fail proves nothing."""

from collections.abc import Iterator

import pytest
from tests.access.trust.access.faults import (
    IN_DATABASE,
    IN_PYTHON,
    InDatabase,
    InPython,
    planted_in_database,
    planted_in_python,
)
from tests.access.trust.access.test_three_walls import disagreements
from tests.access.trust.access.worlds import TABLE, Maker, past_the_wall, probe_table, put
from tests.people import Cast

from fourfold.ground.kernel.clock import now
from fourfold.trust.access.domain import deciding


@pytest.fixture
def probe(people: Cast) -> Iterator[str]:
    """The guarded table of the tests."""
    with probe_table() as table:
        yield table


def is_caught(people: Cast) -> bool:
    """Whether any of some worlds shows the fault."""
    for seed in range(8):
        maker, at = Maker(seed), now()
        world = maker.world(openings=150, rows=60, at=at)
        put(world, maker.mark, people, at)
        if disagreements(world, maker, people, at)[1]:
            return True
    return False


@pytest.mark.parametrize("fault", IN_DATABASE, ids=str)
def test_a_fault_in_the_database_is_caught(fault: InDatabase, probe: str, people: Cast) -> None:
    with planted_in_database(fault):
        assert is_caught(people)


@pytest.mark.parametrize("fault", IN_PYTHON, ids=str)
def test_a_fault_in_the_policy_is_caught(fault: InPython, probe: str, people: Cast) -> None:
    with planted_in_python(fault, deciding):
        assert is_caught(people)


def test_a_table_that_forgot_its_wall_is_caught(probe: str, people: Cast) -> None:
    past_the_wall().execute(f"drop policy see_by_grant on {TABLE}")
    past_the_wall().execute(f"create policy see_by_grant on {TABLE} for select using (true)")
    assert is_caught(people)
