"""How the surnames of a family hang together, by origin.

Each pattern takes the father's and the mother's names and gives a child's or a wife's. Sources: the usual accounts of
each country's naming; UK registrations often keep one form for all, so that gendered endings hold for most, not all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from fourfold.engines.population.chance import Chance

Form = Callable[[str], str]
"""From a man's surname to another form of it."""


@dataclass(frozen=True, slots=True)
class Named:
    """What somebody is called. `middle` may be empty."""

    forename: str
    middle: str
    surname: str


@dataclass(frozen=True, slots=True)
class Pattern:
    """Rules of one way of naming. `base` is a man's surname; each rule gives somebody's surname from it.

    `wives_keep` is the share of wives who keep their own name; `middle` gives a middle name by sex, or none.
    """

    woman: Form = lambda base: base
    wife: Form | None = None
    child: Callable[[str, str, str, Chance], str] | None = None
    wives_keep: float = 0.3
    middle: Mapping[str, tuple[str, ...]] | None = None
    gendered: float = 1.0
    doubles: float = 0.0
    reversed_often: bool = False
    """Family name first: clerks who do not know it put the names the wrong way round."""


def polish(base: str) -> str:
    """Kowalski, Kowalska."""
    return base[:-1] + "a" if base.endswith(("ski", "cki", "dzki")) else base


def slovak(base: str) -> str:
    """Horváth, Horváthová; Sivák, Siváková; Danko, Danková."""
    if base.endswith("ý"):
        return base[:-1] + "á"
    return (base[:-1] if base[-1] in "aoe" else base) + "ová"


def lithuanian_wife(base: str) -> str:
    """Kazlauskas, Kazlauskienė."""
    for ending in ("ius", "as", "is", "us", "ys"):
        if base.endswith(ending):
            return base[: -len(ending)] + "ienė"
    return base


def lithuanian_daughter(base: str) -> str:
    """Kazlauskas, Kazlauskaitė; Stankevičius, Stankevičiūtė; Butkus, Butkutė."""
    for ending, daughter in (("ius", "iūtė"), ("as", "aitė"), ("is", "ytė"), ("ys", "ytė"), ("us", "utė")):
        if base.endswith(ending):
            return base[: -len(ending)] + daughter
    return base


def bulgarian(base: str) -> str:
    """Ivanov, Ivanova."""
    return base + "a" if base.endswith(("ov", "ev", "in")) else polish(base)


def ukrainian(base: str) -> str:
    """Lewytskyi, Lewytska."""
    return base[:-2] + "a" if base.endswith("kyi") else base


def spanish_child(base: str, _sex: str, mother: str, _chance: Chance) -> str:
    """The father's first surname, then the mother's first."""
    return f"{base.split(maxsplit=1)[0]} {mother.split(maxsplit=1)[0]}"


def portuguese_child(base: str, _sex: str, mother: str, _chance: Chance) -> str:
    """The mother's last surname, then the father's last."""
    return f"{mother.rsplit(maxsplit=1)[-1]} {base.rsplit(maxsplit=1)[-1]}"


def sikh_child(base: str, sex: str, _mother: str, _chance: Chance) -> str:
    """Where the father is a Singh without a family name, his daughters are Kaur."""
    return "Kaur" if base == "Singh" and sex == "F" else base


def bangladeshi_child(base: str, sex: str, _mother: str, chance: Chance) -> str:
    """Most bear the father's surname; many daughters Begum, Khatun or Akter."""
    return chance.pick(("Begum", "Khatun", "Akter")) if sex == "F" and chance.happens(0.35) else base


SIKH_MIDDLE = {"M": ("Singh",), "F": ("Kaur",)}
VIETNAMESE_MIDDLE = {"M": ("Van", "Minh", "Duc", "Quoc"), "F": ("Thi", "Thi", "Ngoc", "Thu")}
PATTERNS: Mapping[str, Pattern] = {
    "plain": Pattern(doubles=0.05),
    "polish": Pattern(woman=polish, wives_keep=0.15),
    "slovak": Pattern(woman=slovak, wives_keep=0.25, gendered=0.75),
    "lithuanian": Pattern(woman=lithuanian_daughter, wife=lithuanian_wife, wives_keep=0.1, gendered=0.85),
    "bulgarian": Pattern(woman=bulgarian, wives_keep=0.2),
    "ukrainian": Pattern(woman=ukrainian, wives_keep=0.15),
    "spanish": Pattern(child=spanish_child, wives_keep=1.0),
    "portuguese": Pattern(child=portuguese_child, wives_keep=0.6),
    "sikh": Pattern(child=sikh_child, wives_keep=0.25, middle=SIKH_MIDDLE),
    "south_asian": Pattern(wives_keep=0.45),
    "muslim": Pattern(wives_keep=0.6, doubles=0.02),
    "bangladeshi": Pattern(child=bangladeshi_child, wives_keep=0.8),
    "patronym": Pattern(wives_keep=0.9),
    "chinese": Pattern(wives_keep=0.8, reversed_often=True),
    "vietnamese": Pattern(wives_keep=1.0, middle=VIETNAMESE_MIDDLE, reversed_often=True),
    "nigerian": Pattern(wives_keep=0.2, doubles=0.03),
}
