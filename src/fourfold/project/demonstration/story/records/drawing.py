"""Made-up people, drawn by chance that is the same at every loading."""

import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib import resources
from random import Random
from typing import Any

SEED = 20261122
HOW_MANY = 300
CHILDREN_OF_TEN = 8
"""Of ten people eight are children; the others are young adults up to 24."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A made-up person. `key` is the same at every loading, unlike the reference by which Fourfold knows them."""

    key: str
    name: str
    born_on: date
    sex: str
    district: str
    address: str
    missing: int | None = None
    harmed: int = 0
    worker: str = ""

    def is_child(self, on: date) -> bool:
        """Whether they are under 18 on a day."""
        had_birthday = (on.month, on.day) >= (self.born_on.month, self.born_on.day)
        return on.year - self.born_on.year - (not had_birthday) < 18

    @property
    def is_of_medway(self) -> bool:
        """Whether Medway Council is responsible, and not Kent County Council."""
        return self.district == "medway"


@cache
def words(file: str) -> dict[str, Any]:
    """What a TOML file of this folder holds."""
    return tomllib.loads(resources.files(__package__).joinpath(file).read_text(encoding="utf-8"))


def draw_people(chance: Random, today: date) -> list[Somebody]:
    """`HOW_MANY` people: first those whose stories are told on purpose."""
    told = [
        Somebody(
            key=f"person-{place}",
            name=one["name"],
            born_on=one["born_on"],
            sex=one["sex"],
            district=one["district"],
            address=_address(chance, one["district"]),
            missing=one["missing"],
            harmed=one.get("harmed", 0),
            worker=one.get("worker", ""),
        )
        for place, one in enumerate(words("people.toml")["person"])
    ]
    return told + [_somebody(chance, f"person-{place}", today) for place in range(len(told), HOW_MANY)]


def _somebody(chance: Random, key: str, today: date) -> Somebody:
    names = words("names.toml")
    sex = chance.choice(("Female", "Male", "Male"))
    years = chance.randint(10, 17) if chance.randrange(10) < CHILDREN_OF_TEN else chance.randint(18, 24)
    district = chance.choice([*names["towns"], "medway", "medway", "thanet"])
    return Somebody(
        key=key,
        name=f"{chance.choice(names['girls' if sex == 'Female' else 'boys'])} {chance.choice(names['family'])}",
        born_on=today - timedelta(days=years * 365 + years // 4 + chance.randrange(1, 364)),
        sex=sex,
        district=district,
        address=_address(chance, district),
    )


def _address(chance: Random, district: str) -> str:
    names = words("names.toml")
    town = chance.choice(names["towns"][district])
    return f"{chance.randint(1, 90)} {chance.choice(names['streets'])}, {town}"
