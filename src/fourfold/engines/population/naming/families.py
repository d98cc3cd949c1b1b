"""Naming the members of one family, so that they belong together."""

from dataclasses import dataclass

from fourfold.engines.population.chance import Chance
from fourfold.engines.population.naming.origins import Origin
from fourfold.engines.population.naming.patterns import PATTERNS, Named, Pattern

SAME_NAME = 0.035
"""Eldest sons who bear their father's forename; a third as many daughters their mother's [believed]."""
MIDDLE = 0.6
SINGH_ALONE = 0.22
FATHERS_FORENAME = {"patronym": 0.8, "muslim": 0.12, "bangladeshi": 0.2}
"""How many children bear their father's forename as surname."""
BEGUM = 0.45


@dataclass(slots=True)
class Family:
    """The naming of one family: `base` is a man's surname, `ending` says whether women's forms are used."""

    origin: Origin
    base: str
    ending: bool
    fathers_forename: str
    mother: str

    @property
    def pattern(self) -> Pattern:
        """The rules of the family's origin."""
        return PATTERNS[self.origin.pattern]


def begin(origin: Origin, chance: Chance) -> Family:
    """A family of that origin, with nobody in it yet."""
    base = origin.surname(chance)
    pattern = PATTERNS[origin.pattern]
    if origin.pattern in ("spanish", "portuguese"):
        base = f"{base} {origin.surname(chance)}"
    if origin.pattern == "sikh" and chance.happens(SINGH_ALONE):
        base = "Singh"
    return Family(origin, base, chance.happens(pattern.gendered), "", "")


def single(origin: Origin, sex: str, year: int, chance: Chance) -> Named:
    """Somebody by themselves, with the surname that they were born with."""
    family = begin(origin, chance)
    return named(family, sex, year, born_as(family, sex), chance)


def named(family: Family, sex: str, year: int, surname: str, chance: Chance) -> Named:
    """Somebody of the family with this surname, and a forename of their time."""
    forename = family.origin.forename(sex, year, chance)
    return Named(forename, _middle(family, sex, year, forename, chance), surname)


def born_as(family: Family, sex: str) -> str:
    """The surname that somebody of the family is born with."""
    if family.base == "Singh" and sex == "F":
        return "Kaur"
    return family.pattern.woman(family.base) if sex == "F" and family.ending else family.base


def wife_of(family: Family, own: str, chance: Chance) -> str:
    """The surname of a wife whose own was `own`."""
    pattern = family.pattern
    if family.origin.pattern in ("muslim", "bangladeshi") and chance.happens(BEGUM):
        return chance.pick(("Begum", "Bibi", "Khatun", "Akhtar"))
    if chance.happens(pattern.wives_keep):
        return own
    if family.base == "Singh":
        return "Kaur"
    woman = pattern.wife or pattern.woman
    return woman(family.base) if family.ending else family.base


def child_of(family: Family, sex: str, chance: Chance) -> str:
    """The surname of a child of the family's parents. Brothers and sisters share one where the pattern says so."""
    if family.pattern.child:
        return family.pattern.child(family.base, sex, family.mother, chance)
    return born_as(family, sex)


def settle(family: Family, father: str, mother: str, married: bool, chance: Chance) -> None:
    """Say once for all children what they draw on: the father's forename, both surnames, or the mother's alone."""
    family.mother = mother or family.base
    if father and chance.happens(FATHERS_FORENAME.get(family.origin.pattern, 0)):
        family.base = father
    elif not married and mother and chance.happens(family.pattern.doubles * 3):
        family.base = f"{mother}-{family.base}"


def _middle(family: Family, sex: str, year: int, forename: str, chance: Chance) -> str:
    middles = family.pattern.middle
    if middles:
        return chance.pick(middles[sex])
    if family.origin.pattern in ("spanish", "portuguese", "plain", "nigerian", "muslim") and chance.happens(MIDDLE):
        other = family.origin.forename(sex, year, chance)
        return other if other != forename else ""
    return ""
