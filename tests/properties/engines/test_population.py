"""What holds for every made-up population, whatever its size and seed."""

from datetime import date

import pyarrow.compute as pc
from hypothesis import given, settings
from hypothesis import strategies as st

from fourfold.engines.population import FEEDS, plant, populate
from fourfold.engines.population.households.streaming import households_of
from fourfold.engines.population.households.world import YEAR, World
from fourfold.engines.population.naming.origins import origins
from fourfold.engines.population.people import Person
from fourfold.engines.population.places import gazetteer
from fourfold.engines.population.populating import TODAY

SEEDS = st.integers(-(2**63), 2**63)
SIZES = st.integers(1, 400)
FEW = settings(max_examples=15, deadline=None)


@FEW
@given(SIZES, SEEDS)
def test_the_same_seed_gives_the_same_population(people: int, seed: int) -> None:
    first, again = populate(people=people, seed=seed), populate(people=people, seed=seed)
    assert first.truth.equals(again.truth)
    assert all(first.records(agency).equals(again.records(agency)) for agency in first.agencies)


@FEW
@given(SEEDS)
def test_another_seed_gives_another(seed: int) -> None:
    assert not populate(people=200, seed=seed).truth.equals(populate(people=200, seed=seed + 1).truth)


@FEW
@given(SIZES, SIZES, SEEDS)
def test_a_smaller_population_is_the_beginning_of_a_larger(one: int, more: int, seed: int) -> None:
    small, large = populate(people=one, seed=seed), populate(people=one + more, seed=seed)
    for agency in small.agencies:
        told = {row["record_id"]: row for row in large.records(agency).to_pylist()}
        assert all(told[row["record_id"]] == row for row in small.records(agency).to_pylist())


@FEW
@given(SIZES, SEEDS)
def test_every_record_has_its_truth_and_its_own_id(people: int, seed: int) -> None:
    population = populate(people=people, seed=seed)
    for agency in population.agencies:
        truth = population.truth.filter(pc.equal(population.truth["source"], agency))
        ids = population.records(agency)["record_id"].to_pylist()
        assert truth["record_id"].to_pylist() == ids
        assert len(set(ids)) == len(ids)
    assert population.truth.num_rows == sum(population.records(agency).num_rows for agency in population.agencies)
    assert pc.count_distinct(population.truth["person_key"]).as_py() <= people


@FEW
@given(SEEDS)
def test_every_household_hangs_together(seed: int) -> None:
    world = World.at(gazetteer(), origins(), TODAY)
    for household in households_of(world, seed, 600):
        assert len({person.home.address for person in household}) == 1
        for person in household:
            believable(person, world)
        eldest = min(person.born for person in household)
        for child in household:
            if child.sibling:
                assert child.born - eldest > 15 * YEAR
        children = [person for person in household if person.sibling]
        assert len({(child.forename, child.surname) for child in children}) == len(children)


def believable(person: Person, world: World) -> None:
    """Nothing that a person's days contradict."""
    assert person.born <= world.today
    assert world.today - person.born < 110 * YEAR
    assert person.forename
    assert person.surname
    assert (person.before is None) or (person.born <= person.moved <= world.today)
    assert not person.was or person.born < person.renamed <= world.today
    assert person.was != person.surname
    assert not person.sibling or person.forename != person.surname
    assert not (person.placed_by and world.today - person.born > 19 * YEAR)


@FEW
@given(st.integers(1, 60), SEEDS, st.dates(date(2000, 1, 1), date(2030, 12, 31)), st.floats(0, 1))
def test_a_feed_can_be_told_of_few_people_and_any_month(people: int, seed: int, day: date, share: float) -> None:
    population = populate(people=people, seed=seed)
    for name, (_, columns) in FEEDS.items():
        table = population.feed(name, day)
        assert table.column_names == list(columns)
        faulty, planted = plant(table, share, seed, population.today)
        assert faulty.num_rows >= table.num_rows
        assert planted.num_rows <= 2 * table.num_rows
        if day > population.today:
            assert table.num_rows == 0
