"""Children of a family: births, twins, names that do not repeat, sons named after their fathers."""

from fourfold.engines.population.chance import Weighted
from fourfold.engines.population.households.world import YEAR, Household, year_of
from fourfold.engines.population.naming.families import SAME_NAME, Family, child_of, named
from fourfold.engines.population.naming.patterns import Named
from fourfold.engines.population.people import Person

HOW_MANY = Weighted.of({1: 42, 2: 39, 3: 13, 4: 4.5, 5: 1.5})
TWINS = 0.016
"""Births that are of twins (England and Wales, about 15 in 1,000 maternities)."""
ALIKE = 0.65
"""Twins of one sex."""
LEAVING = 24
"""At this age a child has left home."""


def births(household: Household) -> list[tuple[int, bool]]:
    """Days of birth from the eldest on, and whether twins came; all between today and the age of leaving home."""
    chance = household.chance
    day = household.aged(0, 18.5)
    days: list[tuple[int, bool]] = []
    for _ in range(chance.weigh(HOW_MANY)):
        if household.today - day < LEAVING * YEAR:
            days.append((day, chance.happens(TWINS)))
        # The next elder was born at least eleven months before.
        day -= int((0.92 + chance.draw() * chance.draw() * 7) * YEAR)
    return days[::-1]


def bear(
    household: Household, family: Family, days: list[tuple[int, bool]], father: Person | None, mother: Person | None
) -> list[Person]:
    """The children of a family, in order of birth, brothers and sisters of one another."""
    children: list[Person] = []
    for day, twins in days:
        sex = "M" if household.chance.happens(0.512) else "F"
        first = _child(household, family, sex, day, children)
        if not children:
            after_parent(household, first, father if sex == "M" else mother)
        children.append(first)
        if twins:
            other = sex if household.chance.happens(ALIKE) else "MF"[sex == "M"]
            second = _child(household, family, other, day, children)
            # Both papers say the same day, even where it is not known.
            second.born = first.born
            first.twin = second.twin = True
            children.append(second)
    for child in children:
        child.sibling = len(children) > 1
    return children


def after_parent(household: Household, child: Person, parent: Person | None) -> None:
    """Now and then a child bears a parent's forename."""
    share = SAME_NAME if child.sex == "M" else SAME_NAME / 3
    if parent and household.chance.happens(share) and parent.forename != child.surname:
        child.forename = parent.forename
        if child.surname == parent.surname:
            child.same_name = parent.same_name = True


def _child(household: Household, family: Family, sex: str, day: int, others: list[Person]) -> Person:
    surname = child_of(family, sex, household.chance)
    return household.add(family.origin, sex, day, _distinct(household, family, sex, day, surname, others))


def _distinct(household: Household, family: Family, sex: str, day: int, surname: str, others: list[Person]) -> Named:
    """A forename that no brother or sister has, and that is not the surname."""
    taken = {surname, *(other.forename for other in others)}
    for _ in range(8):
        found = named(family, sex, year_of(day), surname, household.chance)
        if found.forename not in taken:
            return found
    return Named(found.middle if found.middle and found.middle not in taken else f"{found.forename}-Jay", "", surname)
