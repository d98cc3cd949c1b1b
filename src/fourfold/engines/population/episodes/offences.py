"""What the police record, by kind; read from `data/offences.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from fourfold.engines.population.chance import Chance, Weighted
from fourfold.engines.population.places import CRIMES, gazetteer, text_of


@dataclass(frozen=True, slots=True)
class Sort:
    """One kind of incident, and who has a part in it, as shares."""

    kind: str
    group: str
    victims: float
    witnesses: float
    suspects: float
    more: float
    knife: float
    offences: Sequence[str]
    groups: Sequence[str] = ()

    def offence(self, chance: Chance) -> tuple[str, str]:
        """An offence group and an offence of it."""
        at = chance.below(len(self.offences))
        return (self.groups[at] if self.groups else self.group), self.offences[at]


@cache
def sorts() -> Mapping[str, Sort]:
    """The kinds of incidents by key; read once."""
    return {kind: Sort(kind, **told) for kind, told in tomllib.loads(text_of("offences.toml")).items()}


@cache
def shares() -> Weighted[Sort]:
    """The kinds by how often each was recorded."""
    areas = gazetteer().areas.things
    return Weighted.over(
        [sorts()[kind] for kind in CRIMES], [sum(area.crimes[kind] for area in areas) for kind in CRIMES]
    )
