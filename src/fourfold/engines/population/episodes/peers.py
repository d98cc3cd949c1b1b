"""Young people who are often seen together: groups of peers, for involvement in the same incidents.

They are drawn from who lives near whom and is active. They stand for nothing but co-involvement: no group here is a
gang, and none has a name.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from zlib import crc32

from fourfold.engines.population.episodes.known import Known

YOUNGEST, ELDEST = 12, 21
ACTIVE = 1.0
SMALLEST, LARGEST = 4, 9


def peers(known: Sequence[Known], today: date, seed: int) -> Mapping[str, Sequence[Known]]:
    """By person key: the peers of each active young person, themselves among them."""
    near: dict[str, dict[str, Known]] = {}
    for one in known:
        if one.activity > ACTIVE and one.district and one.aged(today, YOUNGEST, ELDEST):
            near.setdefault(one.district, {}).setdefault(one.person, one)
    found: dict[str, Sequence[Known]] = {}
    for district in sorted(near):
        order = sorted(near[district].values(), key=lambda one: crc32(f"{seed} peers {one.person}".encode()))
        while order:
            size = SMALLEST + crc32(order[0].person.encode()) % (LARGEST - SMALLEST + 1)
            group, order = tuple(order[:size]), order[size:]
            found |= {one.person: group for one in group}
    return found
