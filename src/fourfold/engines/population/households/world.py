"""What every household is made from, and the household while it is being made."""

from dataclasses import dataclass, field
from datetime import date

from fourfold.engines.population.chance import Chance
from fourfold.engines.population.naming.families import Family, begin
from fourfold.engines.population.naming.origins import Origin, Origins
from fourfold.engines.population.naming.patterns import Named
from fourfold.engines.population.people import Person
from fourfold.engines.population.places import Gazetteer, Home

YEAR = 365.2425
BIRTHDAY_UNKNOWN = {
    "afghan": 0.25,
    "somali": 0.2,
    "kurdish": 0.15,
    "eritrean": 0.12,
    "arabic": 0.06,
    "vietnamese": 0.06,
}
"""How often somebody's own papers say 1 January, because nobody wrote the day down [believed]."""


@dataclass(frozen=True, slots=True)
class World:
    """Places, names, and the day up to which everything is told."""

    places: Gazetteer
    origins: Origins
    today: int

    @classmethod
    def at(cls, places: Gazetteer, origins: Origins, day: date) -> "World":
        """The world on a day."""
        return cls(places, origins, day.toordinal())


@dataclass(slots=True)
class Household:
    """A household in the making: its home, its origin, and who is in it so far."""

    number: int
    world: World
    chance: Chance
    home: Home
    origin: Origin
    people: list[Person] = field(default_factory=list)

    @property
    def today(self) -> int:
        """The day up to which everything is told."""
        return self.world.today

    def family(self, origin: Origin | None = None) -> Family:
        """A new family, of the household's origin or another."""
        return begin(origin or self.origin, self.chance)

    def aged(self, least: float, most: float) -> int:
        """A day of birth that makes somebody between `least` and `most` years old today."""
        return self.today - int((least + self.chance.draw() * (most - least)) * YEAR)

    def add(self, origin: Origin, sex: str, born: int, named: Named) -> Person:
        """Somebody more in the household."""
        unknown = BIRTHDAY_UNKNOWN.get(origin.key, 0)
        if unknown and self.chance.happens(unknown):
            born = date(date.fromordinal(born).year, 1, 1).toordinal()
        person = Person(
            0, self.number, origin.key, sex, born, named.forename, named.middle, named.surname, home=self.home
        )
        self.people.append(person)
        return person


def year_of(day: int) -> int:
    """The year of a day."""
    return date.fromordinal(day).year
