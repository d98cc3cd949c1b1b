"""Families: two parents, one parent, step-families, three generations."""

from fourfold.engines.population.chance import Weighted
from fourfold.engines.population.households.adults import pair
from fourfold.engines.population.households.children import bear, births
from fourfold.engines.population.households.world import YEAR, Household, year_of
from fourfold.engines.population.naming.families import begin, born_as, named, settle, single, wife_of
from fourfold.engines.population.people import Person

MOTHERS_AGE = Weighted.of({(17, 20): 7, (20, 25): 22, (25, 30): 32, (30, 35): 27, (35, 40): 10, (40, 44): 2})
"""Age at the eldest child's birth."""
TOOK_STEPFATHERS_NAME = 0.15
LONE_MOTHERS = 0.87


def parents(household: Household) -> None:
    """Two parents and their children."""
    days = births(household)
    family = household.family()
    mother, father, married = pair(household, family, mothers_birth(household, days))
    father.born = min(father.born, days[0][0] - int(16.5 * YEAR))
    settle(family, father.forename, _own(mother), married, household.chance)
    bear(household, family, days, father, mother)


def lone_parent(household: Household) -> None:
    """One parent with children. Most bear the name of the parent who lives elsewhere, or both."""
    chance = household.chance
    days = births(household)
    family, absent = household.family(), household.family()
    sex = "F" if chance.happens(LONE_MOTHERS) else "M"
    born = mothers_birth(household, days)
    parent = household.add(family.origin, sex, born, named(family, sex, year_of(born), born_as(family, sex), chance))
    elsewhere = chance.happens(0.45)
    family = absent if elsewhere else family
    settle(family, family.origin.forename("M", year_of(born), chance), parent.surname, not elsewhere, chance)
    bear(household, family, days, parent if sex == "M" else None, parent if sex == "F" else None)


def step_family(household: Household) -> None:
    """A mother with her children, her new partner, and perhaps a child of both."""
    chance = household.chance
    days = births(household)
    earlier, later = household.family(), household.family()
    mother, partner, married = pair(household, later, mothers_birth(household, days))
    settle(earlier, earlier.origin.forename("M", year_of(mother.born), chance), _own(mother), True, chance)
    settle(later, partner.forename, _own(mother), married, chance)
    both = days[1:] if len(days) > 1 and chance.happens(0.6) else []
    before = days[: len(days) - len(both)]
    elder = bear(household, earlier, before, None, mother)
    renamed = chance.happens(TOOK_STEPFATHERS_NAME)
    for child in elder:
        child.step = True
        if renamed and child.surname != (taken := born_as(later, child.sex)):
            child.was, child.surname = child.surname, taken
            child.renamed = child.born + int((household.today - child.born) * (0.3 + 0.7 * chance.draw()))
    for child in bear(household, later, both, None, None):
        child.sibling = True


def three_generations(household: Household) -> None:
    """Parents, children, and a grandparent or two."""
    parents(household)
    mother = next(person for person in household.people if person.sex == "F")
    father = next(person for person in household.people if person.sex == "M")
    child = father if household.chance.happens(0.5) else mother
    chance = household.chance
    born = child.born - int((19 + chance.draw() * 16) * YEAR)
    origin = household.world.origins.by_key[child.origin]
    family = begin(origin, chance)
    family.base, family.ending = child.was or child.surname, False
    named_now = single(origin, "F", year_of(born), chance)
    grandmother = household.add(origin, "F", born, named_now)
    grandmother.was, grandmother.surname = grandmother.surname, wife_of(family, named_now.surname, chance)
    if grandmother.was == grandmother.surname:
        grandmother.was = ""
    else:
        grandmother.renamed = born + int(24 * YEAR)


def mothers_birth(household: Household, days: list[tuple[int, bool]]) -> int:
    """When the mother of such children was born: at a believable age at the eldest's birth, and the youngest's."""
    least, most = household.chance.weigh(MOTHERS_AGE)
    age = least + household.chance.draw() * (most - least)
    span = (days[-1][0] - days[0][0]) / YEAR
    return days[0][0] - int(max(16.2, min(age, 46 - span)) * YEAR)


def _own(person: Person) -> str:
    return person.was or person.surname
