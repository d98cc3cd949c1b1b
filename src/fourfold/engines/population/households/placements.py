"""Children whom an authority placed with foster carers in Kent: from Kent, from Medway, from London, from abroad."""

from fourfold.engines.population.chance import Weighted
from fourfold.engines.population.households.adults import pair
from fourfold.engines.population.households.world import YEAR, Household, year_of
from fourfold.engines.population.naming.families import single

PLACED_BY = Weighted.of(
    {
        "Kent": 50, "Medway": 12, "Lewisham": 5, "Greenwich": 5, "Bexley": 4, "Bromley": 4, "Croydon": 5,
        "Southwark": 4, "Newham": 3, "Essex": 3, "Surrey": 2, "East Sussex": 3,
    }
)  # fmt: skip
ALONE_FROM_ABROAD = 0.22
"""The share of placements that are of children who came to Kent's coast without a parent [believed]."""
ABROAD = Weighted.of(
    {"afghan": 26, "kurdish": 20, "eritrean": 15, "arabic": 15, "albanian": 9, "vietnamese": 10, "somali": 5}
)


def placement(household: Household) -> None:
    """Carers and the children placed with them."""
    chance = household.chance
    pair(household, household.family(), household.aged(36, 66))
    for _ in range(chance.weigh(Weighted.of({1: 60, 2: 30, 3: 10}))):
        abroad = chance.happens(ALONE_FROM_ABROAD)
        key = chance.weigh(ABROAD) if abroad else chance.weigh(household.world.origins.everywhere).key
        origin = household.world.origins.by_key[key]
        born = household.aged(14.5, 18) if abroad else household.aged(0.3, 18)
        sex = "M" if chance.happens(0.9 if abroad else 0.53) else "F"
        child = household.add(origin, sex, born, single(origin, sex, year_of(born), chance))
        child.placed_by = "Kent" if abroad else chance.weigh(PLACED_BY)
        since = (household.today - child.born) if not abroad else 1.5 * YEAR
        child.moved = household.today - int(chance.draw() * min(since, 5 * YEAR))
        if not abroad and child.placed_by in ("Kent", "Medway"):
            child.before = household.world.places.home(chance)
