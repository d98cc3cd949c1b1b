"""Grown-ups: by themselves, as couples, as sharers."""

from fourfold.engines.population.chance import Weighted
from fourfold.engines.population.households.world import YEAR, Household, year_of
from fourfold.engines.population.naming.families import Family, born_as, named, single, wife_of
from fourfold.engines.population.naming.origins import Origin
from fourfold.engines.population.people import Person

ALONE = Weighted.of({(19, 29): 12, (30, 49): 30, (50, 64): 26, (65, 79): 21, (80, 97): 11})
COUPLES = Weighted.of({(20, 34): 20, (35, 49): 12, (50, 64): 33, (65, 79): 28, (80, 93): 7})
OWN_ORIGIN = 0.9
"""The share of couples of one origin [believed]."""
MARRIED = 0.62


def alone(household: Household) -> None:
    """One person."""
    least, most = household.chance.weigh(ALONE)
    sex = "F" if household.chance.happens(0.52) else "M"
    _somebody(household, household.origin, sex, household.aged(least, most + 1))


def couple(household: Household) -> None:
    """Two people without children at home."""
    least, most = household.chance.weigh(COUPLES)
    pair(household, household.family(), household.aged(least, most + 1))


def sharers(household: Household) -> None:
    """Young people who share a house, of several origins."""
    chance = household.chance
    for _ in range(chance.between(2, 5)):
        origin = (
            household.origin if chance.happens(0.4) else household.world.origins.draw(_district(household), chance)
        )
        _somebody(household, origin, chance.pick("MF"), household.aged(18, 36))


def pair(household: Household, family: Family, woman_born: int) -> tuple[Person, Person, bool]:
    """A woman, her partner, and whether they married. The family is the partner's."""
    chance = household.chance
    man_born = min(woman_born + int((chance.draw() * 11 - 8) * YEAR), household.today - int(18 * YEAR))
    man = household.add(
        family.origin, "M", man_born, named(family, "M", year_of(man_born), born_as(family, "M"), chance)
    )
    origin = family.origin
    if not chance.happens(OWN_ORIGIN):
        origin = household.world.origins.draw(_district(household), chance)
    woman = _somebody(household, origin, "F", woman_born)
    married = chance.happens(MARRIED)
    if married:
        marry(household, family, woman)
    return woman, man, married


def marry(household: Household, family: Family, woman: Person) -> None:
    """Give a wife her name, on a day between her majority and today."""
    taken = wife_of(family, woman.surname, household.chance)
    if taken != woman.surname:
        woman.was, woman.surname = woman.surname, taken
        grown = woman.born + int(20 * YEAR)
        years = min(12, max(1, (household.today - grown) / YEAR))
        woman.renamed = min(household.today, grown + int(household.chance.draw() * years * YEAR))


def _somebody(household: Household, origin: Origin, sex: str, born: int) -> Person:
    return household.add(origin, sex, born, single(origin, sex, year_of(born), household.chance))


def _district(household: Household) -> str:
    return household.home.area.district
