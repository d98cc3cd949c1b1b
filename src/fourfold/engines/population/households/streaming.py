"""All households of a population, one after the other, each from its own stream of draws.

So the first hundred thousand people of a million are the same as a population of a hundred thousand by that seed.
"""

from collections.abc import Callable, Iterator

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.households.adults import alone, couple, sharers
from fourfold.engines.population.households.families import lone_parent, parents, step_family, three_generations
from fourfold.engines.population.households.placements import placement
from fourfold.engines.population.households.world import YEAR, Household, World
from fourfold.engines.population.people import Person

SHAPES: Weighted[Callable[[Household], None]] = Weighted.of(
    {
        alone: 29,
        couple: 27,
        parents: 25,
        lone_parent: 9.5,
        step_family: 4,
        three_generations: 2,
        sharers: 3,
        placement: 0.5,
    }
)
"""Households of a hundred by shape: the Census of 2021 in rough outline, step-families and placements [believed]."""
MOVED = 0.36
"""Households that moved within the years that agencies look back on."""
LOOK_BACK = 8
NEAR = 0.62
"""Movers who stay in their district."""


def households_of(world: World, seed: int, most: int) -> Iterator[list[Person]]:
    """Households until `most` people are told; the last one is cut short where they would be more."""
    chance = Chance(seed)
    told = household = 0
    while told < most:
        household += 1
        chance.restart(household)
        people = _household(household, world, chance)[: most - told]
        for number, person in enumerate(people, start=told + 1):
            person.number = number
        told += len(people)
        yield people


def _household(number: int, world: World, chance: Chance) -> list[Person]:
    home = world.places.home(chance)
    made = Household(number, world, chance, home, world.origins.draw(home.area.district, chance))
    chance.weigh(SHAPES)(made)
    if chance.happens(MOVED):
        _move(made)
    deprived = 1.6 - 0.11 * home.area.decile
    for person in made.people:
        # Few people have much to do with agencies: a long tail with a mean near one.
        person.contact = deprived * (0.35 + 2.6 * chance.draw() ** 3)
    return made.people


def _move(household: Household) -> None:
    """The whole household came from one other home; who was not yet born, or was placed here, did not."""
    chance, home, places = household.chance, household.home, household.world.places
    near = chance.happens(NEAR)
    before = places.home_near(home.area.district, chance) if near else places.home(chance)
    day = household.today - 30 - int(chance.draw() * LOOK_BACK * YEAR)
    for person in household.people:
        if person.born < day and not person.placed_by:
            person.before, person.moved = before, day
