"""`populate`: a population by number and seed, as agencies see it, with the truth beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pyarrow as pa

from fourfold.engines.population.agencies.profiles import Agency, agencies
from fourfold.engines.population.agencies.seeing import sightings
from fourfold.engines.population.agencies.tables import Seen, gather
from fourfold.engines.population.chance import Chance
from fourfold.engines.population.episodes.feeds import feed
from fourfold.engines.population.episodes.known import Register
from fourfold.engines.population.households.streaming import households_of
from fourfold.engines.population.households.world import World
from fourfold.engines.population.naming.origins import origins
from fourfold.engines.population.places import gazetteer

TODAY = date(2026, 9, 30)
"""The day up to which a population is told, unless another is asked for."""
FIVE_SEE = 1 << 42
"""Streams from here on are for what the five agencies see; those below make the households."""
OTHERS_SEE = 2 << 42


@dataclass(frozen=True)
class Population:
    """A made-up population. Everything in it is synthetic."""

    people: int
    seed: int
    today: date
    seen: Mapping[str, Seen]

    @property
    def agencies(self) -> tuple[str, ...]:
        """The keys of the five agencies."""
        return tuple(self.seen)

    def records(self, agency: str) -> pa.Table:
        """The records of an agency: some of the columns of `fourfold link`, text, null where nothing is known.

        Beside the five there are those of `further`, which only send feeds. Raises KeyError for another.
        """
        return (self.seen[agency] if agency in self.seen else self.further[agency]).records

    @cached_property
    def truth(self) -> pa.Table:
        """One row for each record of the five.

        Text: `source, record_id, person_key, household_key, origin_group, kind`.
        """
        return pa.concat_tables([seen.truth for seen in self.seen.values()])

    @cached_property
    def further(self) -> Mapping[str, Seen]:
        """What the agencies beside the five hold; made when it is first asked for."""
        others = {key: agency for key, agency in agencies().items() if agency.further}
        return _see(self.people, self.seed, self.today, others, OTHERS_SEE)

    @cached_property
    def register(self) -> Register:
        """Everybody as each agency knows them, for drawing who has to do with an episode."""
        return Register(self.seed, self.today, self.people, {**self.seen, **self.further})

    def feed(self, name: str, month: date) -> pa.Table:
        """One month of a feed, in the columns of its contract (`records/feeds/contracts`), all text.

        `month` is any day of it; nothing later than `today` is told. Raises KeyError where there is no such feed.
        """
        return feed(self.register, name, month)


def populate(*, people: int, seed: int, today: date = TODAY) -> Population:
    """Make up a population of Kent and Medway. The same arguments give the same tables everywhere.

    A smaller population by the same seed is the beginning of a larger one: same people, same records.
    """
    five = {key: agency for key, agency in agencies().items() if not agency.further}
    return Population(people, seed, today, _see(people, seed, today, five, FIVE_SEE))


def _see(people: int, seed: int, today: date, by: Mapping[str, Agency], streams: int) -> Mapping[str, Seen]:
    """Go through all households and note what each of these agencies sees."""
    world = World.at(gazetteer(), origins(), today)
    gathered = gather(by, seed)
    chance = Chance(seed)
    for household in households_of(world, seed, people):
        chance.restart(streams + household[0].household)
        for person in household:
            for sighting in sightings(person, world.origins.by_key[person.origin], by, world.today, chance):
                gathered[sighting.agency.key].add(sighting)
    return {key: gathering.seen() for key, gathering in gathered.items()}
